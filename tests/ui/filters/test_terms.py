import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.library.query import parse
from reviewer.ui.filters.terms import Term, holds, span, terms, toggled, values, with_span, with_term, without

AI = Term("topic", "AI")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", 'topic:"AI"'),
        ("cancer", 'cancer topic:"AI"'),
        ("  cancer  ", 'cancer topic:"AI"'),
        ('"a phrase', '"a phrase" topic:"AI"'),
        ("a or b", '(a or b) topic:"AI"'),
        ("(a or b) c", '(a or b) c topic:"AI"'),
        ("(a or b", '(a or b) topic:"AI"'),
        ('topic:"Robots" -topic:"AI"', 'topic:"Robots" -topic:"AI" topic:"AI"'),
        ("topic:ai", "topic:ai"),
        ('TOPICS:"Ai"', 'TOPICS:"Ai"'),
    ],
)
def test_a_term_is_added_for_the_whole_search(text, result):
    assert with_term(text, AI) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ('topic:"AI"', ""),
        ('cancer topic:"AI" is:unpublished', "cancer is:unpublished"),
        ("topic:ai cancer", "cancer"),
        ('cancer topic:"AI"  topics:ai', "cancer"),
    ],
)
def test_a_second_click_takes_the_term_out(text, result):
    assert toggled(text, AI) == result


@pytest.mark.parametrize(
    "text", ['-topic:"AI"', '(topic:"AI" or x)', 'topic:"AI" or x', 'topic:"AI in Healthcare"', "AI"]
)
def test_what_does_not_hold_for_all_is_no_filter(text):
    assert not holds(text, AI)
    assert without(text, lambda term: True) == text or '"AI in' in text


@pytest.mark.parametrize("value", ["AI", 'the "new" AI', "a:b", "-x", "or", "(x", "人工知能", "الذكاء", " two  words "])
def test_any_value_is_spelled_so_that_it_is_read_back(value):
    text = with_term("cancer", Term("topic", value))
    assert values(text, "topic") == [value]
    assert toggled(text, Term("topic", value)) == "cancer"
    parse(text)


def test_states_are_spelled_without_quotes():
    assert with_term("", Term("is", "unpublished")) == "is:unpublished"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("", None, None),
        ("quality>=40 quality<=80", 40, 80),
        ("quality>40 quality<80", 41, 79),
        ("quality:40", 40, 40),
        ("quality>=39.5", 40, None),
        ("quality<=-1", None, -1),
        ("quality>=10 quality>=20", 20, None),
        ("-quality>=10", None, None),
        ("heat>=10", None, None),
        ("quality>=x", None, None),
        ("quality>=inf", None, None),
    ],
)
def test_the_range_that_a_search_has(text, low, high):
    assert span(text, "quality") == (low, high)


def test_a_range_replaces_the_one_before():
    assert with_span("ai quality>=3 x quality<9", "quality", 40, None) == "ai x quality>=40"
    assert with_span("ai quality>=3 x", "quality", None, None) == "ai x"
    assert with_span("a or b", "quality", -1, 5) == "(a or b) quality>=-1 quality<=5"


WORDS = st.lists(st.sampled_from(["cancer", '"a phrase"', "-x", "(a or b)", "is:published", "quality>=3", 'topic:"B"']))


@given(WORDS, st.text(alphabet=st.characters(exclude_characters='"“”„'), min_size=1).filter(str.strip))
def test_adding_and_taking_out_gives_the_search_back(words, value):
    text = " ".join(words)
    term = Term("topic", value)
    if not holds(text, term):
        added = with_term(text, term)
        assert holds(added, term)
        assert toggled(added, term) == text


@given(st.text(max_size=60))
def test_no_text_is_too_odd_to_add_a_term_to(text):
    terms(text)
    with_term(text, AI)
    with_span(text, "quality", 1, 2)
