"""What the actions do with the selected articles, and which of them fit: "Publish 7"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.articles.edits import SetValue
from reviewer.library.catalog.schema import Row
from reviewer.library.raising import Raise
from reviewer.session.events import Message
from reviewer.session.reports import COUNT, EDITS
from reviewer.session.session import Session
from reviewer.session.settings import PLAN_FROM
from reviewer.ui.publishing import A_FEW, is_sound, to_publish

Gather = Callable[[frozenset[int], int], bool]
"""Takes a step of the quality of these articles; False where it cannot."""


@dataclass(frozen=True, slots=True)
class Fits:
    """How many of the selected articles an action would change; None where that is not known yet."""

    selected: int = 0
    to_publish: int | None = 0
    to_unpublish: int | None = 0
    quality: int | None = None
    """The whole number that all of them share, 0 where all have none; None where they differ."""
    is_quality_different: bool = False
    """Whether it is known that there is no such number."""
    modified: int | None = 0
    """With edits that can be saved."""
    conflicts: int = 0
    """Changed on disk after they were edited: they can only be reverted. 0 also where that is not known."""
    web_url: str = ""
    is_reviewed: bool = False
    """Whether it is known that all of them are marked as reviewed."""


class Judging(QObject):
    """Follows the selection and its rows; `changed` says that other actions fit."""

    changed = Signal()

    def __init__(self, session: Session, gather: Gather, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._gather = gather
        self.fits = Fits()
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._look)
        for signal in (
            session.selection_changed,
            session.changed,
            session.summary_read,
            session.history_changed,
            session.opened,
            session.closed,
        ):
            signal.connect(self._soon.start)

    def publish(self, to: bool) -> None:
        """Set the published state of the selected articles."""
        ids = to_publish(self._session, self._session.selection.ids, to)
        self._session.stage(f"{'Publish' if to else 'Unpublish'} {COUNT}", (SetValue(("published",), to),), ids)

    def step_quality(self, by: int) -> None:
        """Change the quality that the selected articles share; never below 0 by a step.

        Each step begins from what is staged when its turn comes, not from the row as it was read last.
        Of articles that are asked about first, the inspector gathers the steps, so that there is one question.
        """
        self._look()
        quality = self.fits.quality
        if self.fits.is_quality_different:
            words = "The selected articles do not have one quality in common: set one in the inspector"
            self._session.told.emit(Message(words, about=EDITS))
        if quality is None or (by < 0 and quality <= 0 and not self._session.busy):
            return
        ids = self._session.selection.ids
        if len(ids) >= self._session.settings.value(PLAN_FROM) and self._gather(ids, by):
            return
        if by > 0:  # what is raised can be lowered again at once
            self.fits = replace(self.fits, quality=quality + by)
            self.changed.emit()
        verb = "Raise" if by > 0 else "Lower"
        self._session.stage(f"{verb} quality of {COUNT} by {abs(by)}", (Raise(("quality",), by),))

    def _rows(self) -> list[Row]:
        return self._session.rows(tuple(self._session.selection.ids))

    def _look(self) -> None:
        fits = self._of_few() if len(self._session.selection.ids) <= A_FEW else self._of_many()
        if fits != self.fits:
            self.fits = fits
            self.changed.emit()

    def _of_few(self) -> Fits:
        rows = self._rows()
        sound = [row for row in rows if is_sound(row)]
        published = sum(row.published is True for row in sound)
        qualities = {_whole(row) for row in sound}
        return Fits(
            selected=len(rows),
            to_publish=len(sound) - published,
            to_unpublish=published,
            quality=next(iter(qualities)) if len(qualities) == 1 else None,
            is_quality_different=len(qualities) > 1,
            modified=sum(row.modified and not row.conflict for row in rows),
            conflicts=sum(row.conflict for row in rows),
            web_url=self._web_url(),
            is_reviewed=bool(rows) and all(row.reviewed for row in rows),
        )

    def _of_many(self) -> Fits:
        summary, count = self._session.summary, len(self._session.selection.ids)
        if summary is None or summary.count != count:
            return Fits(count, None, None, modified=None, web_url=self._web_url())
        quality = summary.field("quality")
        shared = quality.value if quality is not None and quality.state == "same" else None
        is_shared = isinstance(shared, int) and not isinstance(shared, bool)
        return Fits(
            selected=count,
            to_publish=summary.unpublished,
            to_unpublish=summary.published,
            quality=shared if isinstance(shared, int) and is_shared else None,
            is_quality_different=not is_shared,
            modified=None,
            web_url=self._web_url(),
        )

    def _web_url(self) -> str:
        current = self._session.selection.current
        rows = self._session.rows((current,)) if current is not None else []
        return (rows[0].web_url or rows[0].original_url) if rows else ""


def _whole(row: Row) -> int | None:
    if row.quality is None:
        return 0
    return row.quality if isinstance(row.quality, int) and not isinstance(row.quality, bool) else None
