"""What is wrong with an article's file, and why an edit was not made: both in words for a curator."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(unsafe_hash=True)
class Problem(Exception):
    """A file that cannot be read as an article. Line and column count from 1, in the file."""

    words: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.words}"

    def __reduce__(self) -> tuple[type[Problem], tuple[str, int, int]]:
        return type(self), (self.words, self.line, self.column)


class TooMuch(Problem):
    """A front matter that may well be valid, but is beyond what is read in a bearable time."""


class Refusal(Exception):
    """An edit that is not made, because it could not be made without a doubt. Its text is the reason."""
