"""Steps of a number: edits that depend on what each article holds."""

from dataclasses import dataclass

from reviewer.articles.edits import Edit, SetValue
from reviewer.articles.values import Path, Value, spell_path


@dataclass(frozen=True)
class Raise:
    """The whole number at `path`, 0 where there is none, becomes greater by `by`, or less, but not from 0 to below.

    So of several steps that were asked for quickly none is lost: each begins from what the one before it left.
    """

    path: Path
    by: int

    def edits(self, values: dict[str, Value]) -> list[Edit]:
        """The edits that do this to an article whose front matter holds `values`.

        Raises ValueError, in words, where the field holds something else.
        """
        present = value_at(self.path, values)
        number = 0 if present is None else present
        if not isinstance(number, int) or isinstance(number, bool):
            raise ValueError(f"{spell_path(self.path)} is no whole number")
        to = number + self.by if self.by > 0 else min(number, max(0, number + self.by))
        return [] if to == number else [SetValue(self.path, to)]


Wanted = Edit | Raise
"""What the window wants of articles."""


def value_at(path: Path, values: dict[str, Value]) -> Value:
    """What an article with these values holds at a path; None where there is nothing."""
    found: Value = values
    for step in path:
        if isinstance(found, dict) and isinstance(step, str):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int) and step < len(found):
            found = found[step]
        else:
            return None
    return found
