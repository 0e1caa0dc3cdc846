"""Views in the side bar, by mouse and by keys."""

import pytest
from PySide6.QtCore import Qt

from reviewer.library.catalog.schema import Sort
from reviewer.library.view_file import PLACE, shared_views
from reviewer.session.settings import LIST_VIEW
from reviewer.ui.filters.filters import Filters
from reviewer.ui.filters.view_words import suggested_name


@pytest.fixture
def views(session, shown):
    return shown(Filters(session)).views


def words(views):
    return [choice.words for choice in views.choices.choices]


def present(views):
    return [choice.words for choice in views.choices.choices if choice.is_chosen]


def click(qtbot, views, text):
    rect = views.list.visualRect(views.choices.index(words(views).index(text)))
    qtbot.mouseClick(views.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def do(views, name, text):
    menu = views.menu(views._session.views.named(name))
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.deleteLater()


def fill_in(qtbot, views, name, *, share=False):
    dialog = views.dialog
    qtbot.keyClick(dialog.name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(dialog.name, name)
    if share:
        qtbot.keyClick(dialog.shared, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)


def test_a_view_is_gone_to_and_marked(views, session, qtbot):
    assert present(views) == ["All"]
    session.search("cancer topic:x")
    assert present(views) == [] and words(views)[-1] == "Save this view"
    click(qtbot, views, "Unpublished")
    assert session.query_text == "is:unpublished"
    session.search("published:no")
    assert present(views) == ["Unpublished"]
    click(qtbot, views, "All")
    assert session.query_text == ""


def test_each_view_counts_its_own_articles(views, session):
    class Reader:
        def number(self, query):
            return 14 if query.is_everything else 3

    session.opened.emit(session.collection)
    while "views" in session.questions.asked:
        ask, take = session.questions.asked.pop("views")
        take(ask(Reader()))
    assert [choice.count for choice in views.choices.choices] == [14, 3, 3, 3, 3]


def test_what_is_shown_is_saved_and_comes_back_whole(views, session, qtbot):
    session.search('topic:("AI" or "Robotics") -is:published')
    session.sort_by(Sort("quality", False, "provider"))
    session.settings.set(LIST_VIEW, "table")
    click(qtbot, views, "Save this view")
    dialog = views.dialog
    assert dialog.name.text() == "AI or Robotics, not published"
    assert dialog.key.currentData() == "Alt+6"
    dialog.grab()
    fill_in(qtbot, views, "To judge")
    assert present(views) == ["To judge"] and "Save this view" not in words(views)
    click(qtbot, views, "All")
    session.sort_by(Sort())
    session.settings.set(LIST_VIEW, "cards")
    assert present(views) == ["All"]
    wanted = []
    session.views.layout_wanted.connect(wanted.append)
    click(qtbot, views, "To judge")
    assert session.query_text == 'topic:("AI" or "Robotics") -is:published'
    assert session.sort == Sort("quality", False, "provider") and wanted == ["table"]


def test_it_is_there_at_the_next_start_and_can_be_changed(views, session, shown, qtbot):
    for name in ("First", "Second"):
        session.search(name)
        views.save_present()
        fill_in(qtbot, views, name)
    again = shown(Filters(session)).views
    assert words(again)[5:] == ["First", "Second"]
    do(views, "Second", "Move Up")
    assert words(views)[5:] == ["Second", "First"]
    session.search("other")
    do(views, "First", "Update to What Is Shown")
    assert session.views.named("first").text == "other" and present(views) == ["First"]
    do(views, "First", "Name, Key and Sharing…")
    fill_in(qtbot, views, "Third")
    assert words(views)[5:] == ["Second", "Third"]
    do(views, "Second", "Delete")
    assert words(views)[5:] == ["Third", "Bring back “Second”"]
    click(qtbot, views, "Bring back “Second”")
    assert words(views)[5:] == ["Second", "Third"]


def test_a_view_is_shared_and_kept_to_oneself_again(views, session, qtbot, tmp_path):
    session.search("cancer")
    views.save_present()
    fill_in(qtbot, views, "Ours", share=True)
    assert [view.text for view in shared_views(tmp_path).views] == ["cancer"]
    assert session.views.named("ours").is_shared
    do(views, "Ours", "Keep to Myself")
    assert shared_views(tmp_path).views == () and not session.views.named("ours").is_shared
    do(views, "Ours", "Share with the Collection")
    assert [view.name for view in shared_views(tmp_path).views] == ["Ours"] and words(views).count("Ours") == 1


@pytest.mark.parametrize("way", ["share", "change", "replace"])
def test_a_view_is_not_lost_where_it_cannot_be_shared(views, session, qtbot, tmp_path, way):
    session.search("cancer")
    session.views.save(session.views.now("Mine"))
    (tmp_path / ".reviewer").write_text("no folder")
    if way == "share":
        do(views, "Mine", "Share with the Collection")
    elif way == "change":
        do(views, "Mine", "Name, Key and Sharing…")
        fill_in(qtbot, views, "Ours", share=True)
    else:
        session.search("other")
        views.save_present()
        fill_in(qtbot, views, "mine", share=True)
    assert len(session.messages) == 1 and [view.name for view in session.views.saved] == ["Mine"]
    (tmp_path / ".reviewer").unlink()
    session.views.look()
    name, text = {"share": ("Mine", "cancer"), "change": ("Ours", "cancer"), "replace": ("mine", "other")}[way]
    assert [(view.name, view.text, view.is_shared) for view in session.views.saved] == [(name, text, True)]


def test_a_shared_view_that_is_replaced_by_a_private_one(views, session, qtbot, tmp_path):
    session.search("a")
    for name in ("One", "Two", "Three"):
        session.views.save(session.views.now(name, is_shared=name != "Two"))
    do(views, "Two", "Name, Key and Sharing…")
    fill_in(qtbot, views, "three")
    assert [(view.name, view.is_shared) for view in session.views.saved] == [("three", False), ("One", True)]
    assert [view.name for view in shared_views(tmp_path).views] == ["One"]


def test_a_menu_that_is_open_while_colleagues_change_its_view(views, session, tmp_path):
    session.views.save(session.views.now("One", is_shared=True))
    session.views.save(session.views.now("Two", is_shared=True))
    menu = views.menu(session.views.named("Two"))
    deeds = {action.text(): action for action in menu.actions()}
    (tmp_path / PLACE).write_text("views:\n- name: One\n- name: Two\n  search: theirs\n")
    session.views.look()
    deeds["Move Up"].trigger()
    assert [view.text for view in shared_views(tmp_path).views] == ["theirs", ""]
    (tmp_path / PLACE).write_text("views:\n- name: One\n")
    session.views.look()
    for deed in ("Move Up", "Delete"):
        deeds[deed].trigger()
    assert words(views)[5:] == ["One"]
    menu.deleteLater()


def test_what_a_colleague_writes_is_seen_and_a_bad_file_told_once(views, session, tmp_path):
    (tmp_path / PLACE).parent.mkdir()
    (tmp_path / PLACE).write_text("views:\n- name: Theirs\n  search: b\n")
    session.views.look()
    assert words(views)[-1] == "Theirs"
    (tmp_path / PLACE).write_text("views:\n- nam: [\n")
    session.views.look()
    session.views.look()
    assert len(session.messages) == 1 and "line" in session.messages[0].words and words(views)[-1] == "Theirs"
    session.views.save(session.views.now("Mine", is_shared=True))
    assert len(session.messages) == 2
    (tmp_path / PLACE).write_text("views:\n- name: Theirs\n")
    session.views.look()
    assert [view.name for view in shared_views(tmp_path).views] == ["Theirs", "Mine"]


def test_what_is_misspelled_in_the_file_is_told_until_it_is_mended(views, session, tmp_path, qtbot):
    (tmp_path / PLACE).parent.mkdir()
    (tmp_path / PLACE).write_text("views:\n- name: One\n  sort: qualty\n- name: Two\n  layout: tabel\n")
    session.views.look()
    session.views.look()
    (message,) = session.messages
    assert "line 3: “sort: qualty”" in message.words and message.kind == "warning" and "line 5" in message.details[0]
    assert words(views)[-2:] == ["One", "Two"] and session.views.sharing.waiting == ()
    (tmp_path / PLACE).write_text("views:\n- name: One\n- name: Two\n")
    with qtbot.waitSignal(session.views.sharing.mended):
        session.views.look()


def test_a_change_that_waits_is_told_and_lost_with_the_collection_only(views, session, tmp_path):
    (tmp_path / PLACE).parent.mkdir()
    (tmp_path / PLACE).write_text("views: [\n")
    session.views.save(session.views.now("Mine", is_shared=True))
    assert session.views.sharing.waiting == ("Mine",)
    assert "Until then what you changed waits: “Mine”." in session.messages[-1].words
    (tmp_path / PLACE).write_text("views: []\n")
    session.views.look()
    assert session.views.sharing.waiting == () and words(views)[-1] == "Mine"
    (tmp_path / PLACE).write_text("views: [\n")
    session.views.delete(session.views.named("Mine"))
    session.closed.emit()
    assert any("were not written: “Mine”" in message.words for message in session.messages)
    assert session.views.sharing.waiting == ()


def test_names_that_are_taken(views, session, qtbot):
    session.search("a")
    views.save_present()
    fill_in(qtbot, views, "Mine")
    session.search("b")
    views.save_present()
    dialog = views.dialog
    assert dialog.save_button.isEnabled()
    for name, words_of_button, can_save in (("all", "Save", False), ("", "Save", False), ("MINE", "Replace", True)):
        dialog.name.setText(name)
        assert (dialog.save_button.text(), dialog.save_button.isEnabled()) == (words_of_button, can_save)
        assert dialog.note.isVisible()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert [view.text for view in session.views.saved] == ["b"]


def test_what_replaces_a_view_has_its_key_unless_another_is_chosen(views, session, qtbot):
    session.search("a")
    views.save_present()
    fill_in(qtbot, views, "Mine")
    (former,) = session.views.saved
    session.search("b")
    views.save_present()
    dialog = views.dialog
    assert dialog.key.currentData() != former.key
    dialog.name.setText("mine")
    assert dialog.key.currentData() == former.key
    dialog.name.setText("mine too")
    assert dialog.key.currentData() != former.key
    dialog.name.setText("mine")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert [(view.text, view.key) for view in session.views.saved] == [("b", former.key)]


def test_views_are_renamed_deleted_and_brought_back_by_keys(views, session, qtbot):
    session.search("a")
    views.save_present()
    fill_in(qtbot, views, "Mine")
    views.list.setCurrentIndex(views.choices.index(words(views).index("Mine")))
    qtbot.keyClick(views.list, Qt.Key.Key_F2)
    fill_in(qtbot, views, "Yours")
    assert [view.name for view in session.views.saved] == ["Yours"]
    views.list.setCurrentIndex(views.choices.index(words(views).index("Yours")))
    qtbot.keyClick(views.list, Qt.Key.Key_Delete)
    assert not session.views.saved
    click(qtbot, views, "Bring back “Yours”")
    assert [view.name for view in session.views.saved] == ["Yours"]
    views.list.setCurrentIndex(views.choices.index(0))
    qtbot.keyClick(views.list, Qt.Key.Key_Delete)
    assert "All" in words(views)


def test_a_key_is_that_of_the_first(session):
    for name in ("a", "b"):
        session.views.save(session.views.now(name, "Alt+7"))
    assert [session.views.key_of(view) for view in session.views.saved] == ["Alt+7", ""]
    assert session.views.free_keys == ["Alt+6", "Alt+8", "Alt+9"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "By date"),
        ("cancer or tumour", "Cancer or tumour"),
        ("quality:20..40 date:2021", "Quality 20–40, 2021"),
        ("-is:published quality>=40", "Not published, quality >=40"),
        ('topic:"All"', "All 2"),
        ("x" * 100, "X" + "x" * 46 + "…"),
    ],
)
def test_a_name_is_suggested(session, text, name):
    assert suggested_name(text, Sort(), session.views) == name
