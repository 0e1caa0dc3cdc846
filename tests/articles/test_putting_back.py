from hypothesis import given
from hypothesis import strategies as st

from reviewer.articles.editing import apply_edits
from reviewer.articles.edits import AddItem, Edit, RemoveItem, RemoveValue, SetValue
from reviewer.articles.meaning import read_meaning
from reviewer.articles.merging import merge
from reviewer.articles.putting_back import put_back

LINES = (
    "title: 'T'  # as printed\n",
    "published: no   # until May\n",
    "# the topics\ntopics:\n  - 'x'  # why\n  - y\n",
    'provider:   # who pays\n  name: "P"\n',
    "quality:   1\n",
    "levels: [ 1,2 , 3 ]  # three\n",
    "notes: |  # kept\n  One\n  two\n",
)
ARTICLE = f"---\n{''.join(LINES)}---\nbody\n".encode()
EDITS: tuple[tuple[Edit, ...], ...] = (
    (SetValue(("title",), "Other: title"),),
    (SetValue(("published",), True),),
    (RemoveItem(("topics",), "x"), AddItem(("topics",), "z")),
    (RemoveValue(("provider",)),),
    (SetValue(("quality",), 80),),
    (SetValue(("levels",), 7),),
    (RemoveValue(("notes",)), SetValue(("new",), 1)),
)
OUTSIDE = (
    ("title: 'T'", "title: Theirs"),
    ("published: no", "published: YES"),
    ("  - 'x'  # why\n  - y", "  - y"),
    ('"P"', "Q  # by now"),
    ("quality:   1", "quality: 30"),
    ("[ 1,2 , 3 ]", "[5]"),
    ("  two", "  three"),
)
NEW = ("extra: 5\n", "# said by them\n", "more:\n  - 1\n", "")


@given(
    st.sets(st.integers(0, len(LINES) - 1), min_size=1),
    st.sets(st.integers(0, len(LINES) - 1)),
    st.integers(0, len(LINES)),
    st.sampled_from(NEW),
)
def test_own_lines_come_back_whatever_others_did_beside(
    edited: set[int], changed: set[int], place: int, new: str
) -> None:
    changed -= edited
    lines = [line.replace(*OUTSIDE[at]) if at in changed else line for at, line in enumerate(LINES)]
    lines.insert(place, new)
    wanted = f"---\n{''.join(lines)}---\nBody, too\n".encode()
    after = apply_edits(ARTICLE, [edit for at in sorted(edited) for edit in EDITS[at]])
    present = merge(ARTICLE, after, wanted).content
    restored = put_back(after, ARTICLE, present)
    assert restored.clashes == ()
    assert read_meaning(restored.content) == read_meaning(wanted)
    now = restored.content.decode()
    assert [LINES[at] for at in edited if LINES[at].strip("\n") not in now] == []
    assert all(line.strip("\n") in now for line in lines)
    assert now.endswith("---\nBody, too\n")
