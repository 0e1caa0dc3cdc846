"""A session that has a history and notes which batches are to be undone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Signal

from reviewer.library.change_rows import BatchArticle, BatchDetails, FieldChange
from reviewer.library.journal.schema import Batch
from reviewer.ui.history.history import History

BATCHES = (
    Batch(3, "Undo “Publish 2 articles”", "2026-01-03T10:00:00+00:00", "window", 1, undoes=2),
    Batch(2, "Publish 2 articles", "2026-01-02T10:00:00+00:00", "window", 2, undone=1),
    Batch(1, "Set quality of 12 articles to 40", "2025-12-24T18:30:00+00:00", "command line", 12, undone=12),
)

CHANGES = (FieldChange("published", "no", "yes"),)


class FakeBatches:
    def __init__(self) -> None:
        self.all = BATCHES
        self.asked: list[int] = []
        self.answers = []

    def history(self, answer) -> None:
        answer(self.all)

    def batch(self, number, answer) -> None:
        self.asked.append(number)
        self.answers.append((number, answer))

    def tell(self, changes=CHANGES) -> None:
        """Answer what was asked last."""
        number, answer = self.answers[-1]
        batch = next(each for each in self.all if each.id == number)
        articles = [BatchArticle(f"news/{at}.md", tuple(changes)) for at in range(batch.saved)]
        answer(BatchDetails(replace(batch), articles))


class FakePlans:
    def __init__(self) -> None:
        self.undone: list[int] = []

    def undo_batch(self, number) -> None:
        self.undone.append(number)


class FakeSession(QObject):
    opened = Signal(object)
    closed = Signal()
    batches_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.collection: object | None = "a collection"
        self.batches = FakeBatches()
        self.plans = FakePlans()


@pytest.fixture
def session(qapp) -> FakeSession:
    return FakeSession()


@pytest.fixture
def history(session, qtbot) -> History:
    made = History(session)
    qtbot.addWidget(made)
    made.resize(1200, 260)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made
