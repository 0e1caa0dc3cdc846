from living import Living
from PySide6.QtCore import QByteArray

from reviewer.library.catalog.schema import Sort
from reviewer.session.settings import SPLITS


def test_the_window_is_as_it_was(living: Living) -> None:
    first = living.window()
    first.resize(780, 700)
    living.until(lambda: first.panes.is_narrow)
    first.menu_actions["inspector"].trigger()
    first.menu_actions["table"].trigger()
    first.panes.columns.setSizes([300, 0, 480])
    sizes = first.panes.columns.sizes()
    first.session.sort_by(Sort("title", False))
    living.settle(first.session)
    living.leave(first)
    second = living.window()
    assert (second.width(), second.height()) == (780, 700)
    assert not second.panes.tabs.isTabVisible(1) and not second.menu_actions["inspector"].isChecked()
    assert second.article_list.mode == "table" and second.menu_actions["table"].isChecked()
    assert second.session.sort == Sort("title", False)
    living.until(lambda: second.panes.columns.sizes() == sizes)


def test_sizes_are_kept_for_each_arrangement(living: Living) -> None:
    window = living.window()
    for width in (1600, 1300, 1000, 700):
        window.resize(width, 700)
        living.until(lambda width=width: window.width() == width)
    assert {name for name in window.panes.sizes() if name.startswith("columns")} == {
        "columns columns False",
        "columns stack False",
        "columns tabs False",
        "columns tabs True",
    }


def test_damaged_settings_do_not_matter(living: Living) -> None:
    app = living.app()
    app.session.settings.set(SPLITS, "{nonsense")
    app.window.close()
    window = living.window()
    assert all(isinstance(state, QByteArray) for state in window.panes.sizes().values())
    window.session.settings.set(SPLITS, '{"columns stack False": "AAAA"}')
    living.leave(window)
    assert living.window().isVisible()
