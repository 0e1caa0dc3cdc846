"""The preview shows an article as a reader sees it, says why a picture is missing, and survives what is hostile."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from reviewer.articles.contents import Article, Picture, Related
from reviewer.articles.problem import Problem
from reviewer.ui.preview.body import Body, pieces
from reviewer.ui.preview.picture import asked_size
from reviewer.ui.preview.preview import Preview
from reviewer.ui.preview.problem_page import lines_around
from reviewer.ui.quiet_button import QuietButton

ONE = "https://pictures.example/one.jpg"


@pytest.fixture
def opened():
    return []


@pytest.fixture
def preview(session, qtbot, opened):
    made = Preview(session, open_url=opened.append)
    qtbot.addWidget(made)
    made.resize(440, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def page(preview):
    return preview.article_page


def buttons(widget, words):
    return [button for button in widget.findChildren(QuietButton) if button.words == words and button.isVisible()]


# ---- what is shown


def test_an_article_in_full(preview, page, session, article):
    session.read(article)
    assert page.isVisible()
    assert page.headline.words == "Researchers & engineers teach a network to read scans"
    assert page.excerpt.words.startswith("A network that learned")
    assert page.meta.words == "National Institute · 18 Oct 2021 · quality 19"
    assert page.body.shown == "The body of the article.\n\n<b>Marks</b> are shown as they are."
    card = page.related.cards[0]
    assert card._title.words == "Deep learning improves interpretation of tumors & more"
    assert card._meta.words == "Medical Example · 19 Oct 2021 · quality 59"
    assert page.related.cards[1].accessibleName() == "Without much else"


def test_all_labels_are_plain_text(preview, session, article):
    session.read(replace(article, title="<b>x</b>", excerpt="<img src=x>", provider="<i>y</i>"))
    labels = preview.article_page.findChildren(QLabel)
    assert len(labels) > 8
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    assert preview.article_page.headline.text() == "<b>x</b>"


def test_lines_are_not_too_long_to_read(preview, page, session, article):
    preview.resize(1600, 900)
    session.read(article)
    letters = page.excerpt.maximumWidth() / page.excerpt.fontMetrics().averageCharWidth()
    assert letters <= 65
    assert page.excerpt.width() <= page.excerpt.maximumWidth()


def test_parts_that_are_missing_leave_no_hole(preview, page, session):
    session.read(Article(title="Only a title"))
    for part in (page.picture, page.strip, page.excerpt, page.meta, page.links, page.body, page.related):
        assert not part.isVisible()
    session.read(Article(), 2)
    assert page.headline.words == "Without a title"


def test_nothing_selected_nothing_open_and_many(preview, session, article):
    session.choose()
    assert "No article is selected" in preview.calm_page.words
    session.read(article)
    session.choose(*range(1_200))
    assert preview.calm_page.isVisible()
    assert "1,200 articles selected" in preview.calm_page.words
    session.choose(1)
    assert preview.article_page.isVisible()
    session.close()
    assert "No collection is open" in preview.calm_page.words
    session.opening = "news"
    session.opening_changed.emit()
    assert "on their way" in preview.calm_page.words


def test_an_article_that_has_gone_is_said_to_have_gone(preview, session, article):
    session.choose(1)
    assert "No article is selected" in preview.calm_page.words
    session.read(article)
    session.article_read.emit(None)
    assert "not there any more" in preview.calm_page.words
    session.choose(2)
    session.read(article, 2)
    assert preview.article_page.isVisible()


def test_the_current_one_of_many_is_not_shown(preview, session, article):
    session.choose(1, 2, 3, current=2)
    session.article_read.emit(None)
    assert preview.calm_page.isVisible()


def test_another_article_starts_at_its_top_and_the_same_stays(preview, page, session, article):
    tall = replace(article, body="line\n\n" * 400)
    session.read(tall)
    QApplication.processEvents()
    bar = page.verticalScrollBar()
    bar.setValue(300)
    session.read(replace(tall, quality=20))
    QApplication.processEvents()
    assert bar.value() == 300
    assert "quality 20" in page.meta.words
    session.read(tall, 2)
    assert bar.value() == 0


# ---- pictures


def test_the_place_is_kept_before_the_picture_comes(preview, page, session, article, qtbot):
    session.read(article)
    QApplication.processEvents()
    height = page.picture.height()
    top = page.headline.y()
    assert height == pytest.approx(page.picture.width() / 1.6, abs=1)
    session.pictures.arrive(ONE)
    QApplication.processEvents()
    assert (page.picture.height(), page.headline.y()) == (height, top)


def test_a_picture_fades_in_when_it_comes_late_and_not_when_it_is_there(preview, page, session, article, qtbot):
    session.read(article)
    assert page.picture._fade.duration() < 150
    session.pictures.arrive(ONE, "#ff0000")
    assert page.picture._fade.state() == page.picture._fade.State.Running
    qtbot.waitUntil(lambda: page.picture._fade.state() == page.picture._fade.State.Stopped)
    middle = page.picture.grab().toImage().pixelColor(page.picture.rect().center())
    assert middle == QColor("#ff0000")
    session.pictures.arrive("https://pictures.example/next.jpg")
    session.read(replace(article, images=(Picture("https://pictures.example/next.jpg"),)), 2)
    assert page.picture._fade.state() == page.picture._fade.State.Stopped


def test_a_failure_is_said_in_words_with_retry(preview, page, session, article, qtbot):
    session.read(article)
    assert page.picture.failure == ""
    session.pictures.fail(ONE, "the server says 404 Not Found")
    assert page.picture.failure == "No picture: the server says 404 Not Found"
    (retry,) = buttons(page.picture, "Retry")
    qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    assert session.pictures.retried == [ONE]
    assert page.picture.failure == ""
    assert not buttons(page.picture, "Retry")
    session.pictures.arrive(ONE)
    assert page.picture.failure == ""


def test_a_bad_address_fails_at_once(preview, page, session, article):
    session.read(replace(article, images=(Picture("javascript:alert(1)"),)))
    assert "javascript:" in page.picture.failure
    session.read(article, 2)
    assert page.picture.failure == ""


def test_the_strip_shows_another_picture_large(preview, page, session, article, qtbot):
    session.read(article)
    thumbs = [thumb for thumb in page.strip._thumbs if thumb.isVisible()]
    assert [thumb.source for thumb in thumbs] == [ONE, "/collection/two.png", "/collection/assets/three.png"]
    assert thumbs[0].accessibleName() == "Picture 1 of 3, 1200 × 750"
    qtbot.mouseClick(thumbs[1], Qt.MouseButton.LeftButton)
    assert page.picture.source == "/collection/two.png"
    assert thumbs[1].isChecked()
    assert not thumbs[0].isChecked()
    session.read(replace(article, quality=3))
    assert page.picture.source == "/collection/two.png"
    session.read(replace(article, images=article.images[:1]), 2)
    assert not page.strip.isVisible()
    assert page.picture.source == ONE


def test_only_pictures_of_this_article_are_wanted(preview, session, article):
    session.read(article)
    wanted = session.pictures.in_sight["preview"]
    assert wanted == {
        ONE,
        "/collection/two.png",
        "/collection/assets/three.png",
        "https://pictures.example/related.jpg",
    }
    session.read(Article(title="none"), 2)
    assert session.pictures.in_sight["preview"] == set()


def test_sizes_are_asked_in_steps(size):
    assert asked_size(size, 1) == asked_size(size + QSize(20, 40), 1)
    assert asked_size(size, 2).width() >= 840
    assert asked_size(size, 2).width() % 64 == 0


# ---- links


def test_links_open_in_the_browser_and_are_copied(preview, page, session, article, opened, qtbot):
    session.read(article)
    (web,) = buttons(page.links, "Web page")
    qtbot.mouseClick(web, Qt.MouseButton.LeftButton)
    assert opened == [QUrl("https://national.example/scans")]
    (copy,) = buttons(page.links, "Copy")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "https://national.example/scans"
    card = page.related.cards[0]
    (amp,) = buttons(card, "AMP page")
    qtbot.mouseClick(amp, Qt.MouseButton.LeftButton)
    assert opened[1] == QUrl("https://medical.example/tumors.amp")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "http:", "ftp://a/b", "//a/b", "a b"])
def test_other_links_are_not_opened(preview, page, session, opened, qtbot, address):
    session.read(Article(title="T", web_url=address))
    assert not buttons(page.links, "Web page")
    page.links._open(address)
    assert opened == []
    assert buttons(page.links, "Copy")


def test_an_address_of_marks_is_shown_as_it_is(preview, page, session):
    session.read(Article(title="T", web_url="https://a.example/<b>bold</b>"))
    (web,) = buttons(page.links, "Web page")
    assert "&lt;b&gt;" in web.toolTip()


# ---- problems


def test_a_problem_with_its_place_and_the_file(preview, session):
    text = "---\ntitle: [\nmore: 1\n" + "x\n" * 2_000
    session.read(Article(problem=Problem("the list is never closed", 2, 8)), text=text)
    page = preview.problem_page
    assert page.isVisible()
    assert "The list is never closed" in page.words
    assert "Line 2, column 8" in page.words
    assert page.file_text.isReadOnly()
    assert page.file_text.extraSelections()[0].cursor.block().text() == "title: ["


def test_a_problem_far_down_is_scrolled_to(preview, session, qtbot):
    text = "".join(f"line {number}\n" for number in range(1, 100_001))
    session.read(Article(problem=Problem("odd", 70_000, 1)), text=text)
    file_text = preview.problem_page.file_text
    assert file_text.textCursor().block().text() == "line 70000"
    assert file_text.viewport().rect().contains(file_text.cursorRect().center())
    qtbot.keyClicks(file_text, "typed")
    assert "typed" not in file_text.toPlainText()


@pytest.mark.parametrize(("line", "first", "shown"), [(1, 1, "a"), (99, 1, "a"), (0, 1, "a")])
def test_lines_around_a_place_outside(line, first, shown):
    number, lines = lines_around("a\nb\r\nc\rd", line)
    assert (number, lines[0]) == (first, shown)
    assert lines == ["a", "b", "c", "d"]


# ---- keys


def test_space_scrolls_by_a_page(preview, page, session, article, qtbot):
    session.read(replace(article, body="line\n\n" * 400))
    QApplication.processEvents()
    page.setFocus()
    bar = page.verticalScrollBar()
    qtbot.keyClick(page, Qt.Key.Key_Space)
    down = bar.value()
    assert page.viewport().height() * 0.8 < down < page.viewport().height()
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.keyClick(page, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == down
    qtbot.keyClick(page, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(page, Qt.Key.Key_Home)
    assert bar.value() == 0
    qtbot.keyClick(page, Qt.Key.Key_Down)
    assert bar.value() > 0


def test_focus_is_seen(preview, page, session, article):
    session.read(article)
    page.setFocus()
    assert page._ring.isVisible()
    buttons(page.related.cards[0], "Web page")[0].setFocus()
    assert not page._ring.isVisible()


def test_every_control_has_a_name(preview, session, article):
    session.read(article)
    controls = [
        widget
        for widget in preview.article_page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(controls) > 5
    assert all(widget.accessibleName() for widget in controls)


# ---- what is hostile


def test_huge_texts_are_cut_before_they_are_laid_out(preview, page, session):
    huge = "x" * 10_000_000
    session.read(Article(title=huge, excerpt="&amp;" * 2_000_000, provider=huge, date=huge, type=huge, quality=huge))
    QApplication.processEvents()
    assert len(page.headline.words) <= 1_000
    assert page.headline.words.endswith("…")
    assert page.widget().width() <= page.viewport().width()


def test_a_word_without_an_end_wraps(preview, page, session):
    session.read(Article(title="W" * 400, body="b" * 2_000))
    QApplication.processEvents()
    assert page.widget().width() <= page.viewport().width()
    assert page.headline.height() > 3 * page.headline.fontMetrics().height()


def test_hundreds_of_related_are_built_a_few_at_a_time(preview, page, session):
    related = tuple(Related(title=f"Related {number}", images=(Picture(f"{number}.png"),)) for number in range(500))
    session.read(Article(title="T", related=related))
    few = len(page.related.cards)
    assert few < 20
    page.related._more.click()
    assert few < len(page.related.cards) < 60
    assert len(session.pictures.in_sight["preview"]) == len(page.related.cards)
    session.read(Article(title="T", related=related[:2]), 2)
    assert len(page.related.cards) == 2
    assert not page.related._more.isVisible()


def test_many_pictures(preview, page, session):
    images = tuple(Picture(f"{number}.png") for number in range(1_000))
    session.read(Article(title="T", images=images))
    assert len(page.strip._thumbs) == 60


def test_a_long_body_is_shown_a_piece_at_a_time(qtbot):
    body = Body()
    qtbot.addWidget(body)
    text = "".join(f"paragraph {number}\n\n" for number in range(10_000))
    body.show_body(text)
    assert 5_000 < len(body.shown) <= 6_001
    while not body._more.isHidden():
        body._more.click()
    assert body.shown.split() == text.split()


def test_pieces_lose_nothing():
    text = "a" * 10_000 + "\n" + "b c\n" * 5_000
    assert "".join(pieces(text)).replace("\n", "") == text.replace("\n", "")


STRANGE = [
    "\0",
    "\u202e reversed",
    "\ufeff\u200b",
    "👩🏽\u200d🔬" * 50,
    "&#0;&#xD800;&#99999999;",
    "%s {0} &&",
    "深" * 400,
]


@pytest.mark.parametrize("words", STRANGE)
def test_strange_texts(preview, session, words):
    picture = Picture(words)
    related = Related(title=words, excerpt=words, provider=words, web_url=words, images=(picture,))
    session.read(
        Article(title=words, excerpt=words, provider=words, body=words, images=(picture,) * 3, related=(related,) * 3)
    )
    QApplication.processEvents()
    assert preview.article_page.isVisible()
