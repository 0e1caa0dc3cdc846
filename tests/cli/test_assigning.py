from pathlib import Path

import pytest

from reviewer.cli.assigning import parted
from reviewer.cli.output import UsageError
from reviewer.library.assignments import Assignment


def test_assignments_are_told_from_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quality=1").write_bytes(b"")
    paths, assignments = parted(
        ["quality=1", "x", "quality=2", "topics+=A=B", "topics-=", "related[2].quality=3", "a/b=c"]
    )
    assert paths == ["quality=1", "x", "a/b=c"]
    assert assignments == [
        Assignment(("quality",), "=", "2"),
        Assignment(("topics",), "+=", "A=B"),
        Assignment(("topics",), "-=", ""),
        Assignment(("related", 2, "quality"), "=", "3"),
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["quality=1"], "name a folder"),
        (["x"], "FIELD=VALUE"),
        (["x", "quality=high"], "“high”"),
        (["x", "published=perhaps"], "yes or no"),
        (["x", "topics=AI"], "[AI"),
        (["x", "topics=[a: b"], "list"),
        (["x", "=5"], "needs a name"),
        (["x", "a..b=5"], "a..b"),
    ],
)
def test_what_makes_no_sense_is_refused(given: list[str], words: str) -> None:
    with pytest.raises(UsageError) as caught:
        parted(given)
    assert words in str(caught.value)
