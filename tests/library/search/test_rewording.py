import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.library.search.completion import quoted
from reviewer.library.search.folding import fold
from reviewer.library.search.patterns import compiled
from reviewer.library.search.query import parse
from reviewer.library.search.rewording import (
    choose,
    exclude,
    forget,
    give_up,
    only,
    only_or_all,
    require,
    span,
    with_span,
)
from reviewer.library.search.terms import Term, chosen, excluded, pieces
from reviewer.library.search.tree import Pattern

AI = Term("topic", "AI")
ROBOTICS = Term("topic", "Robotics")


def asked(text, facet="topic"):
    return [term.value for term in chosen(text, facet)], [term.value for term in excluded(text, facet)]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", 'topic:"AI"'),
        ("cancer", 'cancer topic:"AI"'),
        ("  cancer  ", 'cancer topic:"AI"'),
        ('"a phrase', '"a phrase" topic:"AI"'),
        ("“a phrase", '“a phrase” topic:"AI"'),
        ("topic:„a", 'topic:(„a“ or "AI")'),
        ("topic:or", 'topic:("or" or "AI")'),
        ("topic:-x(", 'topic:("-x(" or "AI")'),
        ('re:"a\\', 're:"a\\\\" topic:"AI"'),
        ("a or b", '(a or b) topic:"AI"'),
        ("topic:x or b", '(topic:x or b) topic:"AI"'),
        ("(a or b) c", '(a or b) c topic:"AI"'),
        ("(a or b", '(a or b) topic:"AI"'),
        ("(a or b(c", '(a or b(c ) topic:"AI"'),
        ("a) or b(", '("a)" or b( ) topic:"AI"'),
        ("topic:ai", "topic:ai"),
        ('TOPICS:"Ai"', 'TOPICS:"Ai"'),
        ('topic:"Robots" cancer', 'topic:("Robots" or "AI") cancer'),
        ('topics:("A b" or C*) x', 'topics:("A b" or C* or "AI") x'),
        ("(topic:a or topics:b)", '(topic:a or topics:b or topic:"AI")'),
        ("topic:a topic:b", 'topic:a topic:b topic:"AI"'),
        ('-topic:"AI" x', 'x topic:"AI"'),
        ('-topic:("AI" or "B")', '-topic:"B" topic:"AI"'),
        ("topic:(a -b)", 'topic:(a -b) topic:"AI"'),
        ("topics>=3", 'topics>=3 topic:"AI"'),
    ],
)
def test_a_value_is_chosen_beside_the_others_of_its_facet(text, result):
    assert choose(text, AI) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ('topic:"AI"', ""),
        ('cancer topic:"AI" is:unpublished', "cancer is:unpublished"),
        ('cancer topic:"AI"  topics:ai', "cancer"),
        ('topic:("AI" or "B")', 'topic:"B"'),
        ('x topic:(a or "B" or ai) y', 'x topic:(a or "B") y'),
        ("(topic:AI or topics:b) y", "topics:b y"),
        ("x and topic:AI and y", "x and y"),
        ("topic:AI and y", "y"),
    ],
)
def test_a_second_click_takes_it_out(text, result):
    assert give_up(text, AI) == result


def test_an_excluded_value_is_asked_for_no_more():
    assert exclude('topic:("AI" or "Robotics") x', AI) == 'topic:"Robotics" x -topic:"AI"'
    assert exclude("a or b", AI) == '(a or b) -topic:"AI"'
    assert exclude('-topics:("B" or ai)', AI) == '-topics:("B" or ai)'
    assert give_up("-topic:ai x", AI, is_excluded=True) == "x"


def test_only_one_and_one_more_that_must_hold():
    assert only('topic:"B" x -topic:"C"', AI) == 'x topic:"AI"'
    assert require('topic:"B"', AI) == 'topic:"B" topic:"AI"'


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ('topic:("AI" or "Robotics")', (["AI", "Robotics"], [])),
        ("topics:AI -topic:b", (["AI"], ["b"])),
        ("-(topic:a or topic:b)", ([], ["a", "b"])),
        ('topic:"or" topic:(or)', (["or"], [])),
        ('(topic:"AI" or x)', ([], [])),
        ('topic:"AI" or x', ([], [])),
        ("topic:(AI Robotics)", ([], [])),
        ("topic:(AI", ([], [])),
        ("topics>=3", ([], [])),
        ("topic:re:^AI$ -topic:A*", (["^AI$"], ["A*"])),
        ("AI", ([], [])),
    ],
)
def test_what_holds_for_all_is_seen(text, result):
    assert asked(text) == result


def test_the_published_state_is_seen_in_each_spelling():
    for text in ("is:published", "published:yes", "Published:TRUE", "is:Published"):
        assert [term.key for term in chosen(text, "is")] == [Term("is", "published").key]
        assert give_up(f"a {text}", Term("is", "published")) == "a"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", "date:2021-03"),
        ("AI date:2020", "AI date:2021-03"),
        ("AI or chips", "(AI or chips) date:2021-03"),
        ('topic:"a date:2020 b" -x', 'topic:"a date:2020 b" -x date:2021-03'),
        ("AI date:2021-03 x", "AI x"),
        ("(topic:A or date:2021) x", "(topic:A or date:2021) x date:2021-03"),
        ("date:2021 or topic:AI", "(date:2021 or topic:AI) date:2021-03"),
        ("date:(2020 or 2021) -date:2021-04", "-date:2021-04 date:2021-03"),
        ("“abc", "“abc” date:2021-03"),
        ("(x", "(x) date:2021-03"),
    ],
)
def test_months_take_the_place_of_other_months(text, asked):
    assert only_or_all(text, Term("date", "2021-03")) == asked


def test_a_pattern_is_not_the_topic_that_is_spelled_like_it():
    assert choose("topic:AI*", Term("topic", "AI*")) == 'topic:(AI* or "AI*")'
    assert choose("topic:rob?t", Term("topic", "rob?t")) == 'topic:(rob?t or "rob?t")'
    assert choose('topic:re:"^AI$"', AI) == 'topic:(re:"^AI$" or "AI")'


@pytest.mark.parametrize(
    "value",
    ["AI", 'the "new" AI', 'C:\\"new" “AI” (\\"', "a:b", "-x", "or", "(x", "x)", "人工知能", "الذكاء", " two  w ", "*"],
)
def test_any_value_is_spelled_so_that_it_is_read_back(value):
    term = Term("topic", value)
    for change in (choose, exclude):
        text = change("cancer", term)
        assert value in asked(text)[change is exclude]
        assert give_up(text, term, is_excluded=change is exclude) == "cancer"
    both = choose(choose("cancer", ROBOTICS), term)
    assert asked(both)[0] == ["Robotics", value]
    assert give_up(both, term) == 'cancer topic:"Robotics"'


@pytest.mark.parametrize("value", ['"new" “AI”', 'C:\\"new" „AI” (^a|b$)', "low..high", "re:a"])
def test_completion_spells_a_value_for_what_has_it_and_no_other(value):
    tree = parse(f"topic:{quoted(value)}").tree
    if isinstance(tree, Pattern):
        found = compiled(tree.pattern)
        assert found.any_of((value,), 1) and not found.any_of((f"{value}x", f"x{value}"), 1)
    else:
        assert quoted(value) == f'"{value}"' and tree.key == fold(value)


def test_states_and_years_are_spelled_without_quotes():
    assert choose("", Term("is", "unpublished")) == "is:unpublished"
    assert choose("date:2020", Term("date", "2021")) == "date:(2020 or 2021)"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("", None, None),
        ("quality>=40 quality<=80", 40, 80),
        ("quality>40 quality<80", 41, 79),
        ("quality:20..40", 20, 40),
        ("quality:-5..-1", -5, -1),
        ("quality:20..", 20, None),
        ("quality:..40", None, 40),
        ("quality:40", 40, 40),
        ("quality>=39.5", 40, None),
        ("quality:1.5..2.5", 2, 2),
        ("quality<=-1", None, -1),
        ("quality>=10 quality>=20", 20, None),
        ("-quality>=10", None, None),
        ("-quality:2..4", None, None),
        ("heat>=10", None, None),
        ("quality>=x", None, None),
        ("quality!=5", None, None),
        ("quality>=inf", None, None),
    ],
)
def test_the_range_that_a_search_has(text, low, high):
    assert span(text, "quality") == (low, high)


def test_a_range_replaces_the_one_before():
    assert with_span("ai quality>=3 x quality<9", "quality", 40, None) == "ai x quality>=40"
    assert with_span("ai quality:3..4 x", "quality", None, None) == "ai x"
    assert with_span("a or b", "quality", -1, 5) == "(a or b) quality:-1..5"
    assert with_span("quality:(1 or 2) -quality:3", "quality", 7, 7) == "-quality:3 quality:7"


WORDS = st.lists(st.sampled_from(["cancer", '"a phrase"', "-x", "(a or b)", "is:published", "quality>=3", 'topic:"B"']))


@given(WORDS, st.text(min_size=1).filter(str.strip) | st.text('"“”„\\$()?', min_size=1))
def test_choosing_and_giving_up_gives_the_search_back(words, value):
    text = " ".join(words)
    term = Term("topic", value)
    if term.key not in [each.key for each in chosen(text, "topic")]:
        for change in (choose, exclude):
            added = change(text, term)
            assert value in asked(added)[change is exclude]
            assert give_up(added, term, is_excluded=change is exclude) == text


@given(st.text(alphabet='ab:"()- or*topic“”', max_size=60) | st.text(max_size=60))
def test_no_text_is_too_odd(text):
    pieces(text)
    assert AI.key in [term.key for term in chosen(require(text, AI), "topic")]
    for change in (choose, exclude, only, give_up):
        change(text, AI)
    forget(text, "topic")
    with_span(text, "quality", 1, 2)
