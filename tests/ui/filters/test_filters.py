import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from reviewer.library.catalog.schema import Counts, Facets
from reviewer.ui.filters.facet_section import FIRST, MORE
from reviewer.ui.filters.filters import Filters

MANY = [(f"Topic {number}", 1000 - number) for number in range(100)]


@pytest.fixture
def filters(session, shown):
    region = shown(Filters(session))
    testers = [
        QAbstractItemModelTester(section.choices, QAbstractItemModelTester.FailureReportingMode.Fatal, region)
        for section in (region.views, region.states, region.topics, region.providers, region.years)
    ]
    assert testers
    return region


def words(section):
    return [choice.words for choice in section.choices.choices]


def chosen(section):
    return [choice.words for choice in section.choices.choices if choice.is_chosen]


def click(qtbot, section, text):
    row = words(section).index(text)
    rect = section.list.visualRect(section.choices.index(row))
    qtbot.mouseClick(section.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def test_states_have_counts_and_write_themselves_into_the_search(filters, session, qtbot):
    session.find(Facets(published=7, unpublished=5, modified=3, problems=2), Counts(all=14))
    assert [(choice.words, choice.count) for choice in filters.states.choices.choices] == [
        ("Published", 7),
        ("Unpublished", 5),
        ("Modified", 3),
        ("Problem", 2),
    ]
    click(qtbot, filters.states, "Published")
    click(qtbot, filters.states, "Modified")
    assert session.query_text == "is:published is:modified"
    click(qtbot, filters.states, "Unpublished")
    assert session.query_text == "is:modified is:unpublished"
    click(qtbot, filters.states, "Modified")
    assert session.query_text == "is:unpublished"
    session.search("published:yes is:conflict")
    assert chosen(filters.states) == ["Published", "Conflict"]


def test_alt_excludes_and_a_click_takes_it_back(filters, session, qtbot):
    session.find(Facets(topics=[("AI", 3), ("Robotics", 2)]))
    row = filters.topics.list.visualRect(filters.topics.choices.index(0)).center()
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.mouseClick(filters.topics.list.viewport(), Qt.MouseButton.LeftButton, alt, row)
    assert session.query_text == '-topic:"AI"'
    assert filters.topics.choices.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "AI, 3 articles, excluded"
    filters.grab()
    click(qtbot, filters.topics, "Robotics")
    assert session.query_text == '-topic:"AI" topic:"Robotics"'
    qtbot.mouseClick(filters.topics.list.viewport(), Qt.MouseButton.LeftButton, alt, row)
    assert session.query_text == 'topic:"Robotics"'
    click(qtbot, filters.topics, "Robotics")
    assert session.query_text == ""


def test_years_and_categories_are_chosen_together(filters, session, qtbot):
    session.find(Facets(years=[(2021, 4), (2020, 2)], categories=[("News", 3)]))
    for section, name in ((filters.years, "2021"), (filters.years, "2020"), (filters.categories, "News")):
        click(qtbot, section, name)
    assert session.query_text == 'date:(2021 or 2020) category:"News"'
    assert filters.years.heading.text() == "YEARS  ·  2"
    session.search("date:2021-03 date:(2020 or 2019)")
    assert chosen(filters.years) == ["2021-03", "2019", "2020"]


def test_a_menu_asks_for_one_only_or_for_one_more(filters, session):
    session.find(Facets(topics=[("AI", 3), ("Robotics", 2)]))
    session.search('x topic:"AI"')
    for value, words, text in (
        ("Robotics", "Must Have This Too", 'x topic:"AI" topic:"Robotics"'),
        ("Robotics", "Only This", 'x topic:"Robotics"'),
        ("AI", "Exclude", 'x topic:"Robotics" -topic:"AI"'),
        ("AI", "Clear Topics", "x"),
    ):
        menu = filters.topics.menu(value)
        next(action for action in menu.actions() if action.text() == words).trigger()
        assert session.query_text == text
        menu.deleteLater()


def test_one_click_clears_all(filters, session, qtbot):
    assert not filters.head.clear.isVisible()
    session.search('cancer topic:("AI" or "B") -is:published')
    assert filters.head.clear.isVisible()
    below = filters.states.y()
    qtbot.mouseClick(filters.head.clear, Qt.MouseButton.LeftButton)
    assert session.query_text == "" and not filters.head.clear.isVisible()
    assert filters.states.y() == below


def test_all_by_keys_alone(filters, session, qtbot):
    session.find(Facets(published=3, topics=[("AI", 3), ("Robotics", 2)], quality=[(5, 5)], quality_range=(5, 5)))
    filters.focus_first()

    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    for _ in range(40):
        if filters.topics.list.hasFocus():
            break
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space, Qt.KeyboardModifier.AltModifier)
    assert session.query_text == 'topic:"AI" -topic:"Robotics"'
    press(Qt.Key.Key_Minus)
    assert session.query_text == 'topic:"AI"'
    for _ in range(40):
        if filters.quality.slider.hasFocus():
            break
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_PageUp)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Tab)
    assert filters.quality.slider.hasFocus()
    press(Qt.Key.Key_Left)
    assert session.query_text == 'topic:"AI" quality:11..99'
    press(Qt.Key.Key_Tab)
    assert not filters.quality.slider.hasFocus()


def test_a_choice_stays_in_its_place_when_it_is_taken(filters, session, qtbot):
    session.find(Facets(topics=MANY))
    click(qtbot, filters.topics, "Topic 3")
    assert words(filters.topics)[3] == "Topic 3"
    session.search('topic:"Topic 77"')
    assert words(filters.topics)[0] == "Topic 77" and len(words(filters.topics)) == FIRST + 1
    assert filters.topics.more.text() == "Show 50 of 90 more"


def test_typed_and_clicked_are_the_same(filters, session, qtbot):
    session.find(Facets(topics=[("AI", 3), ("Machine Learning", 2)]))
    session.search("topic:ai")
    assert chosen(filters.topics) == ["AI"]
    click(qtbot, filters.topics, "Machine Learning")
    assert session.query_text == 'topic:(ai or "Machine Learning")'
    click(qtbot, filters.topics, "AI")
    assert session.query_text == 'topic:"Machine Learning"'


def test_a_filter_that_matches_nothing_can_still_be_taken_back(filters, session, qtbot):
    session.search('topic:"Gone" provider:"NIH"')
    session.find(Facets())
    assert chosen(filters.topics) == ["Gone"]
    assert filters.providers.isVisible()
    click(qtbot, filters.topics, "Gone")
    assert session.query_text == 'provider:"NIH"'


def test_the_most_used_come_first_and_more_on_demand(filters, session):
    session.find(Facets(topics=MANY))
    assert len(words(filters.topics)) == FIRST
    assert filters.topics.more.isVisible()
    filters.topics.more.click()
    assert len(words(filters.topics)) == FIRST + MORE
    filters.topics.more.click()
    assert len(words(filters.topics)) == 100
    assert not filters.topics.more.isVisible()


def test_many_topics_can_be_searched(filters, session, qtbot):
    session.find(Facets(topics=[*MANY, ("Épidémie", 1)], providers=[("NIH", 1)]))
    assert filters.topics.search.isVisible() and not filters.providers.search.isVisible()
    qtbot.keyClicks(filters.topics.search, "epidem")
    assert words(filters.topics) == ["Épidémie"]
    qtbot.keyClicks(filters.topics.search, "zzz")
    assert words(filters.topics) == []
    assert filters.topics.search.isVisible()


def test_what_is_found_among_many_is_taken_by_keys(filters, session, qtbot):
    session.find(Facets(topics=[*MANY, ("Épidémie", 1)]))
    search = filters.topics.search
    qtbot.keyClicks(search, "epidem")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert session.query_text == 'topic:"Épidémie"' and not search.text()
    qtbot.keyClicks(search, "zzz")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert session.query_text == 'topic:"Épidémie"'
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert not search.text()
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert filters.topics.list.currentIndex().row() == 0


def test_a_screen_reader_hears_counts_and_marks(filters, session):
    session.search('topic:"AI"')
    session.find(Facets(topics=[("AI", 4302), ("Robotics", 1)]))
    model = filters.topics.choices
    said = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert said == ["AI, 4,302 articles, chosen", "Robotics, 1 article"]


def test_names_are_shown_plainly_and_cut(filters, session, qtbot):
    session.find(Facets(topics=[("R&amp;D", 3), ("x" * 1_000_000, 2)]))
    assert words(filters.topics)[0] == "R&D"
    assert len(words(filters.topics)[1]) <= 120
    click(qtbot, filters.topics, "R&D")
    assert session.query_text == 'topic:"R&amp;D"'
    filters.grab()


def test_the_quality_scale_grows_and_a_search_does_not_shrink_it(filters, session):
    assert filters.quality.limits == (0, 100)
    session.find(Facets(quality=[(-1, 2), (189, 1)], quality_range=(-1, 189)))
    assert filters.quality.limits == (-1, 189)
    session.search("is:published")
    session.find(Facets(quality=[(40, 2)], quality_range=(40, 40)))
    assert filters.quality.limits == (-1, 189)
    session.opened.emit(session.collection)
    assert filters.quality.limits == (0, 100)


def test_the_quality_scale_shrinks_with_the_collection(filters, session):
    session.find(Facets(quality=[(250, 1)], quality_range=(250, 250)))
    assert filters.quality.limits == (0, 250) and filters.quality.high.value() == 250
    session.find(Facets(quality=[(40, 1)], quality_range=(40, 40)))
    assert filters.quality.limits == (0, 100) and filters.quality.high.value() == 100


def test_a_mistyped_quality_is_no_measure_for_the_others(filters, session, qapp):
    before = filters.widget().sizeHint().width()
    session.find(Facets(quality=[(10, 20), (60, 9), (20210315000, 1)], quality_range=(10, 20210315000)))
    assert filters.quality.limits == (0, 100)
    assert filters.widget().sizeHint().width() == before
    assert filters.quality.slider.words_of(24) == "Quality 97 and more: 1 article"
    assert filters.quality.high.text() == "100+"
    filters.quality.high.setValue(60)
    assert session.query_text == "quality<=60"
    filters.quality.slider.moved.emit(5, 100)
    assert session.query_text == "quality>=5"
    filters.quality.low.setValue(500)
    assert session.query_text == "quality>=500"


def test_numbers_write_the_range_into_the_search(filters, session):
    filters.quality.low.setValue(40)
    assert session.query_text == "quality>=40"
    filters.quality.high.setValue(80)
    assert session.query_text == "quality:40..80"
    filters.quality.high.setValue(30)
    assert session.query_text == "quality:30"
    filters.quality.low.setValue(0)
    filters.quality.high.setValue(100)
    assert session.query_text == ""


def test_the_range_follows_the_search(filters, session):
    session.search("quality>=12 quality<50")
    assert (filters.quality.low.value(), filters.quality.high.value()) == (12, 49)
    assert filters.quality.slider.span == (12, 49)
    session.search("quality>=400")
    assert filters.quality.low.value() == 400
    assert session.query_text == "quality>=400"
    for text, shown in (("quality>=40 quality<0", (40, 40)), ("quality:200..300", (200, 300))):
        session.search(text)
        assert filters.quality.slider.span == (filters.quality.low.value(), filters.quality.high.value()) == shown
    filters.quality.low.setValue(150)
    assert session.query_text == "quality:150..300"


@pytest.mark.parametrize(
    ("typed", "written", "is_told"),
    [
        ("(robot", '(robot) topic:"Climate"', False),
        ('topic:"AI', 'topic:("AI" or "Climate")', False),
        ("quality>abc robot", 'is:published topic:"Climate"', True),
    ],
)
def test_what_is_not_understood_is_kept_if_it_can_be_closed(filters, session, qtbot, typed, written, is_told):
    session.find(Facets(topics=[("AI", 3), ("Climate", 2)]))
    session.search("is:published")
    session.query_text = typed
    click(qtbot, filters.topics, "Climate")
    assert session.query_text == written
    assert [typed in message.words for message in session.messages] == [True] * is_told


def test_handles_are_dragged(filters, session, qtbot):
    slider = filters.quality.slider
    start = slider.rect().center()
    start.setX(round(slider.position(0)))
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    start.setX(round(slider.position(50)))
    qtbot.mouseMove(slider, start)
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=start)
    assert session.query_text.startswith("quality>=")
    assert abs(slider.span[0] - 50) <= 1


def test_a_bar_says_what_it_stands_for(filters, session):
    session.find(Facets(quality=[(0, 5), (3, 2), (100, 1)], quality_range=(0, 100)))
    assert filters.quality.slider.words_of(0) == "Quality 0 to 4: 7 articles"
    assert filters.quality.slider.words_of(24) == "Quality 97 to 100: 1 article"


def test_sections_fold_and_remember_it(filters, session, shown):
    filters.topics.heading.click()
    assert filters.topics.is_folded
    assert shown(Filters(session)).topics.is_folded
    filters.topics.heading.click()
    assert not shown(Filters(session)).topics.is_folded


def test_without_a_collection_there_is_a_hint(filters, session):
    session.collection = None
    session.closed.emit()
    assert not filters.views.isVisible()
    session.opened.emit(session.collection)


def test_it_grows_with_the_font_and_follows_the_palette(filters, session, qapp):
    session.find(Facets(topics=MANY, quality=[(5, 5)], quality_range=(0, 5)))
    font = qapp.font()
    before = filters.topics.list.sizeHint().height()
    try:
        large = qapp.font()
        large.setPointSizeF(font.pointSizeF() * 2)
        qapp.setFont(large)
        assert filters.topics.list.sizeHint().height() > 1.5 * before
        filters.grab()
    finally:
        qapp.setFont(font)
