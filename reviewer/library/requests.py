"""Which request of the window is which call of the library."""

from collections.abc import Callable, Sequence
from typing import Any

from reviewer.library.assignments import Asked
from reviewer.library.change_rows import Choice
from reviewer.library.library import Library
from reviewer.library.messages import ProgressCall, RequestName
from reviewer.library.view_file import shared_views


def requests(library: Library, progress: ProgressCall) -> dict[RequestName, Callable[..., Any]]:
    """What answers each request that is about an open library, with the arguments that `messages` lists."""

    def stage(name: str, edits: Sequence[Asked], paths: Sequence[str]) -> object:
        return library.stage(name, edits, paths, progress)

    def plan(name: str, edits: Sequence[Asked], paths: Sequence[str]) -> object:
        return library.plans.plan(name, edits, paths, progress)

    def resolve(paths: Sequence[str], take: Choice | None, choices: dict[str, Choice]) -> object:
        return library.resolve(paths, take, choices, progress)

    return {
        "refresh": lambda paths=None: library.refresh(progress, paths),
        "stage": stage,
        "plan": plan,
        "plan_undo": lambda batch: library.plans.undo(batch, progress),
        "apply": lambda number, left_out: library.plans.apply(number, left_out, progress),
        "drop_plan": library.plans.drop,
        "undo": lambda: library.undo(progress),
        "redo": lambda: library.redo(progress),
        "save": lambda paths: library.save(paths, progress),
        "revert": lambda paths, fields=None: library.revert(paths, fields, progress),
        "resolve": resolve,
        "diff": library.diff,
        "review": library.reviewing.review,
        "history": library.history.batches,
        "batch": library.history.details,
        "views": lambda edits: shared_views(library.root, edits),
    }
