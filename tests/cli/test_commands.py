import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from command_line import environment

from reviewer import __main__
from reviewer.cli.arguments import COMMANDS
from reviewer.cli.commands import main

LOADED = """
import sys
from reviewer.__main__ import main
sys.argv[1:] = {arguments!r}
status = main()
print(sorted(name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6", "qtawesome")), status)
"""


def test_both_know_the_same_commands() -> None:
    assert tuple(COMMANDS) == __main__.COMMANDS


@pytest.mark.parametrize("command", [["list"], ["list", "--where", "is:problem"], ["--version"], ["set", "quality=1"]])
def test_no_qt_is_loaded(articles: Path, command: list[str]) -> None:
    arguments = [*command[:1], str(articles), *command[1:]] if command[0] in COMMANDS else command
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(arguments=arguments)],
        capture_output=True, env=environment(), check=True, timeout=120, encoding="utf-8",
    )  # fmt: skip
    assert done.stdout.splitlines()[-1].startswith("[] ")


def test_stdout_is_utf_8_whatever_the_locale(start, articles) -> None:
    for how in ("table", "json", "csv"):
        assert "新しい" in start("list", articles, "--format", how).out.decode()


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_a_help_with_examples(run, command: str) -> None:
    ran = run(command, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert ran.text.startswith(f"usage: reviewer {command} ")
    assert "examples:" in ran.text


def test_help_and_version(run, start) -> None:
    assert "reviewer COMMAND" in run("--help").text
    assert start("--version").text.split()[0] == "reviewer"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["list"], "PATH"),
        (["list", ".", "--format", "xml"], "xml"),
        (["list", ".", "--limit", "-1"], "limit"),
        (["list", ".", "--limit", "many"], "many"),
        (["list", ".", "--sort", "-nothing"], "nothing"),
        (["list", ".", "--where"], "--where"),
        (["list", ".", "--where", "qality:3 x"], "did you mean quality?"),
        (["list", "nowhere"], "nowhere"),
        (["--nothing"], "--nothing"),
        (["publsh", "."], "publish"),
        (["show"], "FILE"),
        (["publish"], "PATH"),
    ],
)  # fmt: skip
def test_usage_errors(run, arguments: list[str], words: str) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, b"")
    assert words in ran.err


@pytest.mark.parametrize(
    ("arguments", "opens_window"),
    [([], True), (["list"], False), (["./list"], True), (["nowhere"], False), (["--", "list"], True), (["-x"], False)],
)
def test_the_window_opens_without_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], opens_window: bool
) -> None:
    (tmp_path / "list").mkdir()
    monkeypatch.chdir(tmp_path)
    called: list[tuple[str, list[str]]] = []

    class Module:
        def __init__(self, name: str) -> None:
            self.name = name

        def restore(self) -> None:
            assert self.name == "reviewer.session.importing"

        def begin(self, given: list[str]) -> SimpleNamespace:
            assert self.name == "reviewer.start"
            return SimpleNamespace(home=None, settings=None, paths=given)

        def session_for(self, *of: object) -> object:
            assert self.name == "reviewer.session.opening"
            return self

        def start_ahead(self) -> None:
            assert self.name == "reviewer.library.beginning"

        def main(self, given: list[str] | SimpleNamespace, *others: object) -> int:
            called.append((self.name, given.paths if isinstance(given, SimpleNamespace) else given))
            return 7

    monkeypatch.setattr("importlib.import_module", Module)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["reviewer", *arguments])
    assert __main__.main() == 7
    given = [argument for argument in arguments if argument != "--"] if opens_window else arguments
    assert called == [("reviewer.app" if opens_window else "reviewer.cli.commands", given)]


def many(articles: Path) -> None:
    for number in range(3_000):
        (articles / f"m{number}.md").write_bytes(b"---\ntitle: " + b"long " * 50 + b"\nquality: 1\n---\n")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_reader_that_has_enough_is_no_error(articles: Path, home: Path) -> None:
    many(articles)
    for arguments in (["list", "--format", "json"], ["set", "quality=2", "--dry-run"]):
        command = [sys.executable, "-m", "reviewer", arguments[0], str(articles), *arguments[1:]]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.readline()
            process.stdout.close()
            errors = process.stderr.read().decode()
            assert process.wait(60) == 0
            assert "Traceback" not in errors
            assert "Broken" not in errors


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_an_interrupt_is_quiet(articles: Path, home: Path) -> None:
    many(articles)
    command = [sys.executable, "-m", "reviewer", "list", str(articles), "--format", "json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        process.stdout.read()
        assert process.stderr.read().decode() == ""
        assert process.wait(60) == 130


@pytest.mark.parametrize("asked", ["list", "merge-driver x y z"])
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_so_is_one_while_the_program_is_loaded(asked: str) -> None:
    loading = """
import os, signal, sys
class Interrupting:
    def find_spec(self, name, *_):
        if name in ("reviewer.articles.parsing", "subprocess"):
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
from reviewer.__main__ import main
sys.exit(main())
"""
    command = [sys.executable, "-c", loading, *asked.split()]
    done = subprocess.run(command, capture_output=True, env=environment(), check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_the_home_can_be_named(start, articles: Path, home: Path) -> None:
    start("list", articles)
    assert list(home.rglob("*.sqlite"))


def test_a_few_named_files_leave_no_catalog(run, articles: Path, home: Path) -> None:
    run("list", articles / "crlf.md")
    assert not list((home / "cache").rglob("*.sqlite"))


def test_a_home_that_cannot_be_used_is_told(run, articles: Path, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "file"))
    ran = run("list", articles)
    assert ran.status == 1
    assert ran.err.startswith("reviewer: ")
    assert main(["--version"]) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells")
def test_closed_streams_lead_nowhere(articles: Path, home: Path) -> None:
    for streams in (">&-", "2>&-", "<&- >&- 2>&-"):
        number = len(streams) + 100
        command = ["sh", "-c", f'exec "$@" {streams}', "sh", sys.executable, "-m", "reviewer"]
        done = subprocess.run(
            [*command, "set", str(articles / "crlf.md"), f"quality={number}"],
            capture_output=True,
            env=environment(),
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == (b"1 saved, 0 unchanged, 0 failed\n" if streams == "2>&-" else b"")
        assert f"quality: {number}\r\n".encode() in (articles / "crlf.md").read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_full_disk_behind_stdout_is_a_failure(articles: Path, home: Path) -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "reviewer", "list", str(articles)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    assert (done.returncode, done.stderr) == (1, b"reviewer: standard output: the disk is full\n")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_failed_change_fails_though_nobody_reads(articles: Path, home: Path) -> None:
    for more in ([], ["--format", "json"]):
        reader, writer = os.pipe()
        os.close(reader)
        command = [sys.executable, "-m", "reviewer", "publish", str(articles), *more]
        done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, env=environment(), check=False)
        os.close(writer)
        assert done.returncode == 1
        assert b"broken.md: " in done.stderr
        assert b"Traceback" not in done.stderr


def test_help_says_where_patterns_of_yaml_files_lie(run, home: Path) -> None:
    assert str(home / "settings" / "yaml-articles.txt") in run("--help").text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name")
def test_what_is_no_file_is_told_once_and_in_words(run, articles: Path) -> None:
    os.mkfifo(articles / "pipe.md")
    ran = run("show", articles / "pipe.md")
    assert (ran.status, ran.err) == (1, f"reviewer: {articles / 'pipe.md'}: it is no ordinary file\n")
    for more in ([], ["--dry-run"]):
        ran = run("publish", articles / "pipe.md", *more)
        assert (ran.status, ran.err.count("it is no ordinary file")) == (1, 1)


def test_no_article_is_not_said_where_none_was_asked_for(run, articles: Path) -> None:
    assert run("list", articles, "--limit", "0").err == ""


def test_paths_that_begin_with_a_dash(run, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(articles)
    for name in ("-x.md", "--where.md"):
        (articles / name).write_bytes(b"---\nquality: 1\n---\n")
    assert run("set", "--", "-x.md", "--where.md", "quality=2").lines == ["2 saved, 0 unchanged, 0 failed"]
    assert run("set", "quality=3", "--", "-x.md").status == 0
    assert run("list", "--format", "paths", "--sort", "-quality", "--", "-x.md", "--where.md").lines == [
        "-x.md",
        "--where.md",
    ]
    assert "-x.md" in run("show", "--", "-x.md").text
    assert run("publish", "-x.md").status == 2
