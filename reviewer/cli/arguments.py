"""The grammar of the command line, and its help."""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Sequence
from typing import NoReturn

from reviewer import __version__
from reviewer.cli.output import UsageError
from reviewer.library.catalog.reader import SORT_FIELDS, sort_field
from reviewer.library.home import YAML_ARTICLES, Home
from reviewer.library.paths import shown_path

COMMANDS = {
    "list": "list articles: those that answer a query, sorted, as a table, JSON, CSV or paths",
    "show": "show all of one article",
    "set": "set fields of articles, add and remove topics",
    "publish": "publish articles",
    "unpublish": "unpublish articles",
    "history": "list what was saved, by the window and by commands",
    "undo": "put back what a save changed",
    "merge-driver": "merge three versions of an article, for git",
}
_TAKES_VALUE = ("--where", "--sort", "--view")

_QUERY_HELP = """\
QUERY, the language of the window's search field:
  tumour cell            each word begins a word of title, excerpt, provider or topics
  "tumour cell"          these words, side by side;  tumo*  *omics  t?mour  re:tumou?r
  title:robot            a word of the title; also excerpt:
  topic:AI  provider:"Lab Notes"  category:news  type:video  domain:nih.gov
                         the whole value, or a part: topic:"AI" topic:AI* topic:("AI" or Robot*)
  quality>=40            also > < <= = != and quality:20..40; quality, heat, images, related, topics
  date>=2021-03          also date:2021  date:2021-03..2021-05  date:today  date:last30days
  excerpt:  category:*   what has none, what has one
  path:2021/             anywhere in the path; also url:
  related.quality>50     any other field of the file, by its path; author:"Jane Doe"
  is:published  is:unpublished  is:modified  is:conflict  is:problem  is:reviewed
  has:image  has:related  has:body
  -topic:AI              not;  a or b;  (a b) or c
"""
_EXIT_HELP = "exit status: 0 all done; 1 something failed or was refused, told on stderr by file; 2 usage"

_TOP = """\
usage: reviewer [PATH ...]                    open the window
       reviewer COMMAND [ARGUMENTS ...]       see reviewer COMMAND --help

Judge articles kept as text files with YAML front matter, and save back without a stray byte.

commands:
{commands}

A folder called like a command is opened by reviewer ./list.
REVIEWER_HOME names the folder for catalog, journal and settings, if not the usual places.
A .yml or .yaml file is an article if you name it, or if a line of
  {patterns}
fits it; write there lines as in a .gitignore, such as data/people/*.yml.

  -h, --help     this help
  --version      the version
"""
_LIST = """\
examples:
  reviewer list articles --where 'is:unpublished quality>=40' --sort -quality --limit 20
  reviewer list articles --where 'has:image -topic:AI' --format json
  reviewer list articles --format paths

Paths are relative to the collection's folder: the folder named, or the deepest one that holds all that is named.
In the table * marks unsaved edits of the window. json is one object a line.
"""
_SHOW = """\
examples:
  reviewer show articles/2021/robots.md
  reviewer show articles/2021/robots.md --format json
"""
_SET = """\
FIELD=VALUE sets a field, FIELD+=VALUE adds an item to a list, FIELD-=VALUE removes it; text is taken as it is.
A list is written [AI, "Machine Learning"]; a field within another provider.name or related[2].quality.

examples:
  reviewer set articles quality=80 --where 'topic:Robotics is:unpublished'
  reviewer set articles topics+=Oncology topics-=Cancer
  reviewer set articles/2021/robots.md title='Robots at work' published=yes
  reviewer set articles quality=80 --dry-run | patch -p1 -d articles

--dry-run prints a unified diff, relative to the collection's folder: the folder named, or the deepest one that holds
all that is named. Only the characters of the values change; what cannot be changed without a doubt is refused.
With --format json it tells, one object a file: path, outcome, reason, title, and changes, each with field, old and new;
null is a value that is missing, and the field "" says that only the spelling changes.
"""
_PUBLISH = """\
examples:
  reviewer {0} articles --where 'quality>=40 has:image'
  reviewer {0} articles/2021/robots.md --dry-run
"""
_HISTORY = """\
examples:
  reviewer history articles
  reviewer history articles/2021 --limit 5 --format json

The saves that changed something in the folder or file, the newest first; that of a folder within a collection is the
collection's. json is one object a line: id, when, name, by, articles, undone, undoes.
"""
_UNDO = """\
examples:
  reviewer undo articles
  reviewer undo articles 12 --dry-run
  reviewer undo articles/2021/robots.md 12

Without SAVE, its number in reviewer history, the newest of which something in PATH was not put back yet, and that did
not undo another. An article that was changed since gets back the fields that the save changed, and keeps all others;
where one of these very fields was changed since, the article is left as it is, and told. An undo is a save, and can be
undone.
"""
_MERGE_DRIVER = """\
examples:
  git config merge.reviewer.name "articles, field by field"
  git config merge.reviewer.driver "reviewer merge-driver %O %A %B %L %P"
  echo '*.md merge=reviewer' >> .gitattributes

These lines let git call it, in a repository of articles. Front matter is merged field by field, the body by lines; what
must be decided stands between conflict markers. The merged article is left in OURS.
exit status: 0 merged; 1 something is to be decided; 129 failed
"""


class HelpAsked(Exception):
    """Somebody asked for the help of a command; `str()` is that help."""


class _Parser(argparse.ArgumentParser):
    def print_help(self, file: object = None) -> NoReturn:
        raise HelpAsked(self.format_help())

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}\nTry {self.prog} --help.")


class _Once(argparse.Action):
    """What is given a second time would take the place of the first without a word."""

    def __call__(
        self, parser: argparse.ArgumentParser, known: argparse.Namespace, value: object, option: str | None = None
    ) -> None:
        if getattr(known, self.dest) is not None:
            parser.error(f"{option} is given twice" + ": write (a) (b) for what answers both" * (option == "--where"))
        setattr(known, self.dest, value)


def top_help() -> str:
    """What `reviewer --help` prints."""
    commands = "\n".join(f"  {name:12} {words}" for name, words in COMMANDS.items())
    return _TOP.format(commands=commands, patterns=shown_path(str(Home.default().settings / YAML_ARTICLES)))


def version() -> str:
    return f"reviewer {__version__}"


def parse_arguments(command: str, arguments: Sequence[str]) -> argparse.Namespace:
    """The arguments of one command. Raises UsageError, and HelpAsked."""
    parser = _PARSERS[command](command)
    return parser.parse_intermixed_args(_joined(arguments))


def _joined(arguments: Sequence[str]) -> list[str]:
    """`--sort -quality` as `--sort=-quality`: a value may begin with a dash. A path behind `--` may, too."""
    found: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            return [*found, *(os.path.join(os.curdir, path) if path.startswith("-") else path for path in rest)]
        value = next(rest, None) if argument in _TAKES_VALUE else None
        found.append(argument if value is None else f"{argument}={value}")
    return found


def _parser(command: str, usage: str, examples: str) -> _Parser:
    width = max(60, min(shutil.get_terminal_size().columns - 2, 110))
    return _Parser(
        prog=f"reviewer {command}",
        usage=f"reviewer {command} {usage}",
        description=COMMANDS[command][0].upper() + COMMANDS[command][1:] + ".",
        epilog=examples if command == "merge-driver" else f"{examples}\n{_EXIT_HELP}",
        formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=width),
        allow_abbrev=False,
    )


def _list_parser(command: str) -> _Parser:
    usage = "PATH... [--where QUERY] [--view NAME] [--sort FIELD|-FIELD] [--limit N] [--format table|json|csv|paths]"
    parser = _parser(command, usage, f"{_QUERY_HELP}\n{_LIST}")
    _add_paths(parser)
    _add_where(parser)
    parser.add_argument(
        "--sort", metavar="FIELD", type=_sort, default=None,
        help=f"sort by {', '.join(SORT_FIELDS)}; with a dash before it from high to low (default: path)",
    )  # fmt: skip
    parser.add_argument(
        "--view", metavar="NAME", action=_Once,
        help="the search and the order of a view: built in, your own, or shared in .reviewer/views.yaml",
    )  # fmt: skip
    parser.add_argument("--limit", metavar="N", type=_count, help="at most N articles")
    parser.add_argument("--format", choices=("table", "json", "csv", "paths"), default="table", help="default: table")
    return parser


def _show_parser(command: str) -> _Parser:
    parser = _parser(command, "FILE [--format text|json]", _SHOW)
    parser.add_argument("file", metavar="FILE", help="the file of an article")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    return parser


def _set_parser(command: str) -> _Parser:
    usage = "PATH... FIELD=VALUE... [--where QUERY] [--dry-run] [--format text|json]"
    parser = _parser(command, usage, f"{_SET}\n{_QUERY_HELP}")
    parser.add_argument("paths", metavar="PATH | FIELD=VALUE", nargs="+", help="folders and files, and what to set")
    _add_change(parser)
    return parser


def _publish_parser(command: str) -> _Parser:
    usage = "PATH... [--where QUERY] [--dry-run] [--format text|json]"
    parser = _parser(command, usage, f"{_PUBLISH.format(command)}\n{_QUERY_HELP}")
    _add_paths(parser)
    _add_change(parser)
    return parser


def _merge_driver_parser(command: str) -> _Parser:
    parser = _parser(command, "BASE OURS THEIRS [MARKER_SIZE] [PATH]", _MERGE_DRIVER)
    for name in ("base", "ours", "theirs"):
        parser.add_argument(name, metavar=name.upper(), help="a file that git names")
    parser.add_argument("marker_size", metavar="MARKER_SIZE", nargs="?", default="", help="of conflict markers")
    parser.add_argument("path", metavar="PATH", nargs="?", default="", help="where the article is, for messages")
    return parser


def _history_parser(command: str) -> _Parser:
    parser = _parser(command, "PATH [--limit N] [--format table|json]", _HISTORY)
    parser.add_argument("path", metavar="PATH", help="a folder of articles, or a file")
    parser.add_argument("--limit", metavar="N", type=_count, help="at most N saves")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="default: table")
    return parser


def _undo_parser(command: str) -> _Parser:
    parser = _parser(command, "PATH [SAVE] [--dry-run] [--format text|json]", _UNDO)
    parser.add_argument("path", metavar="PATH", help="a folder of articles, or a file: only what lies there is undone")
    parser.add_argument("batch", metavar="SAVE", nargs="?", type=_count, help="the number of a save")
    _add_outcome(parser)
    return parser


def _add_paths(parser: _Parser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a folder of articles, or files")


def _add_where(parser: _Parser) -> None:
    parser.add_argument("--where", metavar="QUERY", action=_Once, help="only articles that answer this query")


def _add_change(parser: _Parser) -> None:
    _add_where(parser)
    _add_outcome(parser)


def _add_outcome(parser: _Parser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="write nothing; print a diff that patch -p1 applies")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="default: text; json: one object a file"
    )


def _sort(text: str) -> str:
    if sort_field(text.removeprefix("-")) is None:
        raise argparse.ArgumentTypeError(f"there is no field “{text.removeprefix('-')}”: {', '.join(SORT_FIELDS)}")
    return text


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"“{text}” is no number")
    return int(text)


_PARSERS = {
    "list": _list_parser,
    "show": _show_parser,
    "set": _set_parser,
    "publish": _publish_parser,
    "unpublish": _publish_parser,
    "history": _history_parser,
    "undo": _undo_parser,
    "merge-driver": _merge_driver_parser,
}
