from reviewer.articles.merging import MISSING, Clash
from reviewer.library.change_rows import LONGEST_TEXT, FieldChange
from reviewer.library.field_changes import clash_words, field_changes, shown_value

BEFORE = b"---\ntitle: A\nquality: 5\ntopics: [AI]\nprovider:\n  name: X\n---\n"


def test_fields_are_told_with_both_values() -> None:
    after = BEFORE.replace(b"quality: 5\n", b"").replace(b"[AI]", b"[AI, Art]").replace(b"name: X", b"name: Y")
    assert field_changes(BEFORE, after) == (
        FieldChange("topics", "AI", "AI, Art"),
        FieldChange("provider.name", "X", "Y"),
        FieldChange("quality", "5", None),
    )


def test_what_cannot_be_read_has_no_fields() -> None:
    assert field_changes(BEFORE, b"---\ntitle: [\n---\n") == ()


def test_long_values_are_cut() -> None:
    text = shown_value("x" * 5000)
    assert text is not None
    assert (len(text), text[-1]) == (LONGEST_TEXT, "…")
    assert shown_value(MISSING) is None


def test_a_clash_in_words() -> None:
    assert clash_words(Clash("quality", 5, 30, 80)) == "quality is 30 in the file by now, yours is 80"
    words = clash_words(Clash("title", "a", MISSING, "b" * 100))
    assert words == f"title is missing in the file by now, yours is “{'b' * 59}…”"
