from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from reviewer.session import settings as declared
from reviewer.session.settings import Setting, Settings


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (declared.APPEARANCE, "dark"),
        (declared.SHOW_FILTERS, False),
        (declared.ZOOM, 150),
        (declared.GEOMETRY, bytes(range(256))),
        (declared.RECENT, ["a, b", "c;d", 'Ünï "x"', ""]),
        (declared.RECENT, ["only one"]),
        (Setting("a/number", 1.5), 2.0),
    ],
)
def test_a_value_is_there_at_the_next_start(tmp_path: Path, setting: Setting, value: object) -> None:
    settings = Settings(tmp_path)
    assert settings.value(setting) == setting.default
    settings.set(setting, value)
    settings.write()
    assert Settings(tmp_path).value(setting) == value


@pytest.mark.parametrize("text", ["", "{", "12", "[1, 2]", "true", '"a"'])
def test_what_cannot_be_read_counts_as_not_written(tmp_path: Path, text: str) -> None:
    stored = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    for setting in (declared.RECENT, declared.GEOMETRY):
        stored.setValue(setting.key, text)
    stored.sync()
    settings = Settings(tmp_path)
    assert settings.value(declared.RECENT) == []
    assert isinstance(settings.value(declared.GEOMETRY), bytes)


def test_changed_is_sent_once_for_a_new_value(tmp_path: Path, qtbot) -> None:
    settings = Settings(tmp_path)
    keys: list[str] = []
    settings.changed.connect(keys.append)
    settings.set(declared.ZOOM, 120)
    settings.set(declared.ZOOM, 120)
    settings.set(declared.ZOOM, 100)
    assert keys == ["appearance/zoom"] * 2
