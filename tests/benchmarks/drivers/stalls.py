"""Uses a window in the ways that are much work, and listens to the heartbeat of its main thread meanwhile."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from drivers.driven import Driven, Steps
from drivers.heartbeat import Heartbeat
from drivers.telling import tell, there
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollBar

from reviewer.ui.plan.plan_dialog import PlanDialog

TYPED = ("glacier", "the harbour", 'topic:"AI" quality>=40', "nor or bridge", "-robot date:2019", "is:unpublished")
SCATTERED, CHANGED = 7000, 10_000
_TURN = 90
"""Pixels that one turn of the wheel scrolls."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many frames there are between two keys, and how many steps of scrolling."""

    key: int = 6
    jumps: int = 180
    turns: int = 120


_FEW, _SHORT = 1000, Pace(1, 12, 8)
"""So few articles are only there to see that all of this runs."""


def main(collection: str, home: str, count: str) -> None:
    """The collection is changed."""
    drive = Drive(Driven(Path(home)), int(count))
    there()
    drive.read(Path(collection))
    drive.type()
    drive.scroll()
    drive.select()
    drive.change()
    drive.driven.end()
    tell(phases=drive.found)


class Drive:
    def __init__(self, driven: Driven, count: int) -> None:
        self.driven, self.count = driven, count
        self.session, self.window = driven.session, driven.window
        self.found: dict[str, dict[str, float]] = {}
        self._heart = Heartbeat()
        self._pace = _SHORT if count < _FEW else Pace()

    def phase(self, name: str, do: Callable[[], None], ready: Callable[[], bool] = lambda: True) -> None:
        """Do it, wait until it is ready and all is at rest, and take down how the heart beat."""
        self._heart.begin()
        do()
        self.driven.until(ready, name)
        self.driven.rest()
        self.found[name] = self._heart.end()

    def read(self, collection: Path) -> None:
        self.phase(
            "first index",
            lambda: self.driven.open(collection),
            lambda: self.session.counts.all == self.count and not self.session.busy,
        )
        self.driven.until_listed(self.count)

    def type(self) -> None:
        field = self.window.search
        field.setFocus()

        def steps() -> Steps:
            for text in (*TYPED, ""):
                field.selectAll()
                QTest.keyClick(field, Qt.Key.Key_Delete)
                for letter in text:
                    QTest.keyClicks(field, letter)
                    yield from (None for _ in range(self._pace.key))
                yield from (None for _ in range(4 * self._pace.key))

        self.phase("typing searches", lambda: self.driven.play(steps()), self._is_listed)

    def scroll(self) -> None:
        for mode in ("cards", "grid"):
            self.window.article_list.set_mode(mode)
            self.driven.rest()
            bar = self.window.article_list.view.verticalScrollBar()

            def steps(bar=bar) -> Steps:
                yield from _through(bar, self._pace.jumps)
                for _ in range(self._pace.turns):
                    bar.setValue(bar.value() - _TURN)
                    yield
                bar.setValue(0)
                yield

            self.phase(f"scrolling {mode}", lambda steps=steps: self.driven.play(steps()))
        self.window.article_list.set_mode("cards")
        self.driven.rest()

    def select(self) -> None:
        ids = self.session.answer.ids
        self.phase("select all", lambda: self.driven.do("select all"), lambda: self._has_selected(len(ids)))
        some = random.Random(2).sample(ids, min(SCATTERED, len(ids) // 2))
        what = f"{len(some):,} scattered selected"
        self.phase(what, lambda: self.session.select(some, some[0]), lambda: self._has_selected(len(some)))

    def change(self) -> None:
        """Publish many unpublished articles, as planned, and save them."""
        self.session.search("is:unpublished")
        self.driven.until(lambda: self.session.answer.text == "is:unpublished" and self.session.answer.whole, "search")
        some = self.session.answer.ids[:CHANGED]
        self.session.select(some, some[0])
        self.driven.until(lambda: self._has_selected(len(some)), "selecting")
        self.driven.rest()
        self.window.planning.meanwhile.patience = float("inf")
        what = f"{len(some):,}"
        self.phase(f"plan of {what}", lambda: self.driven.do("publish"), lambda: bool(self._plans()))
        (plan,) = self._plans()
        self.phase(
            "scrolling the plan", lambda: self.driven.play(_through(plan.table.verticalScrollBar(), self._pace.jumps))
        )
        apply, save = plan.apply_button.click, lambda: self.driven.do("save all")
        self.phase(f"staging of {what}", apply, lambda: self.session.modified == len(some) and not self.session.busy)
        self.phase(f"save of {what}", save, lambda: self.session.modified == 0 and not self.session.busy)

    def _plans(self) -> list[PlanDialog]:
        widgets = self.driven.qt.topLevelWidgets()
        return [each for each in widgets if isinstance(each, PlanDialog) and each.isVisible()]

    def _is_listed(self) -> bool:
        answer = self.session.answer
        return not answer.text and answer.whole and len(answer.ids) == self.count

    def _has_selected(self, count: int) -> bool:
        return len(self.session.selection.ids) == count and (count < 2 or self.session.summary is not None)


def _through(bar: QScrollBar, jumps: int) -> Iterator[None]:
    for step in range(1, jumps + 1):
        bar.setValue(bar.maximum() * step // jumps)
        yield
