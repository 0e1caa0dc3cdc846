"""A figure: what was measured, what it is held against, and whether it is as wanted."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds that passed, and seconds in which processors worked for it: they differ where others work as well."""

    wall: float
    cpu: float = math.nan


@dataclass(frozen=True, slots=True)
class Series:
    """What one way took or needed, in each round."""

    name: str
    values: tuple[float, ...]
    unit: str = "s"
    cpu: tuple[float, ...] = ()

    @classmethod
    def spent(cls, name: str, rounds: Sequence[Spent]) -> Series:
        return cls(name, tuple(one.wall for one in rounds), "s", tuple(one.cpu for one in rounds))

    @property
    def middle(self) -> float:
        return statistics.median(self.values)

    @property
    def middle_cpu(self) -> float:
        known = [one for one in self.cpu if not math.isnan(one)]
        return statistics.median(known) if known else math.nan

    def words(self) -> str:
        """The median, how far the rounds lie apart, and the seconds of processors."""
        text = _spelled(self.middle, self.unit)
        if len(self.values) > 1:
            text += f" ({_number(min(self.values), self.unit)}–{_number(max(self.values), self.unit)})"
        return text if math.isnan(self.middle_cpu) else f"{text}, CPU {_spelled(self.middle_cpu, 's')}"

    def as_json(self) -> dict[str, Any]:
        numbers = {"name": self.name, "unit": self.unit, "median": _short(self.middle)}
        cpu = {} if math.isnan(self.middle_cpu) else {"cpu median": _short(self.middle_cpu)}
        return {**numbers, **cpu, "rounds": [_short(one) for one in self.values]}


@dataclass(frozen=True, slots=True)
class Figure:
    """`ours` beside `floor` (None: held against a number alone), as `ours / floor`, or `floor / ours` where `is_speed`.

    `bound`: at most so much; where `is_least`, at least so much; None: it is only told.
    """

    what: str
    ours: Series
    floor: Series | None = None
    bound: float | None = None
    is_speed: bool = False
    is_least: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def value(self) -> float:
        """What the bound is about."""
        if self.floor is None:
            return self.ours.middle
        return _divided(self.floor.middle, self.ours.middle) if self.is_speed else self._ratio(False)

    @property
    def cpu_ratio(self) -> float:
        """The same, by the seconds of processors; not a number where they are not known."""
        if self.floor is None:
            return math.nan
        return self._ratio(True) if not self.is_speed else _divided(self.floor.middle_cpu, self.ours.middle_cpu)

    @property
    def is_reached(self) -> bool | None:
        if self.bound is None:
            return None
        return self.value >= self.bound if self.is_least else self.value <= self.bound

    def line(self) -> tuple[str, ...]:
        """The cells of a table: what, ours, beside, value, wanted, reached."""
        spelled = (
            (lambda one: f"{_number(one)}x") if self.floor is not None else (lambda one: _spelled(one, self.ours.unit))
        )
        cpu = "" if math.isnan(self.cpu_ratio) else f" (CPU {_number(self.cpu_ratio)}x)"
        wanted = "" if self.bound is None else f"{'≥' if self.is_least else '≤'} {spelled(self.bound)}"
        reached = {None: "", True: "reached", False: "MISSED"}[self.is_reached]
        beside = "" if self.floor is None else f"{self.floor.name}: {self.floor.words()}"
        return self.what, self.ours.words(), beside, f"{spelled(self.value)}{cpu}", wanted, reached

    def as_json(self) -> dict[str, Any]:
        return {
            "what": self.what,
            "ours": self.ours.as_json(),
            "beside": self.floor and self.floor.as_json(),
            "value": _short(self.value),
            "cpu ratio": None if math.isnan(self.cpu_ratio) else _short(self.cpu_ratio),
            "wanted": self.bound,
            "at least": self.is_least,
            "reached": self.is_reached,
            "notes": list(self.notes),
        }

    def _ratio(self, of_cpu: bool) -> float:
        assert self.floor is not None
        if of_cpu:
            return _divided(self.ours.middle_cpu, self.floor.middle_cpu)
        return _divided(self.ours.middle, self.floor.middle)


def _divided(one: float, other: float) -> float:
    return one / other if other else math.inf


def _short(number: float) -> float | None:
    return None if math.isnan(number) or math.isinf(number) else float(f"{number:.4g}")


def _number(number: float, unit: str = "") -> str:
    if unit == "s" and number < 1:
        return f"{number * 1000:.3g}"
    return f"{number:,.0f}" if number >= 1000 else f"{number:.3g}"


def _spelled(number: float, unit: str) -> str:
    return f"{_number(number, unit)} {'ms' if unit == 's' and number < 1 else unit}"
