import contextlib
import os
import sys
from pathlib import Path

import pytest

from reviewer.articles.edits import SetValue
from reviewer.library.claim import Claim
from reviewer.library.home import SETTINGS, YAML_ARTICLES, Home
from reviewer.library.library import Library


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.below(tmp_path / "home")


def test_one_variable_puts_everything_into_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "all of it"))
    home = Home.default()
    for folder in (home.cache, home.state, home.settings):
        assert folder.is_relative_to(tmp_path / "all of it")
    assert len({home.cache, home.state, home.settings}) == 3


def test_without_it_the_places_of_the_system_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVIEWER_HOME", raising=False)
    home = Home.default()
    assert all(place.is_absolute() for place in (home.cache, home.state, home.settings))
    assert home.state not in (home.cache, *home.cache.parents), "emptying the cache must not take the journals along"
    assert home.cache not in home.state.parents


def test_a_relative_home_does_not_move_with_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REVIEWER_HOME", "here")
    home = Home.default()
    monkeypatch.chdir("/")
    assert home.catalog_path(tmp_path).is_relative_to(tmp_path / "here")


def test_a_collection_keeps_its_files_whatever_leads_to_it(home: Home, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "articles", target_is_directory=True)
    for path in (tmp_path / "link", tmp_path / "articles" / ".." / "articles"):
        assert home.journal_path(path) == home.journal_path(tmp_path / "articles")
        assert home.catalog_path(path) == home.catalog_path(tmp_path / "articles")


@pytest.mark.skipif(sys.platform != "linux", reason="it plays a Mac")
def test_on_a_mac_the_case_that_was_typed_does_not_matter(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    (tmp_path / "Articles").mkdir()
    (tmp_path / "articles").mkdir(exist_ok=True)
    stored = str(tmp_path / "Articles")

    def answer(handle: int, question: int, room: bytes) -> bytes:
        assert question == fcntl.F_GETPATH
        is_ours = os.path.samestat(os.fstat(handle), os.stat(tmp_path / "articles"))
        path = stored if is_ours else os.readlink(f"/proc/self/fd/{handle}")
        return os.fsencode(path).ljust(len(room), b"\0")

    expected = home.journal_path(tmp_path / "Articles")
    assert home.journal_path(tmp_path / "articles") != expected
    monkeypatch.setattr(fcntl, "F_GETPATH", 50, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", answer)
    monkeypatch.setattr(sys, "platform", "darwin")
    journals = [home.journal_path(tmp_path / name) for name in ("Articles", "articles")]
    nowhere = home.journal_path(tmp_path / "nowhere")
    monkeypatch.undo()
    assert journals == [expected, expected]
    assert nowhere == home.journal_path(tmp_path / "nowhere")


def test_other_collections_have_other_files(home: Home, tmp_path: Path) -> None:
    roots = [tmp_path / name for name in ("a", "b", "a/b", "b/a")]
    assert len({home.journal_path(root) for root in roots} | {home.catalog_path(root) for root in roots}) == 8


def test_named_files_do_not_share_the_catalog_of_their_folder(home: Home, tmp_path: Path) -> None:
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    catalogs = {
        home.catalog_path(tmp_path),
        home.catalog_path(tmp_path, []),
        home.catalog_path(tmp_path, [one]),
        home.catalog_path(tmp_path, [one, two]),
        home.catalog_path(tmp_path, None, ["*.yml"]),
    }
    assert len(catalogs) == 5
    assert home.catalog_path(tmp_path, [two, one, one]) == home.catalog_path(tmp_path, [one, two])


@pytest.mark.parametrize("name", ["Ärzte & Söhne", "新聞", "with\nbreak", "x" * 200, "...", "a b.c"])
def test_any_folder_name_makes_a_file_that_can_be_written(home: Home, tmp_path: Path, name: str) -> None:
    path = home.journal_path(tmp_path / name)
    path.write_bytes(b"")
    assert path.name.isascii() and path.suffix == ".sqlite"


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_folder_name_that_is_no_text(home: Home, tmp_path: Path) -> None:
    home.catalog_path(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))).write_bytes(b"")


def test_patterns_let_files_in_that_are_all_yaml(tmp_path: Path) -> None:
    home = Home.below(tmp_path / "home")
    assert home.yaml_patterns() == ()
    home.settings.mkdir(parents=True)
    (home.settings / YAML_ARTICLES).write_bytes(
        b"\xef\xbb\xbf# people\r\ndata/people/*.yml  \r\n\r\n!data/people/b.yml\r\n!\r\n"
    )
    assert home.yaml_patterns() == ("data/people/*.yml", "!data/people/b.yml", "!")
    people = tmp_path / "articles" / "data" / "people"
    people.mkdir(parents=True)
    for name in ("people/a.yml", "people/b.yml", "site.yml"):
        (people.parent / name).write_bytes(b"title: x\nquality: 1\n")
    with contextlib.closing(Library(tmp_path / "articles", home)) as library:
        library.refresh()
        assert [row.path for row in library.reader.rows(library.reader.ids())] == ["data/people/a.yml"]
        assert library.warnings == (f"{home.settings / YAML_ARTICLES}: “!” is no pattern.",)
        assert library.write("Set", [SetValue(("quality",), 2)], ["data/people/a.yml"]).saved == ["data/people/a.yml"]
    assert (people / "a.yml").read_bytes() == b"title: x\nquality: 2\n"


def test_patterns_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    home = Home.below(tmp_path / "home")
    (home.settings / YAML_ARTICLES).mkdir(parents=True)
    with contextlib.closing(Library(tmp_path, home)) as library:
        assert [YAML_ARTICLES in words for words in library.warnings] == [True]


def test_a_folder_belongs_to_the_collection_around_it(home: Home, tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    assert home.collection_of(inner) == inner
    home.journal_path(tmp_path).touch()
    assert home.collection_of(inner) == tmp_path
    home.journal_path(tmp_path / "a" / "b").touch()
    assert home.collection_of(inner) == tmp_path / "a" / "b"
    assert home.collection_of(tmp_path / "a") == tmp_path
    window = Claim(home.window_claim_path(tmp_path / "a"))
    assert window.take()
    assert home.collection_of(inner) == tmp_path / "a"
    assert home.collection_of(tmp_path) == tmp_path
    window.release()
    assert home.collection_of(inner) == tmp_path / "a" / "b"


def test_a_link_to_a_folder_belongs_to_where_it_lies(home: Home, tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "link").symlink_to(tmp_path / "a" / "b", target_is_directory=True)
    home.journal_path(tmp_path / "a").touch()
    assert home.collection_of(tmp_path / "elsewhere" / "link") == tmp_path / "a"


@pytest.mark.parametrize(
    ("text", "megabytes"),
    [
        ("", 500),
        ("[history]\nlimit-mb=20\n", 20),
        ("[window]\ntour-done=true\n[%General]\nx=@ByteArray(%%\\x1)\n[history]\nlimit-mb=1\n", 1),
        ("[history]\nlimit-mb=true\n", 500),
        ("[history]\nlimit-mb=-3\n", 500),
        ("[history]\nlimit-mb=0\n", 500),
        ("[history]\nlimit-mb=1e9\n", 500),
        ("[history]\nlimit-mb\n", 500),
        ("[history]\nlimit-mb=" + "9" * 5000, 500),
        ("no section\n[history]\nlimit-mb=7\n", 500),
        ("[history]\n   =\nlimit-mb=7\n", 7),
        ("\ufeff[history]\r\nlimit-mb=7\r\n\0", 7),
    ],
)
def test_the_limit_of_the_history(home: Home, text: str, megabytes: int) -> None:
    assert home.history_limit() == 500_000_000
    home.settings.mkdir(parents=True)
    (home.settings / SETTINGS).write_text(text)
    assert home.history_limit() == megabytes * 1_000_000
