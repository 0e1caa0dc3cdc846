"""What the cells and cards say of an article."""

import pytest

from reviewer.ui.article_list import columns
from reviewer.ui.article_list.card import Cards


@pytest.mark.parametrize("mark", ["\u202e", "\u2067"])
def test_no_text_turns_round_what_stands_behind_it(session, mark):
    words = f"one{mark}two"
    session.changes[1] = {"title": words, "provider": words, "date": words, "quality": words}
    (row,) = session.rows([1])
    assert columns.title(row) == "onetwo"
    assert not any(mark in column.words(row) for column in columns.COLUMNS)
    cards = Cards()
    card = cards.card(row, cards.geometry(600))
    assert mark not in card.first_line + card.meta + card.number
