"""Long answers in pieces, and put together again."""

import gc

import pytest

from reviewer.library.change_rows import BatchArticle, BatchDetails, FieldChange, PlanReport, PlanRow
from reviewer.library.journal.schema import Batch
from reviewer.library.messages import Answer, Finished, RowsChanged, SaveReport, StageReport
from reviewer.library.pieces import SIZE, Joining, Piece, pieces

PATHS = [f"a{number}.md" for number in range(3 * SIZE + 7)]
CHANGE = (FieldChange("published", "false", "true"),)
LONG = [
    PlanReport(1, "Publish", [PlanRow(path, "A title", CHANGE) for path in PATHS]),
    StageReport(1, PATHS, PATHS[:3], [(path, "it is gone") for path in PATHS], "Publish"),
    SaveReport(PATHS, failed=[(path, "the disk is full") for path in PATHS], batch=3),
]


def joined(answers: list[Answer]) -> list[Answer]:
    joining = Joining()
    found = [joining.take(said) for answer in answers for said in pieces(answer)]
    return [answer for answer in found if answer is not None]


@pytest.mark.parametrize("result", LONG, ids=lambda result: type(result).__name__)
def test_a_long_answer_is_whole_again_and_no_piece_is_long(result: object) -> None:
    said = list(pieces(Finished(7, result)))
    assert len(said) > 4 and all(len(piece.rows) <= SIZE for piece in said if isinstance(piece, Piece))
    assert joined([Finished(7, result), RowsChanged(1)]) == [Finished(7, result), RowsChanged(1)]
    assert gc.isenabled()


def test_what_is_short_stays_in_one_piece() -> None:
    short: list[Answer] = [Finished(1, StageReport(1, PATHS[:SIZE])), Finished(2, None), RowsChanged(3)]
    assert [list(pieces(answer)) for answer in short] == [[answer] for answer in short]


def test_a_batch_comes_in_pieces() -> None:
    batch = Batch(1, "Publish", "2026-11-21T10:00:00", "window", len(PATHS))
    details = BatchDetails(batch, [BatchArticle(path, CHANGE) for path in PATHS], 3)
    assert len(list(pieces(Finished(1, details)))) == 5
    assert joined([Finished(1, details)]) == [Finished(1, details)]


def test_an_answer_that_never_comes_whole_is_forgotten() -> None:
    joining = Joining()
    for said in list(pieces(Finished(7, LONG[0])))[:-1]:
        assert joining.take(said) is None
    assert not gc.isenabled()
    joining.end()
    assert gc.isenabled()
    assert joining.take(Finished(7, "another")) == Finished(7, "another")
