"""What of a session the filters use, in memory; shared views are in a file all the same."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from reviewer.library.catalog.schema import Counts, Facets, Sort
from reviewer.library.view_file import shared_views
from reviewer.session.events import Collection
from reviewer.session.settings import Settings
from reviewer.session.views import Asked, Views


class Questioned:
    """Keeps the last question of each kind."""

    def __init__(self):
        self.asked = {}

    def ask(self, kind, ask, take, failed=None):
        self.asked[kind] = (ask, take)


class Answering:
    """Answers at once."""

    def __init__(self, root):
        self.root = root

    def ask(self, request, arguments, take):
        take(shared_views(self.root, *arguments))


class FilteredSession(QObject):
    opened = Signal(object)
    closed = Signal()
    changed = Signal(object)
    answered = Signal(object)
    told = Signal(object)
    query_changed = Signal(str)
    counts_changed = Signal(object)
    facets_changed = Signal(object)

    def __init__(self, home: Path):
        super().__init__()
        self.collection: Collection | None = Collection(home, "samples")
        self.counts = Counts()
        self.facets = Facets()
        self.sort = Sort()
        self.query_text = self.asked_text = ""
        self.settings = Settings(home, self)
        self.questions = Questioned()
        self.views = Views(self, self.settings, self.questions, Answering(home), Asked(self.search, self.sort_by))
        self.messages = []
        self.told.connect(self.messages.append)

    def search(self, text):
        if text != self.query_text:
            self.query_text = self.asked_text = text
            self.query_changed.emit(text)

    def sort_by(self, sort):
        self.sort = sort
        self.answered.emit(None)

    def find(self, facets, counts=None):
        self.facets = facets
        self.facets_changed.emit(facets)
        if counts is not None:
            self.counts = counts
            self.counts_changed.emit(counts)


@pytest.fixture
def session(qapp, tmp_path):
    made = FilteredSession(tmp_path)
    yield made
    made.deleteLater()


@pytest.fixture
def shown(qtbot):
    def show(widget, width=240, height=800):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        qtbot.waitExposed(widget)
        return widget

    return show
