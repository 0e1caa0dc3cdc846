"""The process of the library, seen from the window."""

import multiprocessing.context

import pytest
from pytestqt.qtbot import QtBot

from reviewer.session.workroom import Workroom


def test_a_process_that_cannot_start_counts_as_dead(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog) -> None:
    def no_memory(process: object) -> None:
        raise OSError("Cannot allocate memory")

    monkeypatch.setattr(multiprocessing.context.SpawnProcess, "start", no_memory)
    room = Workroom()
    with qtbot.waitSignal(room.died):
        room.start()
    assert not room.is_running
    assert "could not be started" in caplog.text
    room.wait()
