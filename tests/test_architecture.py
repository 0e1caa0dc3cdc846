"""The rules of CONTRIBUTING.md hold in all of the package, and the checker would notice if they did not."""

import ast
from pathlib import Path

import pytest
from architecture import WRITERS, violations

TESTS = Path(__file__).resolve().parent
PACKAGE = TESTS.parent / "reviewer"


def test_the_rules_hold() -> None:
    assert "\n".join(map(str, violations(PACKAGE))) == ""


def test_who_may_write_is_still_there() -> None:
    assert [path for path in WRITERS if not (PACKAGE / path).is_file()] == []


PLANTED = [
    ("articles/a.py", "import reviewer.library.files", "articles must not import library"),
    ("articles/a.py", "from reviewer import library", "articles must not import library"),
    ("library/a.py", "from reviewer.web.fetch import Fetcher", "library must not import web"),
    ("web/a.py", "from reviewer.library import files", "web must not import library"),
    ("session/a.py", "from reviewer.ui.style import SPACE", "session must not import ui"),
    ("ui/a.py", "from reviewer.app import main", "ui must not import app"),
    ("cli.py", "from reviewer.ui import style", "cli must not import ui"),
    ("cli_text.py", "from reviewer.session import session", "cli must not import session"),
    ("tools/a.py", "", "“tools” is not a layer"),
    ("ui/preview/a.py", "from reviewer.ui.inspector.topics import Topics", "region preview must not import inspector"),
    ("ui/preview/a.py", "from reviewer.ui import inspector", "region preview must not import inspector"),
    ("articles/a.py", "from PySide6.QtCore import QObject", "articles must know no Qt"),
    ("library/a.py", "import PySide6", "library must know no Qt"),
    ("cli.py", "import qtawesome", "cli must know no Qt"),
    ("session/a.py", "from PySide6.QtWidgets import QWidget", "session must not import QtWidgets"),
    ("session/a.py", "from PySide6 import QtWidgets", "session must not import QtWidgets"),
    ("web/a.py", "import PySide6.QtGui", "web must not import QtGui"),
    ("ui/a.py", "from PySide6.QtNetwork import QNetworkReply", "ui must not import QtNetwork"),
    ("ui/a.py", "from . import style", "a relative import"),
    ("ui/a.py", "def f():\n    import json", "an import inside a function"),
    ("ui/a.py", "class A:\n    import json", "an import inside a function"),
    ("ui/a.py", "import importlib\nimportlib.import_module('json')", "an import by a call"),
    ("articles/a.py", "import os", "articles must reach no disk"),
    ("articles/a.py", "from os import path", "articles must reach no disk"),
    ("articles/a.py", "from pathlib import Path", "articles must reach no disk"),
    ("articles/a.py", "import pathlib\npathlib.Path('a')", "articles must reach no disk"),
    ("articles/a.py", "open('a')", "articles must open no file"),
    ("library/a.py", "open('a', 'w')", "open writes files"),
    ("library/a.py", "open('a', mode='ab')", "open writes files"),
    ("library/a.py", "path.open('x')", "path.open writes files"),
    ("library/a.py", "path.write_bytes(b'')", "path.write_bytes writes files"),
    ("library/a.py", "a.b().write_text('')", "….write_text writes files"),
    ("library/a.py", "import os\nos.replace('a', 'b')", "os.replace writes files"),
    ("library/a.py", "import os\nos.open('a', os.O_CREAT)", "os.open writes files"),
    ("library/a.py", "import shutil\nshutil.copytree('a', 'b')", "shutil.copytree writes files"),
    ("session/a.py", "path.replace(other)", "path.replace writes files"),
    ("session/a.py", "from PySide6.QtCore import QSaveFile", "QSaveFile writes files"),
    ("ui/a.py", "#\n" * 301, "301 lines, more than 300"),
    ("ui/a.py", "def f():\n" + "    pass\n" * 40, "f has 41 lines, more than 40"),
    ("ui/a.py", "class A:\n" + "".join(f"    def m{n}(self): pass\n" for n in range(21)), "A has 21 public methods"),
    ("ui/helpers.py", "", "“helpers” says nothing"),
    ("ui/a.py", "class TaskManager: pass", "“TaskManager” says nothing"),
    ("ui/a.py", "def load_data(): pass", "“load_data” says nothing"),
    ("ui/a.py", "class UIBase: pass", "“UIBase” says nothing"),
]


@pytest.mark.parametrize(("path", "text", "words"), PLANTED, ids=lambda value: str(value)[:40])
def test_a_planted_violation_is_found(tmp_path: Path, path: str, text: str, words: str) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True, parents=True)
    (tmp_path / path).write_text(text, "utf-8")
    found = violations(tmp_path)
    assert any(words in str(violation) for violation in found), found
    assert {violation.path for violation in found} == {path}


def test_a_circle_is_found(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")):
        (tmp_path / "ui").mkdir(exist_ok=True)
        (tmp_path / "ui" / f"{name}.py").write_text(f"from reviewer.ui.{other} import x", "utf-8")
    (violation,) = violations(tmp_path)
    assert "reviewer.ui.a > reviewer.ui.b > reviewer.ui.c > reviewer.ui.a" in str(violation)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("session/a.py", "from reviewer.library.search.query import parse\nfrom reviewer.web.fetch import Fetcher"),
        ("ui/preview/a.py", "from reviewer.ui.style import SPACE\nfrom reviewer.ui.preview.strip import Strip"),
        ("articles/a.py", "import pathlib\nfrom urllib.parse import unquote\npathlib.PurePath('a')"),
        ("library/files.py", "import os\nimport tempfile\nos.replace('a', 'b')"),
        ("library/a.py", "open('a', 'rb')\ntext.replace('a', 'b')\nreplace(row, a=1)\npath.read_bytes()"),
        ("ui/a.py", "class Model:\n    def data(self): ...\n    def database(self): ..."),
        ("__main__.py", "import importlib\nfrom reviewer import cli\nimportlib.import_module('reviewer.app')"),
        ("ui/a.py", "def f():\n" + "    pass\n" * 39),
    ],
)
def test_what_is_allowed_is_left_alone(tmp_path: Path, path: str, text: str) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True, parents=True)
    (tmp_path / path).write_text(text, "utf-8")
    assert violations(tmp_path) == []


WAITS = {"sleep", "wait", "qWait", "qSleep", "msleep"}


def test_no_test_waits_for_a_fixed_time() -> None:
    found = []
    for path in sorted(TESTS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WAITS:
                owner = ast.unparse(node.func.value).rsplit(".", 1)[-1]
                if node.func.attr != "wait" or owner in ("qtbot", "QTest", "time"):
                    found.append(f"{path.relative_to(TESTS)}:{node.lineno}: {ast.unparse(node)}")
    assert found == []
