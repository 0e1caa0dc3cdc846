"""The rules of how Reviewer is built, and the finding of what breaks them. CONTRIBUTING.md says why they are there."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE = "reviewer"
BELOW = {
    "articles": set[str](),
    "library": {"articles"},
    "web": {"articles"},
    "session": {"articles", "library", "web"},
    "ui": {"articles", "session"} | {"library"},
    "cli": {"articles", "library", "web"},
    "start": {"library", "session", "ui"},
    "app": {"articles", "library", "web", "session", "ui", "start"},
    "__main__": {"start", "app", "cli"},
}
QT = {
    "web": {"QtCore", "QtNetwork"},
    "session": {"QtCore", "QtGui"},
    "ui": {"QtCore", "QtGui", "QtWidgets"},
    "start": {"QtCore", "QtGui", "QtWidgets"},
    "app": {"QtCore", "QtGui", "QtWidgets"},
}
QT_PACKAGES = {"PySide6", "shiboken6", "qtawesome"}
REACHES_OUT = {"os", "io", "shutil", "tempfile", "glob", "sqlite3", "subprocess", "socket", "urllib.request", "mmap"}
# The modules that write files, and which ones. Article files are written by library/files.py alone.
WRITERS = {
    "library/files.py": "the articles",
    "library/catalog/anew.py": "the beginning of a damaged catalog, where it stands",
    "library/catalog/opening.py": "a catalog that cannot be read, which is made anew",
    "library/journal/opening.py": "a journal that cannot be read, which is put aside",
    "library/journal/repair.py": "the journal that is made of what could be read of a damaged one",
    "library/claim.py": "the file whose lock says that a collection is taken",
    "cli/merge_driver.py": "the temporary files of a merge that git started",
    "session/door.py": "where a window hears of another start, beside its claim",
    "session/pen.py": "where one was in a collection, beside its journal",
    "session/samples.py": "the writable copy of the samples",
    "web/image_cache.py": "downloads and thumbnails, in the cache",
}
# The modules that import others by a call, so that who imports them need not, and what for.
LATE = {
    "__main__.py": "the window or the command line, as was asked for",
    "library/beginning.py": "all that only the process of the library needs",
    "library/search/patterns.py": "regular expressions, which few searches have",
    "session/pictures.py": "what asks servers, when the first picture is on one",
    "ui/further.py": "the regions, each when its turn comes",
}
IMPORTING_CALLS = {"__import__", "import_module", "importlib.import_module"}
WRITING_CALLS = {"write_text", "write_bytes", "unlink", "rename", "rmdir", "symlink_to", "hardlink_to"}
WRITING_OS = {"replace", "rename", "remove", "unlink", "truncate", "link", "symlink", "rmdir", "removedirs"}
WRITING_SHUTIL = {"copy", "copy2", "copyfile", "copyfileobj", "copytree", "move", "rmtree"}
WRITING_QT = {"QSaveFile", "QTemporaryFile", "QFile"}
FORBIDDEN = {
    "manager",
    "managers",
    "helper",
    "helpers",
    "util",
    "utils",
    "misc",
    "controller",
    "service",
    "data",
    "info",
}
# As a part of a function's name these can mean something: the common prefix, the base of a number.
FORBIDDEN_FOR_THINGS = FORBIDDEN | {"common", "core", "base"}
# Names that Qt or SQLite gave, and that therefore cannot be chosen.
GIVEN = {"data", "setData", "headerData", "itemData", "mimeData", "dataChanged", "data_version"}
LINES_OF_MODULE, LINES_OF_FUNCTION, PUBLIC_METHODS = 300, 40, 20
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Violation:
    path: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.words}"


@dataclass
class Module:
    """A module of the package: `path` is relative to the package, `/` between."""

    path: str
    lines: int
    tree: ast.Module
    imports: list[tuple[int, str]] = field(default_factory=list)

    @property
    def layer(self) -> str:
        return "cli" if re.match(r"cli\b|cli_", self.path) else self.path.split("/")[0].removesuffix(".py")

    @property
    def region(self) -> str | None:
        parts = self.path.split("/")
        return parts[1] if parts[0] == "ui" and len(parts) > 2 else None

    @property
    def name(self) -> str:
        dotted = f"{PACKAGE}/{self.path.removesuffix('.py')}".replace("/", ".")
        return dotted.removesuffix(".__init__")

    def says(self, node: ast.AST | int, words: str) -> Violation:
        return Violation(self.path, node if isinstance(node, int) else getattr(node, "lineno", 1), words)


def modules_of(package: Path) -> list[Module]:
    found = []
    for path in sorted(package.rglob("*.py")):
        if "resources" in path.relative_to(package).parts[:1]:
            continue
        text = path.read_text("utf-8")
        module = Module(path.relative_to(package).as_posix(), len(text.splitlines()), ast.parse(text))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                module.imports += [(node.lineno, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                module.imports += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
        found.append(module)
    return found


def violations(package: Path) -> list[Violation]:
    """All that breaks a rule in the package at this folder."""
    modules = modules_of(package)
    found = [violation for module in modules for rule in RULES for violation in rule(module)]
    return sorted([*found, *cycles(modules)], key=str)


def layers(module: Module) -> Iterator[Violation]:
    allowed = {*BELOW.get(module.layer, set()), module.layer}
    if module.layer not in BELOW and module.path != "__init__.py":
        yield module.says(1, f"“{module.layer}” is not a layer")
    for line, name in module.imports:
        parts = name.split(".")
        if parts[0] != PACKAGE or len(parts) < 2 or parts[1] == "__version__":
            continue
        layer = "cli" if parts[1].startswith("cli") else parts[1]
        if layer not in allowed:
            yield module.says(line, f"{module.layer} must not import {layer}")
        if module.region and layer == "ui" and len(parts) > 2 and _is_other_region(module.region, parts[2]):
            yield module.says(line, f"the region {module.region} must not import {parts[2]}")


REGIONS = {"article_list", "preview", "inspector", "filters", "related", "changes", "history", "plan"}


def _is_other_region(region: str, other: str) -> bool:
    return other in REGIONS and other != region


def qt(module: Module) -> Iterator[Violation]:
    for line, name in module.imports:
        parts = name.split(".")
        if parts[0] not in QT_PACKAGES:
            continue
        allowed = QT.get(module.layer, set())
        if not allowed:
            yield module.says(line, f"{module.layer} must know no Qt")
        elif parts[0] == "PySide6" and len(parts) > 1 and parts[1] not in allowed:
            yield module.says(line, f"{module.layer} must not import {parts[1]}")


def imports_at_the_top(module: Module) -> Iterator[Violation]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield module.says(node, "a relative import")
        if isinstance(node, Function | ast.ClassDef | ast.Lambda):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield module.says(inner, "an import inside a function or class")
        if isinstance(node, ast.Call) and module.path not in LATE and _called(node) in IMPORTING_CALLS:
            yield module.says(node, "an import by a call")


def no_disk(module: Module) -> Iterator[Violation]:
    """`articles` touches no file: paths are only joined and compared."""
    if module.layer != "articles":
        return
    for line, name in module.imports:
        if name.split(".")[0] in REACHES_OUT or name in REACHES_OUT or name in ("pathlib.Path", "pathlib.PosixPath"):
            yield module.says(line, f"articles must reach no disk and no network: {name}")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _called(node) == "open":
            yield module.says(node, "articles must open no file")
        if isinstance(node, ast.Attribute) and _dotted(node) == "pathlib.Path":
            yield module.says(node, "articles must reach no disk: pathlib.Path")


def writing(module: Module) -> Iterator[Violation]:
    """Who writes files is listed, so that articles are written in one place."""
    if module.path in WRITERS:
        return
    for line, name in module.imports:
        if name.rpartition(".")[0] in ("shutil", "os") and name.split(".")[-1] in WRITING_SHUTIL | WRITING_OS:
            yield module.says(line, f"{name} writes files; only the modules listed in WRITERS do")
        if name.split(".")[-1] in WRITING_QT:
            yield module.says(line, f"{name} writes files; only the modules listed in WRITERS do")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _writes(node):
            yield module.says(node, f"{_called(node)} writes files; only the modules listed in WRITERS do")


def _writes(call: ast.Call) -> bool:
    called = _called(call)
    last = called.rsplit(".", 1)[-1]
    if called.startswith("os."):
        text = ast.unparse(call)
        opens = last == "open" and re.search(r"O_(WRONLY|RDWR|CREAT)", text) and "devnull" not in text
        return last in WRITING_OS or bool(opens)
    if called.startswith("shutil."):
        return last in WRITING_SHUTIL
    if last == "open":
        place = 1 if called == "open" else 0
        modes = [*call.args[place:], *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
        texts = [value.value for value in modes if isinstance(value, ast.Constant) and isinstance(value.value, str)]
        return any(re.fullmatch(r"[rwaxbt+]+", text) and set(text) & set("wax+") for text in texts)
    is_path_replace = last == "replace" and "." in called and len(call.args) == 1 and not call.keywords
    return "." in called and (last in WRITING_CALLS or (is_path_replace and not called.startswith("dataclasses.")))


def sizes(module: Module) -> Iterator[Violation]:
    if module.lines > LINES_OF_MODULE:
        yield module.says(1, f"{module.lines} lines, more than {LINES_OF_MODULE}")
    for node in ast.walk(module.tree):
        if isinstance(node, Function):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LINES_OF_FUNCTION:
                yield module.says(node, f"{node.name} has {lines} lines, more than {LINES_OF_FUNCTION}")
        if isinstance(node, ast.ClassDef):
            public = {part.name for part in node.body if isinstance(part, Function) and not part.name.startswith("_")}
            if len(public) > PUBLIC_METHODS:
                yield module.says(node, f"{node.name} has {len(public)} public methods, more than {PUBLIC_METHODS}")


def names(module: Module) -> Iterator[Violation]:
    for part in module.path.removesuffix(".py").split("/"):
        if _words(part) & FORBIDDEN_FOR_THINGS:
            yield module.says(1, f"“{part}” says nothing about what it is")
    for node in ast.walk(module.tree):
        forbidden = FORBIDDEN_FOR_THINGS if isinstance(node, ast.ClassDef) else FORBIDDEN
        if isinstance(node, Function | ast.ClassDef) and node.name not in GIVEN and _words(node.name) & forbidden:
            yield module.says(node, f"“{node.name}” says nothing about what it is")


def cycles(modules: list[Module]) -> Iterator[Violation]:
    """Modules that import each other in a circle; each circle is told once."""
    known = {module.name: module for module in modules}
    edges = {
        module.name: {
            found for _, name in module.imports if (found := _module_of(name, known)) and found != module.name
        }
        for module in modules
    }
    done: set[str] = set()

    def visit(name: str, way: list[str]) -> Iterator[Violation]:
        if name in way:
            circle = [*way[way.index(name) :], name]
            yield known[name].says(1, "imports in a circle: " + " > ".join(circle))
            return
        if name not in done:
            for other in sorted(edges[name]):
                yield from visit(other, [*way, name])
            done.add(name)

    for name in sorted(known):
        yield from visit(name, [])


def _module_of(name: str, known: dict[str, Module]) -> str | None:
    if name in known:
        return name
    parent = name.rpartition(".")[0]
    return parent if parent in known and known[parent].path.endswith(".py") else None


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def _called(call: ast.Call) -> str:
    return _dotted(call.func)


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return "…"


RULES: list[Callable[[Module], Iterator[Violation]]] = [
    layers,
    qt,
    imports_at_the_top,
    no_disk,
    writing,
    sizes,
    names,
]
