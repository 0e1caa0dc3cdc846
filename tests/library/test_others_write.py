"""Edits of the window and writes of other programs, in any order: nothing is overwritten unseen, no edit is lost."""

from collections.abc import Callable

import pytest
from article_folder import Collection, modified
from drill import Drill
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.articles.editing import apply_edits
from reviewer.articles.edits import AddItem, Edit, RemoveItem, RemoveValue, SetValue
from reviewer.articles.meaning import Meaning, read_meaning
from reviewer.articles.merging import merge
from reviewer.articles.problem import Problem, Refusal
from reviewer.articles.values import MISSING
from reviewer.library.files import digest
from reviewer.library.journal.schema import Staged
from reviewer.library.library import Library
from reviewer.library.rebasing import edited_head

EDITS: list[Edit] = [
    SetValue(("quality",), 7),
    SetValue(("quality",), 80),
    RemoveValue(("quality",)),
    SetValue(("title",), "Ours: größer"),
    SetValue(("title",), "Theirs"),
    SetValue(("published",), True),
    SetValue(("provider",), {"name": "Paper", "domain": "paper.example"}),
    SetValue(("provider", "name"), "Other"),
    AddItem(("topics",), "Robots"),
    AddItem(("topics",), "no"),
    RemoveItem(("topics",), "AI"),
]
EDIT, CHOSEN, ONE = (
    st.sampled_from(EDITS),
    st.lists(st.integers(0, 1), min_size=1, max_size=2, unique=True),
    st.integers(0, 1),
)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("stage"), EDIT, CHOSEN),
        st.tuples(st.just("stage"), EDIT, CHOSEN),
        st.tuples(st.just("their write"), EDIT, ONE),
        st.tuples(st.just("both"), EDIT, EDIT, ONE, st.booleans()),
        st.tuples(st.just("both"), EDIT, EDIT, ONE, st.booleans()),
        st.tuples(st.just("their body"), ONE),
        st.tuples(st.just("their former bytes"), ONE),
        st.tuples(st.just("their deletion"), ONE),
        st.tuples(st.just("their rubbish"), ONE),
        st.tuples(st.sampled_from(["undo", "redo", "save", "refresh", "restart", "look"])),
        st.tuples(st.just("refresh some"), CHOSEN),
        st.tuples(st.just("revert"), CHOSEN),
        st.tuples(st.just("revert field"), st.sampled_from(["quality", "title", "topics"]), CHOSEN),
        st.tuples(st.just("resolve"), st.sampled_from(["mine", "theirs"]), CHOSEN),
        st.tuples(
            st.just("resolve field"), st.sampled_from(["quality", "title"]), st.sampled_from(["mine", "theirs"]), CHOSEN
        ),
        st.tuples(st.just("plan"), EDIT, CHOSEN, st.booleans()),
    ),
    min_size=1,
    max_size=16,
)
Act = tuple[object, ...]
GIVING_UP = {"undo", "redo", "revert", "revert field", "resolve", "resolve field"}
Fields = dict[str, Meaning]


class Trial:
    """A collection, its library, and the other programs."""

    def __init__(self, collection: Collection) -> None:
        self.collection, self.library = collection, collection.opened()
        self.paths = collection.paths
        self.first = collection.disk()
        self.edited: dict[str, set[str]] = {path: set() for path in self.paths}
        """The fields that were ever edited here."""

    def disk(self) -> dict[str, bytes | None]:
        files = {path: self.collection.root / path for path in self.paths}
        return {path: file.read_bytes() if file.exists() else None for path, file in files.items()}

    def staged(self) -> dict[str, Staged]:
        return {one.path: one for one in self.library._journal.all_staged()}

    def do(self, act: Act) -> None:
        match act:
            case ("restart",):
                self.library.close()
                self.library = self.collection.open()
            case ("look",):
                for path in self.staged():
                    self.library.article(path)
                    self.library.diff(path)
            case (("undo" | "redo" | "save" | "refresh") as name,):
                getattr(self.library, str(name))()
            case (str() as name, *_) if name.startswith("their"):
                self.their(act)
            case ("both", ours, theirs, int() as one, is_noticed):
                self.ours(("stage", ours, [one]))
                self.their(("their write", theirs, one))
                if is_noticed:
                    staged = self.staged()
                    self.library.refresh()
                    nothing_is_lost(staged, self)
            case _:
                self.ours(act)

    def ours(self, act: Act) -> None:
        library = self.library
        paths = [self.paths[one] for one in act[-1]] if isinstance(act[-1], list) else []
        match act:
            case ("stage", edit, _):
                self.note(edit, paths)
                library.stage("Edit {articles}", [edit], paths)  # type: ignore[list-item]
            case ("refresh some", _):
                library.refresh(paths=paths)
            case ("revert", _):
                library.revert(paths)
            case ("revert field", str() as field, _):
                library.revert(paths, [field])
            case ("resolve", ("mine" | "theirs") as take, _):
                library.resolve(paths, take)
            case ("resolve field", str() as field, ("mine" | "theirs") as choice, _):
                library.resolve(paths, None, {field: choice})
            case ("plan", edit, list() as chosen, all_of_it):
                paths = [self.paths[one] for one in chosen]
                self.note(edit, paths)
                report = library.plans.plan("Plan {articles}", [edit], paths, lambda done, total: True)  # type: ignore[list-item]
                assert [row.path for row in report.rows] == paths
                self.their(("their write", EDITS[0], chosen[0]))
                library.plans.apply(report.number, () if all_of_it else paths[:1], lambda done, total: True)

    def note(self, edit: object, paths: list[str]) -> None:
        for path in paths:
            self.edited[path].add(edit.path[0])  # type: ignore[attr-defined]

    def their(self, act: Act) -> None:
        path = self.paths[act[-1]]  # type: ignore[index]
        file = self.collection.root / path
        before = file.read_bytes() if file.exists() else self.first[path]
        match act:
            case ("their write", edit, _):
                try:
                    file.write_bytes(apply_edits(before, [edit], path))  # type: ignore[list-item]
                except (Problem, Refusal):
                    file.write_bytes(self.first[path])
            case ("their body", _):
                file.write_bytes(before + b"A line of theirs.\n")
            case ("their former bytes", _):
                file.write_bytes(self.first[path])
            case ("their deletion", _):
                file.unlink(missing_ok=True)
            case ("their rubbish", _):
                file.write_bytes(b"---\nquality: [\n---\n")


def fields(content: bytes | None) -> Fields:
    try:
        return read_meaning(content or b"", "a.md")
    except Problem:
        return {}


def aims(staged: Staged) -> dict[str, object]:
    """What the edits set; of a topic list only what they add."""
    base, mine = (fields(head) for head in edited_head(staged))
    set_to = {
        name: [one for one in new if one not in _items(base.get(name))] if isinstance(new, list) else new
        for name, new in mine.items()
        if new != base.get(name, MISSING)
    }
    return {**set_to, **{name: MISSING for name in base if name not in mine}}


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _holds(value: object, aim: object) -> bool:
    if isinstance(aim, list) and isinstance(value, list):
        return all(one in value for one in aim)
    if isinstance(aim, dict) and isinstance(value, dict):
        return any(_holds(value.get(name), one) for name, one in aim.items())
    return value == aim


def nothing_is_lost(before: dict[str, Staged], trial: Trial) -> None:
    """What was to be set is still to be set, or the file says it by now."""
    after, disk = trial.staged(), trial.disk()
    for path, staged in before.items():
        aimed = fields(edited_head(after[path])[1]) if path in after else fields(disk[path])
        for name, aim in aims(staged).items():
            assert _holds(aimed.get(name, MISSING), aim), (path, name)
        if path in after and after[path].saved != staged.saved:
            merged = merge(*edited_head(staged), disk[path] or b"", path)
            assert not merged.clashes and after[path].present == digest(merged.content)


def nothing_is_overwritten(act: Act, disk: dict[str, bytes | None], staged: dict[str, Staged], trial: Trial) -> None:
    now = trial.disk()
    if act[0] != "save":
        assert now == disk
        return
    for path, before in disk.items():
        if now[path] != before:
            assert before is not None
            merged = merge(*edited_head(staged[path]), before, path)
            assert not merged.clashes and now[path] == merged.content


def only_what_was_edited_is_staged(trial: Trial) -> None:
    disk = trial.disk()
    for path, staged in trial.staged().items():
        assert set(aims(staged)) <= trial.edited[path]
        document = trial.library.article(path)[1]
        if not document.conflict:
            content = disk[path] or b""
            assert document.present.partition(b"\n---\n")[2] == content.partition(b"\n---\n")[2]


def all_is_told(trial: Trial) -> None:
    """The catalog lists what the journal holds, once it has looked at the files."""
    library = trial.library
    library.refresh()
    staged, disk = trial.staged(), trial.disk()
    assert modified(library) == set(staged)
    rows = {row.path: row for row in library.reader.rows(library.reader.ids())}
    told = library.reader.changes()
    assert {row.path for row in told} == set(staged)
    for path, one in staged.items():
        assert rows[path].conflict == (one.saved != _digest(library, path))
        assert all(
            row.conflict == rows[path].conflict and row.reason == rows[path].reason for row in told if row.path == path
        )
        clashes = [row for row in told if row.path == path and row.clashes]
        assert bool(clashes) == (rows[path].conflict and rows[path].reason is None)
    assert {path for path in rows if path not in staged} == {path for path in disk if disk[path] is not None} - set(
        staged
    )


def _digest(library: Library, path: str) -> bytes:
    return library.article(path)[1].fingerprint.digest


@pytest.mark.drill
def test_nothing_is_overwritten_and_nothing_is_lost(collect: Callable[[int], Collection], drill: Drill) -> None:
    @settings(max_examples=drill.count(30, 1500), deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(ACTS)
    def run(acts: list[Act]) -> None:
        trial = Trial(collect(2))
        for act in acts:
            disk, staged = trial.disk(), trial.staged()
            is_theirs = str(act[0]).startswith("their") or act[0] in ("plan", "both")
            trial.do(act)
            if not is_theirs:
                nothing_is_overwritten(act, disk, staged, trial)
            if act[0] not in GIVING_UP | {"stage", "plan", "both"}:
                nothing_is_lost(staged, trial)
            only_what_was_edited_is_staged(trial)
        all_is_told(trial)
        while trial.library.undo():
            pass
        all_is_told(trial)
        trial.collection.close()

    run()
