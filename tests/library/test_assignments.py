import pytest

from reviewer.articles.edits import RemoveItem, SetValue
from reviewer.library.assignments import Assignment, expand, parse_assignment


def test_a_group_of_fields_is_not_overwritten() -> None:
    with pytest.raises(ValueError, match=r"^provider is a group of fields: set one of them, such as provider\.name$"):
        parse_assignment("provider=x").edits({"provider": {"name": "N"}})
    with pytest.raises(ValueError, match=r"^quality is a group of fields, which would be lost$"):
        parse_assignment("quality=1").edits({"quality": {"{'x': None}": None}})


def test_an_edit_in_the_window_keeps_groups_as_a_command_does() -> None:
    edit = SetValue(("title",), "X")
    with pytest.raises(ValueError, match=r"^title is a group of fields, which would be lost$"):
        expand([edit], b"---\ntitle: {{ x }}\n---\n", "")
    assert expand([edit], b"---\ntitle: {}\n---\n", "") == [edit]


def test_an_item_that_stands_there_often_is_one_edit() -> None:
    removed = Assignment(("topics",), "-=", "5").edits({"topics": ["5"] * 50_000 + [5, "x"] * 10_000})
    assert removed == [RemoveItem(("topics",), "5"), RemoveItem(("topics",), 5)]
