"""The history of saved batches, as a window asks for it."""

from __future__ import annotations

from collections.abc import Callable

from reviewer.library.change_rows import BatchDetails
from reviewer.library.journal.schema import Batch
from reviewer.session.asking import Asking


class Batches:
    """Answers come on the main thread; of two equal questions only the newer one is answered."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def history(self, answer: Callable[[tuple[Batch, ...]], None]) -> None:
        """Ask for the saved batches, the last one first."""
        self._asking.ask("history", (), answer)

    def batch(self, number: int, answer: Callable[[BatchDetails], None]) -> None:
        """Ask what a batch changed, article by article."""
        self._asking.ask("batch", (number,), answer)
