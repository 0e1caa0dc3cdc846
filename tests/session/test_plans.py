"""What a change would do is the same in the window and on the command line."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from article_folder import Collection
from living import Living

from reviewer.articles.edits import AddItem, Edit, RemoveItem, SetValue
from reviewer.cli.commands import main
from reviewer.library.change_rows import PlanReport
from reviewer.session.session import Session

SAMPLES = Path(__file__).parents[1] / "samples"
CHANGES: dict[str, Edit] = {
    "published=true": SetValue(("published",), True),
    "quality=80": SetValue(("quality",), 80),
    "title=It's new: half of it": SetValue(("title",), "It's new: half of it"),
    "topics+=AI": AddItem(("topics",), "AI"),
    "topics-=AI": RemoveItem(("topics",), "AI"),
    "provider.name=Lab": SetValue(("provider", "name"), "Lab"),
}


def window_rows(living: Living, session: Session, edit: Edit) -> dict[str, object]:
    """Path by path what the plan in the window says."""
    plans: list[PlanReport] = []
    session.planned.connect(plans.append)
    session.stage("Change {articles}", (edit,), session.answer.ids)
    living.until(lambda: len(plans) == 1 and not session.busy)
    session.planned.disconnect(plans.append)
    session.plans.drop(plans[0].number)
    return {
        row.path: (row.title, row.reason, [(one.field, one.old, one.new) for one in row.changes])
        for row in plans[0].rows
    }


def command_rows(root: Path, change: str, capfdbinary: pytest.CaptureFixture[bytes]) -> dict[str, object]:
    """Path by path what a dry run says."""
    capfdbinary.readouterr()
    main(["set", str(root), change, "--dry-run", "--format", "json"])
    rows = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    return {
        row["path"]: (row["title"], row["reason"], [(one["field"], one["old"], one["new"]) for one in row["changes"]])
        for row in rows
    }


def test_the_window_and_a_dry_run_foresee_the_same(
    tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with closing(Collection(tmp_path, 0)) as articles:
        for sample in SAMPLES.glob("*.md"):
            shutil.copy(sample, articles.root)
        monkeypatch.setenv("REVIEWER_HOME", str(articles.home.cache.parent))
        living = Living(articles, qtbot)
        living.plan_from = 2
        session = living.session()
        try:
            session.open([articles.root])
            count = len(list(articles.root.iterdir()))
            living.until(lambda: len(session.answer.ids) == count and session.counts.all == count)
            living.settle(session)
            for change, edit in CHANGES.items():
                shown = window_rows(living, session, edit)
                assert len(shown) == count > 50
                assert command_rows(articles.root, change, capfdbinary) == shown, change
        finally:
            living.end()
