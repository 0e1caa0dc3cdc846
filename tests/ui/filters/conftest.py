"""What of a session the filters use, in memory."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from reviewer.library.catalog_schema import Counts, Facets
from reviewer.session.events import Collection
from reviewer.session.settings import Settings


class FilteredSession(QObject):
    opened = Signal(object)
    closed = Signal()
    query_changed = Signal(str)
    counts_changed = Signal(object)
    facets_changed = Signal(object)

    def __init__(self, home: Path):
        super().__init__()
        self.collection: Collection | None = Collection(home, "samples")
        self.counts = Counts()
        self.facets = Facets()
        self.query_text = self.asked_text = ""
        self.settings = Settings(home, self)

    def search(self, text):
        if text != self.query_text:
            self.query_text = self.asked_text = text
            self.query_changed.emit(text)

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
