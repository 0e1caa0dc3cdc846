"""Which articles publishing and unpublishing are for."""

from __future__ import annotations

from collections.abc import Collection

from reviewer.library.catalog.schema import Row
from reviewer.session.session import Session
from reviewer.session.settings import PLAN_FROM

A_FEW = 64
"""As many rows are looked at by key."""


def is_sound(row: Row) -> bool:
    """Whether it can be edited."""
    return row.problem is None and not row.conflict


def to_publish(session: Session, ids: Collection[int], to: bool) -> frozenset[int]:
    """Those of the articles that are to be asked for this state.

    Of a few, none is asked to be unpublished that is not published, so that no odd value is lost in passing. Where a
    plan is shown first, what is so already and what cannot be changed belongs to it.
    """
    if len(ids) > A_FEW:
        return frozenset(ids)
    has_plan = len(ids) >= session.settings.value(PLAN_FROM)
    return frozenset(row.id for row in session.rows(tuple(ids)) if _is_meant(row, to, has_plan))


def _is_meant(row: Row, to: bool, has_plan: bool) -> bool:
    if has_plan:
        return not is_sound(row) or to or isinstance(row.published, bool)
    return is_sound(row) and (row.published is True) != to
