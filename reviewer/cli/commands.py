"""The command line: one engine with the window, the same words."""

from __future__ import annotations

import argparse
import os
import sqlite3
from collections.abc import Callable, Sequence

from reviewer.cli import changing, history, listing, merge_driver, showing, undoing
from reviewer.cli.arguments import COMMANDS, HelpAsked, parse_arguments, top_help, version
from reviewer.cli.collecting import collect
from reviewer.cli.output import (
    DONE,
    FAILED,
    INTERRUPTED,
    USAGE,
    NobodyReads,
    Output,
    UsageError,
    complain,
    silence,
    standard_output,
)
from reviewer.cli.progress import Progress
from reviewer.library.files import reason
from reviewer.library.home import Home
from reviewer.library.journal.opening import JournalError
from reviewer.library.paths import shown_path
from reviewer.library.search.query import QueryError

_HELP = "Make room there and allow writing, or name another folder in REVIEWER_HOME."
_RUN: dict[str, Callable[[argparse.Namespace, Output, Progress], int]] = {
    "list": listing.run,
    "show": showing.run,
    "set": changing.run_set,
    "publish": changing.run_publish,
    "unpublish": changing.run_unpublish,
    "history": history.run,
    "undo": undoing.run,
    "merge-driver": merge_driver.run,
}


def main(arguments: Sequence[str]) -> int:
    """Runs a command and returns the exit status: 0 all done, 1 something failed, 2 usage, 130 interrupted."""
    output = standard_output()
    status = DONE
    try:
        status = _run(list(arguments), output)
        output.flush()
    except NobodyReads:
        silence()
    except OSError as error:
        _tell(error)
        silence()
        return FAILED
    return status


def _run(arguments: list[str], output: Output) -> int:
    try:
        return _answer(arguments, output)
    except HelpAsked as asked:
        output.write(str(asked).encode())
        return DONE
    except (UsageError, QueryError) as error:
        complain(f"reviewer: {error}")
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        _tell(error)
        return FAILED
    except JournalError as error:
        complain(f"reviewer: {error}")
        return FAILED
    except sqlite3.Error as error:
        home = Home.default()
        kept = f"{shown_path(str(home.cache))} or {shown_path(str(home.state))}"
        complain(f"reviewer: what is kept in {kept} cannot be used: {reason(error)}. {_HELP}")
        return FAILED


def _tell(error: OSError) -> None:
    name = "" if error.filename is None else f"{shown_path(os.fsdecode(error.filename))}: "
    complain(f"reviewer: {name}{reason(error)}")


def _answer(arguments: list[str], output: Output) -> int:
    if not arguments or arguments[0] in ("-h", "--help"):
        output.write(top_help().encode())
        return DONE
    if arguments[0] == "--version":
        output.line(version())
        return DONE
    command = arguments[0]
    if command not in COMMANDS:
        return _refuse(arguments)
    progress = Progress()
    with progress.listening():
        return _RUN[command](parse_arguments(command, arguments[1:]), output, progress)


def _refuse(arguments: list[str]) -> int:
    """What is neither a command nor a path that could be opened in the window."""
    if arguments[0].startswith("-"):
        raise UsageError(f"there is no option {arguments[0]}\nTry reviewer --help.")
    collect(arguments, tuple(COMMANDS))
    raise UsageError(f"“{arguments[0]}” is no command\nTry reviewer --help.")
