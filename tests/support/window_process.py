"""The library's process, started and asked as the window does, by tests that then do something bad to it."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from reviewer.library import worker
from reviewer.library.home import Home
from reviewer.library.messages import Answer, Failed, Finished, Opened, Request
from reviewer.library.pieces import Joining

_PATIENCE = 120.0


class WindowProcess:
    """One process and the pipe to it. `heard` holds all answers so far."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self.pipe: Connection = ours
        self.process = context.Process(target=worker.main, args=(theirs,))
        self.process.start()
        theirs.close()
        self.heard: list[Answer] = []
        self._ticket = 0
        self._joining = Joining()

    def open(self, root: Path, home: Home) -> Opened:
        opened = self.ask("open", root, home, None)
        assert isinstance(opened, Opened), opened
        return opened

    def send(self, name: Any, *arguments: Any) -> int:
        self._ticket += 1
        self.pipe.send(Request(self._ticket, name, arguments))
        return self._ticket

    def hear(self, wanted: Callable[[Answer], bool]) -> Answer:
        while True:
            assert self.pipe.poll(_PATIENCE)
            answer = self._joining.take(self.pipe.recv())
            if answer is not None:
                self.heard.append(answer)
                if wanted(answer):
                    return answer

    def answer(self, ticket: int) -> Any:
        """The result of a request, or its Failed."""
        answer = self.hear(lambda one: isinstance(one, Finished | Failed) and one.ticket == ticket)
        return answer.result if isinstance(answer, Finished) else answer

    def ask(self, name: Any, *arguments: Any) -> Any:
        return self.answer(self.send(name, *arguments))

    def end(self) -> int | None:
        """The exit code of the process, which ends as its pipe is closed."""
        self.pipe.close()
        self.process.join(_PATIENCE)
        code = self.process.exitcode
        if code is None:
            self.process.kill()
            self.process.join()
        self.process.close()
        return code


@contextmanager
def window_process(**variables: str) -> Iterator[WindowProcess]:
    """A process, ended after the block. Only it has these environment variables."""
    former = dict(os.environ)
    os.environ.update(variables)
    try:
        process = WindowProcess()
    finally:
        os.environ.clear()
        os.environ.update(former)
    try:
        yield process
    finally:
        process.end()
