"""Where the keyboard goes in the preview; and what is shown of texts that would turn others round."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from reviewer.articles.contents import Article, Picture, Related
from reviewer.ui.preview.preview import Preview

ONE = "https://pictures.example/one.jpg"


@pytest.fixture
def preview(session, qtbot):
    """With a field behind it, as the inspector is."""
    around = QWidget()
    qtbot.addWidget(around)
    around.behind = QPushButton("behind")
    made = Preview(session, open_url=lambda url: True)
    column = QVBoxLayout(around)
    column.addWidget(made)
    column.addWidget(around.behind)
    around.resize(460, 900)
    with qtbot.waitExposed(around):
        around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    yield made


def stops(qtbot, preview):
    """What Tab goes to from the page on, until it leaves the preview."""
    preview.article_page.setFocus()
    passed = []
    while preview.isAncestorOf(QApplication.focusWidget()) and len(passed) < 100:
        passed.append(QApplication.focusWidget())
        qtbot.keyClick(passed[-1], Qt.Key.Key_Tab)
    return passed


def places(preview, widgets):
    page = preview.article_page
    return [(page.widget().mapFromGlobal(each.mapToGlobal(QPoint(0, 0)))) for each in widgets if each is not page]


def is_in_reading_order(preview, widgets):
    shown = [(place.y(), place.x()) for place in places(preview, widgets)]
    return shown == sorted(shown)


def test_retry_leaves_the_keyboard_in_the_preview(preview, session, article, qtbot):
    session.read(article)
    session.pictures.fail(ONE, "it is larger than 20 MB")
    page = preview.article_page
    (retry,) = page.picture.tab_stops
    assert page.picture.failure == "No picture: it is larger than 20 MB"
    retry.setFocus()
    qtbot.keyClick(retry, Qt.Key.Key_Space)
    assert session.pictures.retried == [ONE]
    assert not retry.isVisible()
    assert page.hasFocus()


def test_tab_goes_from_top_to_bottom(preview, session, article, qtbot):
    session.read(Article(title="Without links", related=(Related(title="One", web_url="https://a.example/"),)))
    session.read(replace(article, original_url="https://other.example/", body="line\n" * 4_000), 2)
    session.pictures.fail(ONE, "no such file")
    QApplication.processEvents()
    passed = stops(qtbot, preview)
    assert [each.accessibleName() for each in passed] == [
        "Preview",
        "Retry: no such file",
        "Picture 1 of 3, 1200 × 750",
        "Open Web page",
        "Open Original",
        "Copy link",
        passed[6].accessibleName(),
        "Open web page of Deep learning improves interpretation of tumors & more",
        "Open amp page of Deep learning improves interpretation of tumors & more",
        "Copy the link of Deep learning improves interpretation of tumors & more",
    ]
    assert passed[6].words.startswith("Show more of the text")
    assert is_in_reading_order(preview, passed)
    assert preview.parentWidget().behind.hasFocus()


def test_tab_goes_through_what_is_built_later(preview, session, qtbot):
    related = tuple(Related(title=f"R {number}", web_url=f"https://a.example/{number}") for number in range(12))
    session.read(Article(title="T", related=related))
    before = len(stops(qtbot, preview))
    preview.article_page.related._more.click()
    QApplication.processEvents()
    passed = stops(qtbot, preview)
    assert len(passed) == before + 4 * 2 - 1
    assert is_in_reading_order(preview, passed)
    assert preview.parentWidget().behind.hasFocus()


@pytest.mark.parametrize("mark", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_no_text_turns_round_what_follows(preview, session, mark):
    words = f"left{mark}right"
    related = Related(title=words, excerpt=words, provider=words, date=words, quality=words)
    picture = Picture("one.png")
    session.read(
        Article(title=words, excerpt=words, provider=words, body=words, related=(related,), images=(picture,) * 2)
    )
    page, card = preview.article_page, preview.article_page.related.cards[0]
    for label in (page.headline, page.excerpt, page.meta, card._title, card._excerpt):
        assert "leftright" in label.words
    assert page.body.shown == "leftright"
    assert mark not in card._meta.words
