"""A session made of nothing but a list of rows in memory."""

from array import array
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPixmap

from reviewer.library.catalog.schema import Counts, Facets, Group, Overview, Row, Sort
from reviewer.session.events import Answer, Change, Collection, Selection
from reviewer.session.settings import Settings

TITLES = (
    "Deep learning improves cancer detection in mammograms, and what two hospitals did with the time it saved",
    "Robots learn to fold laundry",
    "الذكاء الاصطناعي يساعد الأطباء على اكتشاف الأمراض في مراحلها المبكرة",
    "人工知能が新しい薬の候補を見つけ、研究者たちはその結果に驚いた。今後の臨床試験に期待が集まっている",
    "Quantum chips &amp; the long road to error correction",
    "Unterbrechungsfreiestromversorgungsanlagenüberwachungssoftwareentwicklungsabteilung lernt dazu",
)
TOPICS = ("AI", "Machine Learning", "Robotics", "Health", "Quantum Computing", "Ethics", "Chips")
PROVIDERS = ("NIH", "EurekAlert!", "MIT News", "Nature", "The Guardian", "ScienceDaily")


def make_row(number: int, **changes) -> Row:
    row = Row(
        id=number,
        path=f"2021/article-{number}.md",
        title=TITLES[number % len(TITLES)],
        excerpt="Researchers at two hospitals compared the readings of a network with those of eleven radiologists.",
        category="science",
        type="article",
        quality=(number * 37) % 101,
        heat=number % 50,
        published=(True, False, None)[number % 3],
        topics=TOPICS[number % 3 : number % 3 + number % 6],
        date=f"20{10 + number % 12}-{number % 12 + 1:02}-18T15:53:00.000Z",
        provider=PROVIDERS[number % len(PROVIDERS)],
        provider_domain="example.org",
        web_url="https://example.org/a",
        original_url="",
        images=number % 4,
        related=number % 5,
        picture=f"/pictures/{number % 7}.jpg" if number % 5 else "",
        picture_width=1200,
        picture_height=800,
        modified=number % 4 == 1,
        problem="12:3: a quote is opened here and never closed" if number % 11 == 7 else None,
    )
    return replace(row, **changes)


class FakePictures(QObject):
    arrived = Signal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.asked: list[str] = []
        self.in_sight: set[str] = set()
        self.ready: dict[str, QPixmap] = {}
        self.failures: dict[str, str] = {}

    def source(self, url, article_path):
        return "/root" + url

    def picture(self, source, size: QSize, *, cover=False, region=""):
        self.asked.append(source)
        return self.ready.get(source)

    def failure(self, source):
        return self.failures.get(source)

    def wanted(self, sources, region=""):
        self.in_sight = set(sources)

    def bring(self, source, colour="#4a7"):
        pixmap = QPixmap(300, 200)
        pixmap.fill(QColor(colour))
        self.ready[source] = pixmap
        self.arrived.emit(source)


class FakeStaying:
    """Which articles no longer match is said by the test."""

    def __init__(self):
        self.is_on = False
        self.gone: set[int] = set()

    def look(self, ids, take):
        take(ids, frozenset(self.gone.intersection(ids)))


class FakeFirstRow(QObject):
    left = False

    @Slot()
    def leave(self):
        self.left = True


class FakeSession(QObject):
    opened = Signal(object)
    closed = Signal()
    opening_changed = Signal()
    query_changed = Signal(str)
    query_failed = Signal(str, int)
    query_ok = Signal()
    answered = Signal(object)
    changed = Signal(object)
    counts_changed = Signal(object)
    facets_changed = Signal(object)
    overview_changed = Signal(object)
    selection_changed = Signal(object)
    progress = Signal(object)

    def __init__(self, home: Path):
        super().__init__()
        self.collection = Collection(home, "samples")
        self.opening = ""
        self.answer = Answer()
        self.counts = Counts()
        self.facets = Facets()
        self.overview = Overview()
        self.selection = Selection()
        self.query_text = self.asked_text = ""
        self.sort = Sort()
        self.busy = False
        self.pictures = FakePictures(self)
        self.settings = Settings(home, self)
        self.changes: dict[int, dict] = {}
        self.gone: set[int] = set()
        self.fetched = 0
        self.first_row = FakeFirstRow(self)
        self.staying = FakeStaying()

    def rows(self, ids):
        self.fetched += len(ids)
        return [make_row(number, **self.changes.get(number, {})) for number in ids if number not in self.gone]

    def select(self, ids, current=None):
        ids = frozenset(ids)
        if current is None and len(ids) == 1:
            current = next(iter(ids))
        self.selection = Selection(ids, current)
        self.selection_changed.emit(self.selection)

    def search(self, text):
        self.query_text = self.asked_text = text
        self.query_changed.emit(text)

    def sort_by(self, sort):
        self.sort = sort

    def give(self, ids, kept=False, groups=(), count=None):
        """`groups` are pairs of words and count; `count` says that these are but the first of so many."""
        ids = array("q", ids)
        parts = tuple(Group(words, words, number) for words, number in groups)
        whole = count is None
        total = len(ids) if count is None else count
        self.answer = Answer(ids, self.answer.question + 1, kept, self.asked_text, total, whole, parts)
        self.counts = replace(self.counts, all=max(self.counts.all, len(self.answer.ids)), shown=len(self.answer.ids))
        self.answered.emit(self.answer)

    def change(self, number, **changes):
        self.changes[number] = changes
        self.changed.emit(Change(frozenset((number,))))

    def sum_up(self, **numbers):
        self.overview = Overview(**numbers)
        self.overview_changed.emit(self.overview)

    def close(self):
        self.collection = None
        self.answer = Answer()
        self.counts = Counts()
        self.closed.emit()


@pytest.fixture
def session(qapp, tmp_path):
    made = FakeSession(tmp_path)
    yield made
    made.deleteLater()


@pytest.fixture
def view_size(qtbot):
    """Show a widget in a size."""

    def show(widget, width=520, height=800):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        qtbot.waitExposed(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return widget

    return show
