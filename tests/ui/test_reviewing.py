"""R marks the selected articles as reviewed, and takes the marks away; the files stay as they are."""

from living import Living
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer.session.reports import articles
from reviewer.session.session import Session
from reviewer.ui.article_list import columns
from reviewer.ui.article_list.card import Fonts, Geometry, _make
from reviewer.ui.article_list.grid_cell import CellPlaces, GridFonts
from reviewer.ui.article_list.grid_cell import _make as _make_cell


def reviewed(session: Session) -> list[str]:
    return sorted(row.path for row in session.rows(session.answer.ids) if row.reviewed)


def test_the_key_of_the_list_marks_and_takes_the_mark_away(living: Living) -> None:
    window, disk = living.window(), living.articles.disk()
    session, view, action = window.session, window.article_list.view, window.menu_actions["review"]
    ids = session.answer.ids
    session.select(ids[:3], ids[0])
    living.settle(session)
    QTest.keyClick(view, Qt.Key.Key_R)
    living.until(lambda: len(reviewed(session)) == 3)
    living.settle(session)
    assert living.told[-1].words == f"Marked {articles(3)} as reviewed"
    living.until(lambda: action.text().startswith("Take Review &Mark Away"))
    living.until(lambda: session.facets.reviewed == 3)
    session.select(ids[2:5], ids[4])
    living.until(lambda: action.text().startswith("&Mark as Reviewed"))
    QTest.keyClick(view, Qt.Key.Key_R)
    living.until(lambda: len(reviewed(session)) == 5)
    living.settle(session)
    QTest.keyClick(view, Qt.Key.Key_R)
    living.until(lambda: len(reviewed(session)) == 2)
    living.settle(session)
    assert living.told[-1].words == f"{articles(3)} not reviewed any more"
    assert (session.undo_name, session.modified) == (None, 0)
    assert living.articles.disk() == disk


def test_the_message_has_undo_which_puts_back_just_those_marks(living: Living) -> None:
    window = living.window()
    session = window.session
    ids = session.answer.ids
    for chosen in (ids[:1], ids[:4]):
        session.select(chosen, chosen[0])
        living.settle(session)
        session.reviewing.toggle()
        living.settle(session)
        living.settle(session)
    bar = window.messages.bars[-1]
    assert bar.message.words == f"Marked {articles(3)} as reviewed"
    window.messages.forget_undo()
    assert not bar.undo.isHidden(), "other steps do not matter"
    bar.undo.click()
    living.until(lambda: len(reviewed(session)) == 1)
    living.settle(session)
    assert living.told[-1].words == f"{articles(3)} not reviewed any more"
    window.messages.bars[-1].undo.click()
    living.until(lambda: len(reviewed(session)) == 4)
    living.settle(session)


def test_an_article_that_no_longer_matches_stays_until_one_moves_on(living: Living) -> None:
    session = living.opened()
    session.search("-is:reviewed")
    living.until(lambda: session.answer.text == "-is:reviewed")
    first, second = session.answer.ids[:2]
    session.select([first], first)
    session.reviewing.toggle()
    living.until(lambda: session.rows([first])[0].reviewed)
    living.settle(session)
    assert first in session.answer.ids
    session.select([second], second)
    living.until(lambda: first not in session.answer.ids)


def test_layouts_say_it(living: Living) -> None:
    session = living.opened()
    before = session.rows(session.answer.ids[:1])[0]
    session.reviewing.toggle([before.id])
    living.until(lambda: session.rows([before.id])[0].reviewed)
    living.settle(session)
    row = session.rows([before.id])[0]
    fonts, labels = Fonts.present(), GridFonts.present()
    assert [_make(each, Geometry.of(900, fonts), fonts).meta.endswith("✓ Reviewed") for each in (before, row)] == [0, 1]
    places = CellPlaces.of(300, 200, labels)
    assert [_make_cell(each, places, labels).meta.endswith("✓ Reviewed") for each in (before, row)] == [0, 1]
    assert columns.sentence(row).endswith("unpublished, reviewed")
    said = [columns.COLUMNS[columns.COLUMN_OF[key]].words(row) for key in ("published", "reviewed")]
    assert said == ["○ Unpublished ✓", "✓ Reviewed"]
