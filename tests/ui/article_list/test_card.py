import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from reviewer.ui import style
from reviewer.ui.article_list.card import Cards, Geometry, mark_width, two_lines


@pytest.fixture
def cards(qapp):
    return Cards()


@pytest.fixture
def row(session):
    return lambda **changes: session.rows([1])[0] if not changes else _changed(session, changes)


def _changed(session, changes):
    session.changes[1] = changes
    return session.rows([1])[0]


@pytest.mark.parametrize("width", [180, 320, 380, 520, 1400])
def test_parts_lie_inside_the_card_and_not_on_each_other(cards, width):
    geometry = cards.geometry(width)
    whole = QRect(0, 0, width, geometry.height)
    parts = [geometry.picture, geometry.first_line, geometry.second_line, geometry.meta, geometry.foot]
    assert all(whole.contains(part) for part in parts)
    assert all(not one.intersects(other) for one in parts for other in parts if one is not other)
    assert not geometry.meta.intersects(geometry.state)
    assert not geometry.number.intersects(geometry.chips)


def test_all_cards_have_the_same_height(cards):
    assert len({Geometry.of(width, cards.fonts).height for width in (200, 400, 800)}) == 1


def test_a_title_takes_two_lines_at_most(qapp):
    font = style.font(style.TextSize.TITLE)
    first, second = two_lines("words and more words " * 12, font, 300)
    metrics = QFontMetrics(font)
    assert metrics.horizontalAdvance(first) <= 300
    assert metrics.horizontalAdvance(second) <= 300
    assert second.endswith("…")
    assert two_lines("Short", font, 300) == ("Short", "")


FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
LONG = [
    "x" * 10_000_000,
    "字" * 300_000,
    "كلمة " * 100_000,
    "\u200f\u202e" * 999,
    "a\nb",
    FAMILY * 5000,
    "\ud800 a" * 99,
]


@pytest.mark.parametrize("title", LONG)
def test_titles_of_any_kind_fit(cards, row, title):
    card = cards.card(row(title=title), cards.geometry(520))
    width = cards.geometry(520).first_line.width()
    for line in (card.first_line, card.second_line):
        assert cards.fonts.title_metrics.horizontalAdvance(line) <= width + 1


def test_the_excerpt_fills_the_line_that_a_short_title_leaves(cards, row):
    card = cards.card(row(title="Short", excerpt="Some words &amp; more"), cards.geometry(520))
    assert card.excerpt == "Some words & more"
    assert not cards.card(row(title="long words " * 30, excerpt="Some"), cards.geometry(520)).excerpt


def test_a_card_says_what_there_is(cards, row):
    card = cards.card(
        row(provider="NIH", date="2021-10-18", related=2, quality=189, modified=False), cards.geometry(700)
    )
    assert card.meta == "NIH · 18 Oct 2021 · 2 related"
    assert (card.number, card.quality) == ("189", 189)
    empty = cards.card(
        row(provider="", date="", related=0, quality=None, topics=(), modified=False), cards.geometry(700)
    )
    assert (empty.meta, empty.number, empty.quality, empty.topics.placed) == ("", "–", None, ())


@pytest.mark.parametrize("quality", ["high", -1, 0, 3.75, 10**30, float("inf"), float("nan")])
def test_any_quality_is_shown_as_it_is(cards, row, quality):
    assert cards.card(row(quality=quality), cards.geometry(700)).number[:3] in (
        str(quality)[:3],
        str(quality)[:2] + "…",
    )


def test_topics_that_do_not_fit_are_counted(cards, row):
    card = cards.card(row(topics=tuple(f"Topic {n}" for n in range(40))), cards.geometry(520))
    assert card.topics.rest == 40 - len(card.topics.placed) > 0


def test_all_topics_are_counted_however_many_there_are(cards, row):
    card = cards.card(row(topics=tuple(f"Topic {n}" for n in range(300))), cards.geometry(520))
    assert card.topics.rest == 300 - len(card.topics.placed) > 200
    assert card.topics.rest_rect.right() <= cards.geometry(520).foot.right()


def test_a_provider_that_runs_the_other_way_leaves_the_date_whole(cards, row):
    article = row(provider="الجزيرة", date="2021-03-01", related=0, modified=False)
    assert cards.card(article, cards.geometry(700)).meta == "\u2068الجزيرة\u2069 · 1 Mar 2021"


@pytest.mark.parametrize("width", range(170, 700, 30))
def test_provider_and_date_keep_their_room(cards, row, width):
    geometry = cards.geometry(width)
    article = row(provider="The Harbour Ledger", date="2025-05-09", related=2, modified=True)
    card, metrics = cards.card(article, geometry), cards.fonts.text_metrics
    taken = mark_width(card.mark, cards.fonts)
    assert metrics.horizontalAdvance(card.meta) + taken <= geometry.meta.width()
    if geometry.meta.width() > metrics.horizontalAdvance("MMM… · 9 May 2025"):
        assert "9 May 2025" in card.meta and card.meta.startswith("Th")
    if "related" in card.meta or card.mark:
        assert card.meta.startswith("The Harbour Ledger · 9 May 2025")


def test_a_card_is_made_once_until_its_article_changes(cards, row):
    geometry = cards.geometry(520)
    first = row()
    assert cards.card(first, geometry) is cards.card(first, geometry)
    assert cards.card(row(title="Another"), geometry).first_line == "Another"


def test_a_card_marks_what_is_modified_and_what_was_changed_on_disk(cards, row):
    geometry = cards.geometry(700)
    assert cards.card(row(modified=False), geometry).mark == ""
    assert cards.card(row(modified=True), geometry).mark == "Modified"
    assert cards.card(row(modified=True, conflict=True), geometry).mark == "⇄ Changed on disk"
