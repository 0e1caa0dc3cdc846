"""The tables of the journal, and the records in them.

- `clock` holds one number, the sequence: every transaction that changes what an article says raises it by one, and
  `touched` holds for each such article the sequence that changed it last. So the catalog knows what it has missed.
- `staged` holds the articles that differ from their files: the file's digest and head (all before the body, compressed
  with zlib), and the splice that turns its bytes into the present ones.
- `step` is one entry of the undo log, `step_row` its part in one article: the splice from the bytes before to those
  after it, the head before (compressed; empty in rows of version 1), and as JSON the edits, for whoever looks into the
  journal (a list of what `edits.edit_to_json` spells; empty for a revert), or what was staged before and after, which
  the program reads.
- `batch` is one save, `batch_row` its part in one article: digests, the head before (compressed), and the splice. A row
  is written, with outcome `begun`, before its file is touched; so what a crash cut short can be told from the disk.
  `undoes`, of a batch or a step, is the batch that it puts back, if it does.
- `review` holds the articles that a curator has ever marked as reviewed: `marked` is 0 where the mark was taken away
  again, `when_ns` is when it was set or taken away (nanoseconds since 1970), `sequence` the transaction that did it.
- Paths are stored by `reviewer.library.paths.stored_path`. Times are ISO, in UTC. Digests are those of `files.digest`.
"""

from dataclasses import dataclass, field

from reviewer.articles.splice import Splice

VERSION = 3
"""`PRAGMA user_version`."""

REVIEW = """
CREATE TABLE review(
    path NOT NULL UNIQUE, marked INTEGER NOT NULL, when_ns INTEGER NOT NULL, sequence INTEGER NOT NULL
);
CREATE INDEX review_by_sequence ON review(sequence);
"""

TABLES = f"""
CREATE TABLE clock(sequence INTEGER NOT NULL);
INSERT INTO clock VALUES (0);

CREATE TABLE touched(path PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX touched_by_sequence ON touched(sequence);

CREATE TABLE staged(
    path NOT NULL UNIQUE, saved BLOB NOT NULL, present BLOB NOT NULL, head BLOB NOT NULL,
    start INTEGER NOT NULL, old BLOB NOT NULL, new BLOB NOT NULL, sequence INTEGER NOT NULL
);

CREATE TABLE step(
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, made TEXT NOT NULL,
    done INTEGER NOT NULL, origin TEXT NOT NULL, undoes INTEGER
);
CREATE TABLE step_row(
    step INTEGER NOT NULL, path NOT NULL, start INTEGER NOT NULL, old BLOB NOT NULL, new BLOB NOT NULL,
    before BLOB NOT NULL, after BLOB NOT NULL, edits TEXT NOT NULL, head BLOB NOT NULL DEFAULT x'',
    UNIQUE(step, path)
);

CREATE TABLE batch(
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, made TEXT NOT NULL,
    origin TEXT NOT NULL, finished INTEGER NOT NULL, undoes INTEGER
);
CREATE TABLE batch_row(
    batch INTEGER NOT NULL, path NOT NULL, outcome TEXT NOT NULL, before BLOB NOT NULL, after BLOB NOT NULL,
    head BLOB NOT NULL, start INTEGER NOT NULL, old BLOB NOT NULL, new BLOB NOT NULL,
    UNIQUE(batch, path)
);
CREATE INDEX batch_row_begun ON batch_row(batch) WHERE outcome = 'begun';
{REVIEW}"""

FROM_1 = """
ALTER TABLE step_row ADD COLUMN head BLOB NOT NULL DEFAULT x'';
ALTER TABLE step ADD COLUMN undoes INTEGER;
ALTER TABLE batch ADD COLUMN undoes INTEGER;
"""
"""Makes tables of version 1 those of version 2."""
UPGRADES = {1: FROM_1, 2: REVIEW}
"""What makes the tables of each version those of the next one."""

BEGUN, SAVED = "begun", "saved"


@dataclass(frozen=True, slots=True)
class Staged:
    """An article that differs from its file. `saved` and `present` are digests, `splice` leads from one to the other.

    `head` is all before the body of the saved bytes, compressed. `sequence` is that of the transaction which put it
    into the journal (0: none did); the same edits are equal whenever they were staged.
    """

    path: str
    saved: bytes
    present: bytes
    head: bytes
    splice: Splice
    sequence: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class StepRow:
    """What a step did to one article; `before` and `after` are digests of its present bytes.

    `head` is all before the body of the bytes before the step, compressed; empty in a step of an older Reviewer.
    """

    path: str
    splice: Splice
    before: bytes
    after: bytes
    edits: str
    head: bytes = b""


@dataclass(frozen=True, slots=True)
class Step:
    """An entry of the undo log. `origin` says who made it, such as "window"; `undoes` is the batch it puts back."""

    id: int
    name: str
    made: str
    done: bool
    origin: str
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class BatchRow:
    """What a save does to one file; `before` and `after` are digests, `head` is the compressed head before."""

    path: str
    before: bytes
    after: bytes
    head: bytes
    splice: Splice


@dataclass(frozen=True, slots=True)
class Batch:
    """One save. `saved` counts its files; `undoes` is the batch that it puts back, if it does.

    `undone` counts the articles that later batches put back, as far as these were not undone themselves.
    """

    id: int
    name: str
    made: str
    origin: str
    saved: int
    undoes: int | None = None
    undone: int = 0
