"""No content moves a splitter."""

from living import Living

BROKEN = "---\ntitle: [" + "a very long word " * 40 + "\nmore: 1\n"


def test_a_broken_article_leaves_the_splitter_where_it_is(living: Living) -> None:
    (living.articles.root / "a3.md").write_text(BROKEN, "utf-8")
    window = living.window()
    window.resize(1240, 700)
    living.until(lambda: window.panes.right == "stack")
    session, panes = window.session, window.panes
    broken, sound = (living.id_of(session, path) for path in ("a3.md", "a1.md"))
    session.select({sound}, sound)
    living.until(window.preview.article_page.isVisible)
    before = panes.beside.sizes()
    session.select({broken}, broken)
    living.until(window.preview.problem_page.isVisible)
    living.settle(session)
    assert panes.beside.sizes() == before
    session.select({sound}, sound)
    living.until(window.preview.article_page.isVisible)
    assert panes.beside.sizes() == before
    panes.beside.setSizes([0, 10_000])
    assert min(panes.beside.sizes()) < 140
