"""What the command line says: results on stdout, in UTF-8 whatever the locale; everything else on stderr."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from typing import Any, BinaryIO, TextIO

DONE, FAILED, USAGE = 0, 1, 2
INTERRUPTED = 130


class NobodyReads(Exception):
    """The program that read stdout has ended, as `head` does when it has enough."""


class UsageError(Exception):
    """What was asked for on the command line makes no sense; `str()` says why."""


class Output:
    """Stdout as bytes. Whoever stops reading it makes NobodyReads, which is no error."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, content: bytes) -> None:
        try:
            self._stream.write(content)
        except OSError as error:
            raise _meaning(error) from error

    def line(self, text: str) -> None:
        """One line; an undecodable name comes out as the bytes it is made of."""
        self.write(encoded(text) + b"\n")

    def json(self, value: Any) -> None:
        """One line of JSON."""
        self.write(json_line(value))

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            raise _meaning(error) from error


def standard_output() -> Output:
    """Stdout, also where whoever started this closed it; what is written then goes nowhere."""
    _take_closed_streams()
    return Output(sys.stdout.buffer)


def _take_closed_streams() -> None:
    """Lets closed standard streams lead nowhere. Else the next file that is opened would get the number of one."""
    if sys.stdin is None or sys.stdout is None or sys.stderr is None:
        while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
            os.set_inheritable(handle, True)
        os.close(handle)
    sys.stdout = sys.stdout or _stream(1)
    sys.stderr = sys.stderr or _stream(2)


def _stream(handle: int) -> TextIO:
    return io.TextIOWrapper(io.BufferedWriter(io.FileIO(handle, "w", closefd=False)), encoding="utf-8")


def silence() -> None:
    """Let nothing more be written to stdout, so that ending the process does not complain either."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def complain(words: str) -> None:
    """A line on stderr; there are worse things than stderr being closed."""
    try:
        print(words, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return
    except UnicodeEncodeError:
        print(words.encode("ascii", "backslashreplace").decode(), file=sys.stderr, flush=True)


def json_line(value: Any) -> bytes:
    """`value` as UTF-8 in one line; what is no valid text is escaped, so that a reader gets back the same."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(value, allow_nan=False).encode() + b"\n"


def encoded(text: str) -> bytes:
    """UTF-8; the lone surrogates that stand for bytes of a file name become these bytes, others a question mark."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _meaning(error: OSError) -> Exception:
    # Windows says EINVAL for a pipe that nobody reads.
    if error.errno in (errno.EPIPE, errno.EINVAL, errno.ESHUTDOWN):
        return NobodyReads()
    error.filename = "standard output"
    return error
