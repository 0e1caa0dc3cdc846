from pathlib import Path

from reviewer.session import recent
from reviewer.session.events import Collection
from reviewer.session.settings import RECENT, Settings


def test_the_last_one_is_first_and_none_is_twice(tmp_path: Path, qapp) -> None:
    settings = Settings(tmp_path)
    for name in ("a", "b", "a"):
        recent.remember(settings, Collection(tmp_path / name, name))
    assert [each.name for each in recent.recent(settings)] == ["a", "b"]
    assert recent.recent(settings)[0].paths == (tmp_path / "a",)
    recent.forget(settings)
    assert recent.recent(settings) == []


def test_a_choice_of_files_is_opened_as_that(tmp_path: Path, qapp) -> None:
    settings = Settings(tmp_path)
    files = (tmp_path / "a.md", tmp_path / "ü b.md")
    recent.remember(settings, Collection(tmp_path, "2 chosen", files))
    assert recent.recent(settings)[0].paths == files


def test_only_so_many(tmp_path: Path, qapp) -> None:
    settings = Settings(tmp_path)
    for number in range(recent.MOST + 5):
        recent.remember(settings, Collection(tmp_path / str(number), str(number)))
    assert len(recent.recent(settings)) == recent.MOST


def test_damage_is_left_out(tmp_path: Path, qapp) -> None:
    settings = Settings(tmp_path)
    settings.set(RECENT, ["{", "[]", "[1, 2]", '["name"]', '["name", "/a"]', "7"])
    assert [each.name for each in recent.recent(settings)] == ["name"]
