"""A session that only shows: articles are handed to the preview by the test."""

import pytest
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPixmap

from reviewer.articles.contents import Article, Picture, Related
from reviewer.session.events import ArticleRead, Selection


class FakePictures(QObject):
    """Pictures arrive when the test says so; those of a bad address fail at once."""

    arrived = Signal(str)

    def __init__(self):
        super().__init__()
        self.there = {}
        self.failures = {}
        self.asked = []
        self.in_sight = {}
        self.retried = []

    def source(self, url, article_path):
        if url.startswith("javascript:"):
            self.failures[f"bad:{url}"] = "a picture from “javascript:” is not loaded"
            return f"bad:{url}"
        return url if url.startswith("http") else f"/collection/{url.lstrip('/')}"

    def picture(self, source, size, *, cover=False, region=""):
        self.asked.append((source, size, region))
        found = self.there.get(source)
        if found is None:
            return None
        if cover:
            return found.scaled(size)
        return found.scaled(size.boundedTo(found.size()), Qt.AspectRatioMode.KeepAspectRatio)

    def failure(self, source):
        return self.failures.get(source)

    def retry(self, source):
        self.retried.append(source)
        self.failures.pop(source, None)

    def wanted(self, sources, region=""):
        self.in_sight[region] = sources

    def arrive(self, source, colour="#6d8a8a", size=(800, 500)):
        picture = QPixmap(*size)
        picture.fill(QColor(colour))
        self.there[source] = picture
        self.arrived.emit(source)

    def fail(self, source, words):
        self.failures[source] = words
        self.arrived.emit(source)


class FakeSession(QObject):
    opened = Signal(object)
    closed = Signal()
    opening_changed = Signal()
    article_read = Signal(object)
    selection_changed = Signal(object)

    def __init__(self):
        super().__init__()
        self.pictures = FakePictures()
        self.collection = "a collection"
        self.opening = ""
        self.selection = Selection()
        self.article = None

    def choose(self, *ids, current=None):
        self.selection = Selection(frozenset(ids), current if current is not None else (ids[0] if ids else None))
        self.selection_changed.emit(self.selection)

    def read(self, article, article_id=1, text="", path="news/one.md", modified=False):
        """Selects the article and hands it over."""
        self.choose(article_id)
        self.article_read.emit(ArticleRead(article_id, path, article, text, modified))

    def close(self):
        self.collection = None
        self.selection = Selection()
        self.closed.emit()


@pytest.fixture
def session(qapp):
    return FakeSession()


@pytest.fixture
def article():
    related = Related(
        title="Deep learning improves interpretation of tumors &#038; more",
        excerpt="NIBIB-funded engineers are using deep learning to differentiate tumors from normal tissue.",
        date="2021-10-19T13:40:00Z",
        web_url="https://medical.example/tumors.html",
        amp_url="https://medical.example/tumors.amp",
        type="article",
        provider="Medical Example",
        quality=59,
        images=(Picture("https://pictures.example/related.jpg", 800, 423, True),),
    )
    return Article(
        title="Researchers &amp; engineers teach a network to read scans",
        excerpt="A network that learned from thousands of scans tells tumour from normal tissue more accurately than "
        "the standard analysis, which counts every black region as tumour and every white one as normal.",
        category="news",
        type="article",
        quality=19,
        topics=("AI", "Machine Learning"),
        date="2021-10-18T15:53:00Z",
        provider="National Institute",
        web_url="https://national.example/scans",
        original_url="https://national.example/scans",
        images=(
            Picture("https://pictures.example/one.jpg", 1200, 750),
            Picture("two.png", 640, 400),
            Picture("/assets/three.png"),
        ),
        related=(related, Related(title="Without much else")),
        body="The body of the article.\n\n<b>Marks</b> are shown as they are.\n",
    )


@pytest.fixture
def size():
    return QSize(420, 900)
