"""A session that records what it is asked to stage; the test says what is selected and read."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from reviewer.articles.article import read_article
from reviewer.library.field_summary import FieldSummary, Summarized
from reviewer.session.events import ArticleRead, Message, Selection
from reviewer.ui.inspector.inspector import Inspector

ARTICLE = b"""---
category: news
title: "Deep learning improves interpretation of tumors"
excerpt: "NIBIB-funded engineers are using deep learning to differentiate tumor more accurately from normal tissue."
publishedDateTime: 2021-10-18T15:53:00Z
webUrl: "https://www.nibib.example/newsroom/deep-learning"
type: article
quality: 19
heat: -1
published: false

provider:
  name: National Institute
  domain: nih.example

topics:
  - Machine Learning
  - AI

featured: true
secured: "ogQQPl7J/XwuWAtrU1em3ZuAyiNlNwb5"
---
body
"""


class FakeSession(QObject):
    opened = Signal(object)
    closed = Signal()
    selection_changed = Signal(object)
    article_read = Signal(object)
    summary_read = Signal(object)
    facets_changed = Signal(object)
    told = Signal(object)

    def __init__(self):
        super().__init__()
        self.collection = "a collection"
        self.selection = Selection()
        self.facets = SimpleNamespace(quality=[], quality_range=(0, 100))
        self.staged = []
        self.settings = SimpleNamespace(value=lambda setting: self.plan_from)
        self.plan_from = 1_000_000
        self.published = {}
        self.asked = []
        self.article = self.summary = None
        self.completing = SimpleNamespace(values=self.complete)

    def stage(self, name, edits, ids=None):
        self.staged.append((name, list(edits), self.selection.ids if ids is None else frozenset(ids)))

    def rows(self, ids):
        return [SimpleNamespace(id=at, problem=None, conflict=False, published=self.published.get(at)) for at in ids]

    def complete(self, field, prefix, answer):
        self.asked.append((field, prefix, answer))

    # ---- what the test makes happen

    def choose(self, *ids, current=None):
        self.selection = Selection(frozenset(ids), current if current is not None else (ids[0] if ids else None))
        self.selection_changed.emit(self.selection)

    def answer(self, content=ARTICLE, article_id=1, modified=False, changed=()):
        article = read_article(content, "news/one.md")
        self.published[article_id] = article.published
        text = content.decode("utf-8", "replace")
        self.article_read.emit(ArticleRead(article_id, f"news/{article_id}.md", article, text, modified, changed))

    def read(self, content=ARTICLE, article_id=1, modified=False):
        self.choose(article_id)
        self.answer(content, article_id, modified)

    def summarize(self, *ids, fields=(), topics=(), published=0):
        self.choose(*ids)
        summary = FieldSummary(len(ids), tuple(fields), tuple(topics), published, len(ids) - published)
        self.summary_read.emit(summary)

    def tell(self, words, kind="error"):
        self.told.emit(Message(words, kind))


def summarized(path, state="same", value=None, kind="text", present=1, missing=0, distinct=1):
    return Summarized(path, state, value, kind, present, missing, distinct)


@pytest.fixture
def session(qapp):
    return FakeSession()


@pytest.fixture
def inspector(session, qtbot):
    made = Inspector(session)
    qtbot.addWidget(made)
    made.resize(380, 1100)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture(name="summarized")
def summarized_fixture():
    return summarized
