"""A curator's morning, end to end: by keyboard in the window, on the command line, and both on the same files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from article_folder import Collection
from living import Living
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

ARTICLE = """---
category: news
title: "{title}"
excerpt: "What it found, in two sentences. And what it did not."
publishedDateTime: 2021-10-1{number}T15:53:00Z
webUrl: "https://lab.example/{number}"
type: article
quality: {quality}
heat: -1
published: false

provider:
  name: Lab Notes
  domain: lab.example

topics:
  - Machine Learning
  - AI

images:
  - url: "/pictures/missing-{number}.png"
    width: 720
    height: 432
    isCached: true

related:
  - title: "The same story elsewhere"
    publishedDateTime: 2021-10-19T13:40:00Z
    webUrl: "https://other.example/{number}"
    type: article
    provider:
      name: Other
      domain: other.example
    quality: 59

secured: "b3RoZXJzIG1heSBub3QgcmVhZCB0aGlz;a2V5"
---

"""
TITLES = ("Tumours seen sooner", "Learning to see cells", "A map of mutations", "Scans that explain", "Память машин")


@pytest.fixture
def five(tmp_path: Path) -> Collection:
    """Five articles in the shape that curators judge."""
    articles = Collection(tmp_path, 0)
    for number, title in enumerate(TITLES):
        name = f"00{number}_{number * 7919:016x}.txt"
        text = ARTICLE.format(title=title, number=number, quality=19 + number)
        (articles.root / name).write_bytes(text.encode())
        articles.paths.append(name)
    return articles


@pytest.fixture
def curator(qtbot, five: Collection):
    life = Living(five, qtbot)
    yield life
    life.end()
    five.close()


def _press(*keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        widget = QApplication.focusWidget() or QApplication.activeWindow()
        QTest.keyClick(widget, key, held)


def _command(articles: Collection, *arguments: str) -> str:
    environment = os.environ | {"REVIEWER_HOME": str(articles.home.settings.parent), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "reviewer", *arguments]
    return subprocess.run(
        command, env=environment, cwd=articles.root, capture_output=True, text=True, check=True
    ).stdout


def _only(before: dict[str, bytes], *changes: tuple[bytes, bytes]) -> dict[str, bytes]:
    after = dict(before)
    for path, text in after.items():
        for old, new in changes:
            assert text.count(old) == 1
            text = text.replace(old, new)
        after[path] = text
    return after


CTRL, CTRL_SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)


def test_five_articles_are_judged_by_keyboard_and_saved(curator: Living, five: Collection) -> None:
    before = five.disk()
    window = curator.window()
    session = window.session
    curator.activate(window)
    window.article_list.focus_list()
    _press(Qt.Key.Key_A, held=CTRL)
    curator.until(lambda: window.deeds.judging.fits.selected == 5)
    _press(Qt.Key.Key_P)
    curator.until(lambda: session.modified == 5 and not session.busy)
    _press(Qt.Key.Key_Z, held=CTRL)
    curator.until(lambda: session.modified == 0 and not session.busy)
    curator.until(lambda: window.menu_actions["publish"].isEnabled())
    _press(Qt.Key.Key_P)
    curator.until(lambda: session.modified == 5 and not session.busy)
    assert five.disk() == before
    listed = [
        json.loads(line)
        for line in _command(five, "list", ".", "--where", "is:modified", "--format", "json").splitlines()
    ]
    assert [article["published"] for article in listed] == [True] * 5
    _press(Qt.Key.Key_S, held=CTRL_SHIFT)
    curator.until(lambda: session.modified == 0 and not session.busy)
    assert five.disk() == _only(before, (b"published: false", b"published: true"))


def test_a_search_in_another_script_finds_and_one_article_changes(curator: Living, five: Collection) -> None:
    before = five.disk()
    window = curator.window()
    session = window.session
    curator.activate(window)
    _press(Qt.Key.Key_F, held=CTRL)
    committed = QInputMethodEvent()
    committed.setCommitString("ПАМЯТЬ quality>=20")
    QApplication.sendEvent(QApplication.focusWidget(), committed)
    curator.until(lambda: len(session.answer.ids) == 1)
    _press(Qt.Key.Key_Return)
    curator.until(lambda: len(session.selection.ids) == 1)
    curator.settle(session)
    _press(Qt.Key.Key_P)
    curator.until(lambda: session.modified == 1 and not session.busy)
    _press(Qt.Key.Key_S, held=CTRL)
    curator.until(lambda: session.modified == 0 and not session.busy)
    last = five.paths[-1]
    assert five.disk() == before | {last: before[last].replace(b"published: false", b"published: true")}


def test_the_command_line_does_the_same(five: Collection) -> None:
    before = five.disk()
    assert _command(five, "set", ".", "quality=80").splitlines()[-1] == "5 saved, 0 unchanged, 0 failed"
    changed = [
        (a, b)
        for path, text in five.disk().items()
        for a, b in zip(before[path].splitlines(), text.splitlines(), strict=True)
        if a != b
    ]
    assert [new for _, new in changed] == [b"quality: 80"] * 5
    after = five.disk()
    _command(five, "publish", ".")
    assert five.disk() == _only(after, (b"published: false", b"published: true"))
    _command(five, "unpublish", ".")
    assert five.disk() == after
    _command(five, "set", ".", "topics+=Oncology")
    assert five.disk() == _only(after, (b"  - AI\n", b"  - AI\n  - Oncology\n"))
    five.close()
