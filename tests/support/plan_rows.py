"""Rows of a plan, of every kind."""

from reviewer.library.change_rows import FieldChange, PlanRow


def changing(number: int, *changes: FieldChange) -> PlanRow:
    changes = changes or (FieldChange("published", "no", "yes"),)
    return PlanRow(f"news/{number}.md", f"Title {number}", changes)


def unchanged(number: int) -> PlanRow:
    return PlanRow(f"news/{number}.md", f"Title {number}")


def refused(number: int, reason: str = "the front matter cannot be read") -> PlanRow:
    return PlanRow(f"news/{number}.md", f"Title {number}", (), reason)


ROWS = [
    changing(1),
    unchanged(2),
    changing(3, FieldChange("title", "A quick fox", "A brown fox"), FieldChange("topics", "AI", "AI, Art")),
    refused(4),
    changing(5, FieldChange("quality", None, "40")),
]
