"""An article that another program changed too."""

from reviewer.articles.article import read_article
from reviewer.session.events import ArticleRead

CONTENT = b"---\ntitle: x\n---\n"


def test_it_leads_to_where_it_is_resolved(session, inspector, qtbot) -> None:
    session.choose(1)
    assert not inspector.conflict.isVisible()
    read = ArticleRead(
        1, "news/1.md", read_article(CONTENT, "news/1.md"), "", True, ("title",), True, None, (("title", "x"),)
    )
    session.article_read.emit(read)
    assert inspector.conflict.isVisible() and "Your edits are kept" in inspector.conflict.text()
    with qtbot.waitSignal(inspector.resolve_asked) as sent:
        inspector.conflict.resolve.click()
    assert sent.args == ["news/1.md"]
