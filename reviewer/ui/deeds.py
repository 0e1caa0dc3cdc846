"""What each action of the window does, and which of them fit now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow, QMessageBox

from reviewer import __version__
from reviewer.articles.links import is_web_link
from reviewer.session.samples import Samples
from reviewer.session.session import Session
from reviewer.session.settings import LAST_FOLDER
from reviewer.ui.actions import Actions
from reviewer.ui.appearance import Appearance
from reviewer.ui.article_list.article_list import ArticleList
from reviewer.ui.dialogs import Dialogs
from reviewer.ui.judging import Judging
from reviewer.ui.panes import Panes
from reviewer.ui.search_field import SearchField
from reviewer.ui.settings_window import SettingsWindow
from reviewer.ui.shortcuts_window import ShortcutsWindow

if TYPE_CHECKING:
    from reviewer.ui.focus import Regions
    from reviewer.ui.foot import Foot
    from reviewer.ui.inspector.inspector import Inspector


@dataclass(frozen=True)
class Parts:
    """The parts of a window that its actions work on."""

    session: Session
    samples: Samples
    appearance: Appearance
    dialogs: Dialogs
    actions: Actions
    article_list: ArticleList
    inspector: Callable[[], Inspector]
    """Makes it, if need be; so do the others below."""
    panes: Panes
    regions: Callable[[], Regions]
    foot: Callable[[], Foot]
    search: SearchField


class Deeds(QObject):
    """Connects the actions of a window to its session and its regions."""

    def __init__(self, window: QMainWindow, parts: Parts) -> None:
        super().__init__(window)
        self._window = window
        self._parts = parts
        self._session = parts.session
        self._actions = parts.actions
        self._appearance = parts.appearance
        self.judging = Judging(parts.session, lambda ids, by: parts.inspector().step_quality(ids, by), self)
        self._connect_edits()
        self._connect_view()
        self._follow()

    def open_folder(self) -> None:
        chosen = self._parts.dialogs.folder(self._window, self._session.settings.value(LAST_FOLDER))
        if chosen is not None:
            self._open([chosen])

    def open_files(self) -> None:
        self._open(self._parts.dialogs.files(self._window, self._session.settings.value(LAST_FOLDER)))

    def _open(self, paths: list[Path]) -> None:
        if paths:
            self._session.settings.set(LAST_FOLDER, str(paths[0].parent))
            self._session.open(paths)

    # ---- connections

    def _connect_edits(self) -> None:
        session, parts, judging = self._session, self._parts, self.judging
        self._actions.connect_all(
            {
                "open": self.open_folder,
                "open files": self.open_files,
                "samples": parts.samples.copy,
                "save": self._save,
                "save all": self._save_all,
                "revert": session.revert,
                "refresh": session.refresh,
                "quit": self._window.close,
                "undo": session.undo,
                "redo": session.redo,
                "select all": parts.article_list.select_all,
                "find": self._find,
                "publish": lambda: judging.publish(True),
                "unpublish": lambda: judging.publish(False),
                "review": session.reviewing.toggle,
                "raise": lambda: judging.step_quality(1),
                "lower": lambda: judging.step_quality(-1),
                "raise ten": lambda: judging.step_quality(10),
                "lower ten": lambda: judging.step_quality(-10),
                "next": lambda: parts.article_list.step(1),
                "previous": lambda: parts.article_list.step(-1),
                "browse": lambda: parts.dialogs.browse(judging.fits.web_url),
            }
        )

    def _connect_view(self) -> None:
        parts, appearance = self._parts, self._appearance
        self._actions.connect_all(
            {
                "cards": lambda: parts.article_list.set_mode("cards"),
                "grid": lambda: parts.article_list.set_mode("grid"),
                "table": lambda: parts.article_list.set_mode("table"),
                "group none": lambda: parts.article_list.group_by(""),
                "group date": lambda: parts.article_list.group_by("date"),
                "group provider": lambda: parts.article_list.group_by("provider"),
                "group topic": lambda: parts.article_list.group_by("topic"),
                "group published": lambda: parts.article_list.group_by("published"),
                "fold": lambda: parts.article_list.fold_present(True),
                "unfold": lambda: parts.article_list.fold_present(False),
                "select group": parts.article_list.select_group,
                "fold all": lambda: parts.article_list.fold_all(True),
                "unfold all": lambda: parts.article_list.fold_all(False),
                "filters": self._toggle_filters,
                "preview": lambda: self._toggle("preview"),
                "inspector": lambda: self._toggle("inspector"),
                "changes": lambda: self._toggle_foot("changes"),
                "history": lambda: self._toggle_foot("history"),
                "settings": lambda: SettingsWindow(self._session.settings, appearance, self._window).show(),
                "next region": lambda: parts.regions().step(1),
                "previous region": lambda: parts.regions().step(-1),
                "list": self._back_to_list,
                "zoom in": lambda: appearance.step_zoom(1),
                "zoom out": lambda: appearance.step_zoom(-1),
                "zoom reset": lambda: appearance.step_zoom(0),
                "system": lambda: appearance.choose("system"),
                "light": lambda: appearance.choose("light"),
                "dark": lambda: appearance.choose("dark"),
                "shortcuts": lambda: ShortcutsWindow(self._window).show(),
                "about": self._about,
            }
        )

    def _follow(self) -> None:
        session = self._session
        for signal in (
            session.history_changed,
            session.opened,
            session.closed,
            session.counts_changed,
            session.left_out_changed,
            session.unsaved.conflicts_changed,
            session.answered,
            self.judging.changed,
            self._parts.article_list.mode_changed,
        ):
            signal.connect(self.show_state)

    # ---- what the actions do

    def _save(self) -> None:
        if self._parts.inspector().commit_pending():
            self._session.save(self._session.selection.ids)

    def _save_all(self) -> None:
        if self._parts.inspector().commit_pending():
            self._session.save()

    def _find(self) -> None:
        self._parts.search.setFocus()
        self._parts.search.selectAll()

    def _toggle(self, name: str) -> None:
        self._parts.panes.show_region(name, self._actions[name].isChecked())

    def _toggle_filters(self) -> None:
        if self._parts.panes.is_narrow:
            self._parts.panes.toggle_drawer(self._actions["filters"].isChecked())
        else:
            self._toggle("filters")

    def show_foot(self, name: str) -> None:
        """Show changes or history at the foot, and give it the keyboard."""
        panes, foot = self._parts.panes, self._parts.foot()
        foot.bring(name)
        panes.show_region("foot", True)
        if panes.columns.isHidden() or not foot.front.is_empty:
            self._parts.regions().focus_foot()
        self.show_regions()

    def hide_foot(self) -> None:
        had_focus = self._parts.regions().is_in_foot
        self._parts.panes.show_region("foot", False)
        if had_focus:
            self._parts.article_list.focus_list()
        self.show_regions()

    def _toggle_foot(self, name: str) -> None:
        if self._parts.panes.is_wished("foot") and self._parts.foot().region == name:
            self.hide_foot()
        else:
            self.show_foot(name)

    def _back_to_list(self) -> None:
        if self._parts.panes.columns.isHidden():
            self.hide_foot()
        if self._parts.panes.is_narrow:
            self._parts.panes.toggle_drawer(False)
            self.show_regions()
        self._parts.article_list.focus_list()

    def _about(self) -> None:
        box = QMessageBox(self._window)
        box.setWindowTitle("About Reviewer")
        box.setText(f"Reviewer {__version__}")
        box.setInformativeText(
            "Judge articles kept as text files with YAML front matter, and save back without a stray byte.\n\n"
            "Free software under the MIT licence."
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    # ---- what fits

    def show_state(self) -> None:
        """Enable and word the actions by what they would do now."""
        session, fits, actions = self._session, self.judging.fits, self._actions
        is_open = session.collection is not None
        for name in ("refresh", "find"):
            actions[name].setEnabled(is_open)
        for name in ("select all", "next", "previous"):
            actions[name].setEnabled(bool(session.answer.ids))
        self._show_publishing("publish", "&Publish", fits.to_publish, fits.selected)
        self._show_publishing("unpublish", "&Unpublish", fits.to_unpublish, fits.selected)
        actions["review"].setEnabled(bool(fits.selected))
        if fits.is_reviewed:
            actions.say("review", "Take Review &Mark Away", "The selected articles are not reviewed any more")
        else:
            actions.say("review")
        for name in ("raise", "lower", "raise ten", "lower ten"):
            can_step = fits.quality is not None and (name.startswith("raise") or fits.quality > 0)
            actions[name].setEnabled(can_step or fits.is_quality_different)
        is_any_modified = bool(fits.selected) and bool(session.modified)
        actions["save"].setEnabled(is_any_modified and fits.modified != 0)
        actions["revert"].setEnabled(is_any_modified and (fits.modified != 0 or fits.conflicts > 0))
        to_save = session.unsaved.to_save
        actions["save all"].setEnabled(to_save > 0)
        count = f" ({to_save:,})" if to_save else ""
        actions.say("save all", f"Save A&ll{count}", f"Write all edits to their files{count}")
        actions["save all"].setIconText(f"Save {to_save:,}" if to_save else "Save")
        actions["browse"].setEnabled(is_web_link(fits.web_url))
        for name, step in (("undo", session.undo_name), ("redo", session.redo_name)):
            verb = name.capitalize()
            actions[name].setEnabled(step is not None)
            actions.say(name, f"&{verb} {step}".replace("& ", "&& ") if step else "", f"{verb}: {step}" if step else "")
        self.show_regions()

    def show_regions(self) -> None:
        """Tick what is shown."""
        parts, actions = self._parts, self._actions
        for name in ("filters", "preview", "inspector"):
            actions[name].setChecked(parts.panes.is_wished(name))
        if parts.panes.is_narrow:
            actions["filters"].setChecked(parts.panes.drawer.isVisible())
        for name in ("changes", "history"):
            actions[name].setChecked(parts.panes.is_wished("foot") and parts.panes.foot.region == name)
        actions[parts.article_list.mode].setChecked(True)
        actions[f"group {self._session.sort.group or 'none'}"].setChecked(True)
        for name in ("fold", "unfold", "select group", "fold all", "unfold all"):
            actions[name].setEnabled(bool(self._session.answer.groups))
        actions[self._appearance.choice].setChecked(True)

    def _show_publishing(self, name: str, text: str, count: int | None, selected: int) -> None:
        self._actions[name].setEnabled(bool(selected) and count != 0)
        if selected <= 1 or not count:
            self._actions.say(name)
            return
        words = text.replace("&", "")
        self._actions.say(name, f"{text} {count:,}", f"{words} {count:,} of the {selected:,} selected articles")
