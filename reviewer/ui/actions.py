"""Every action of the window, declared once as data: its words, keys, icon, and place in the menus and the toolbar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QMenuBar, QToolButton, QWidget

from reviewer.ui import icons

SEPARATOR = "-"


@dataclass(frozen=True, slots=True)
class Declared:
    """One action. `keys` work in the whole window, `list_keys` in the article list and the preview only.

    `tip` is a sentence for the status of the window; `group` makes it one of several that exclude each other.
    """

    id: str
    text: str
    tip: str
    keys: tuple[str, ...] = ()
    list_keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    group: str = ""


ACTIONS: tuple[Declared, ...] = (
    Declared("open", "&Open Folder…", "Open a folder of articles", ("Ctrl+O",), icon="open"),
    Declared("open files", "Open &Files…", "Open some articles only", ("Ctrl+Shift+O",)),
    Declared("samples", "Open the Sa&mple Collection", "Open the articles that came with Reviewer, to try things out"),
    Declared("save", "&Save", "Write the edits of the selected articles to their files", ("Ctrl+S",), icon="save"),
    Declared("save all", "Save A&ll", "Write all edits to their files", ("Ctrl+Shift+S",), icon="save all"),
    Declared("revert", "Re&vert", "Take back what is not saved of the selected articles", icon="revert"),
    Declared("refresh", "Refres&h", "Read what other programs changed in the folder", ("F5", "Ctrl+R"), icon="refresh"),
    Declared("quit", "&Quit", "Close Reviewer", ("Ctrl+Q",), icon="quit"),
    Declared("undo", "&Undo", "Take the last change back", ("Ctrl+Z",), icon="undo"),
    Declared("redo", "&Redo", "Make the change again that was taken back", ("Ctrl+Shift+Z", "Ctrl+Y"), icon="redo"),
    Declared("select all", "Select &All", "Select all articles in the list", ("Ctrl+A",), icon="select all"),
    Declared("find", "&Find…", "Search title, excerpt, provider and topics", ("Ctrl+F",), ("/",), icon="search"),
    Declared("settings", "&Settings…", "When to ask, how long to remember, how it looks", ("Ctrl+,",), icon="settings"),
    Declared("publish", "&Publish", "Publish the selected articles", ("Ctrl+P",), ("P",), icon="publish"),
    Declared("unpublish", "&Unpublish", "Unpublish the selected articles", ("Ctrl+Shift+P",), ("U",), "unpublish"),
    Declared("review", "&Mark as Reviewed", "Mark as reviewed, or take the mark away", (), ("R",), icon="reviewed"),
    Declared("raise", "&Raise Quality by 1", "Set the quality one higher", (), ("+", "="), icon="add"),
    Declared("lower", "&Lower Quality by 1", "Set the quality one lower", (), ("-",), icon="remove"),
    Declared("raise ten", "Raise Quality by 10", "Set the quality ten higher", ("Alt+Up",)),
    Declared("lower ten", "Lower Quality by 10", "Set the quality ten lower", ("Alt+Down",)),
    Declared("next", "&Next Article", "Go to the next article", ("Ctrl+PgDown",), icon="next"),
    Declared("previous", "Pre&vious Article", "Go to the previous article", ("Ctrl+PgUp",), icon="previous"),
    Declared("browse", "Open &Web Page", "Open the article's page in the browser", ("Ctrl+Return",), icon="browser"),
    Declared("cards", "&Cards", "List articles with pictures", ("Ctrl+1",), (), "cards", True, "view"),
    Declared("grid", "Gri&d", "List articles as a grid of pictures", ("Ctrl+3",), (), "grid", True, "view"),
    Declared("table", "&Table", "List articles in columns", ("Ctrl+2",), (), "table", True, "view"),
    Declared("group none", "&Nothing", "List all articles one after the other", checkable=True, group="grouping"),
    Declared("group date", "&Date", "Part the list by months", checkable=True, group="grouping"),
    Declared("group provider", "&Provider", "Part the list by providers", checkable=True, group="grouping"),
    Declared("group topic", "&Topic", "Part the list by first topics", checkable=True, group="grouping"),
    Declared("group published", "Published &State", "Part the list by state", checkable=True, group="grouping"),
    Declared("fold", "F&old Group", "Show only the head of the group you are in", ("Alt+Left",)),
    Declared("unfold", "U&nfold Group", "Show the articles of the group again", ("Alt+Right",)),
    Declared("select group", "Select &Group", "Select all articles of the group you are in", ("Ctrl+Shift+A",)),
    Declared("fold all", "&Fold All Groups", "Show only the heads of the groups", ("Alt+Shift+Left",)),
    Declared("unfold all", "&Unfold All Groups", "Show the articles of all groups", ("Alt+Shift+Right",)),
    Declared("save view", "&Save View…", "Keep this search, its order and layout", ("Ctrl+D",), icon="save view"),
    Declared("filters", "&Filters", "Show the filters", ("F9",), icon="filter", checkable=True),
    Declared("preview", "&Preview", "Show the preview", ("F7",), icon="article", checkable=True),
    Declared("inspector", "&Inspector", "Show the inspector", ("F8",), icon="settings", checkable=True),
    Declared("changes", "C&hanges", "Show what is not saved yet", ("F4",), icon="difference", checkable=True),
    Declared("history", "Histor&y", "Show what was saved", ("Shift+F4",), icon="recent", checkable=True),
    Declared("next region", "Next &Region", "Go to the next region of the window", ("F6",)),
    Declared("previous region", "Previous Re&gion", "Go to the region before", ("Shift+F6",)),
    Declared("list", "Back to the &List", "Go to the article list", ("Esc",)),
    Declared("zoom in", "&Zoom In", "Larger text", ("Ctrl++", "Ctrl+=")),
    Declared("zoom out", "Zoom &Out", "Smaller text", ("Ctrl+-",)),
    Declared("zoom reset", "Normal &Size", "Text as large as the system's", ("Ctrl+0",)),
    Declared("system", "As the &System", "Light or dark as the system is", checkable=True, group="appearance"),
    Declared("light", "&Light", "Dark words on a light ground", checkable=True, group="appearance"),
    Declared("dark", "&Dark", "Light words on a dark ground", checkable=True, group="appearance"),
    Declared("shortcuts", "&Keyboard Shortcuts", "All keys of Reviewer", ("F1",), icon="help"),
    Declared("about", "&About Reviewer", "Version and licence", icon="message"),
)

OPEN_RECENT = "open recent"
APPEARANCE = "appearance"
GROUP_BY = "group by"
VIEWS = "views"
MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&File",
        ("open", "open files", OPEN_RECENT, "samples", SEPARATOR, "save", "save all", "revert", SEPARATOR, "refresh",
         SEPARATOR, "quit"),
    ),
    ("&Edit", ("undo", "redo", SEPARATOR, "select all", "find", SEPARATOR, "settings")),
    (
        "&Article",
        ("publish", "unpublish", "review", SEPARATOR, "raise", "lower", "raise ten", "lower ten", SEPARATOR, "next",
         "previous", SEPARATOR, "browse"),
    ),
    (
        "&View",
        ("cards", "grid", "table", GROUP_BY, SEPARATOR, VIEWS, SEPARATOR, "filters", "preview", "inspector", "changes",
         "history", SEPARATOR, "next region", "previous region", "list", SEPARATOR, "zoom in", "zoom out", "zoom reset",
         APPEARANCE),
    ),
    ("&Help", ("shortcuts", SEPARATOR, "about")),
)  # fmt: skip
SUBMENUS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    OPEN_RECENT: ("Open &Recent", "recent", ()),
    VIEWS: ("&Views", "view", ("save view",)),
    GROUP_BY: (
        "Group &By", "columns",
        ("group none", "group date", "group provider", "group topic", "group published", SEPARATOR, "fold",
         "unfold", "select group", SEPARATOR, "fold all", "unfold all"),
    ),
    APPEARANCE: ("&Appearance", "theme", ("system", "light", "dark")),
}  # fmt: skip
CONTEXT_MENU = (
    "publish", "unpublish", "review", SEPARATOR, "save", "revert", SEPARATOR, "browse", SEPARATOR, "select all",
)  # fmt: skip
ROLES = {
    "quit": QAction.MenuRole.QuitRole,
    "about": QAction.MenuRole.AboutRole,
    "settings": QAction.MenuRole.PreferencesRole,
}
"""Where macOS puts these."""
LIST_ONLY_KEYS = (
    ("Next and previous article", "J  K  ↓  ↑"),
    ("Select more", "Shift+↓  Shift+↑  Ctrl+Click"),
    ("Go through the grid", "←  →  ↑  ↓"),
    ("Larger or smaller pictures (grid)", "Ctrl+Wheel"),
    ("Fold a group, or unfold it", "Alt+←  Alt+→  Click on its head"),
    ("Select a whole group", "Ctrl+Shift+A  Ctrl+Click on its head"),
    ("Go to the head of a folded group, unfold it, select it", "↓  →  Return"),
)
"""Keys of the article list that are no actions of the window."""
FILTER_KEYS = (
    ("Go to a view", "Alt+1 … Alt+9"),
    ("Save what is shown as a view", "Ctrl+D"),
    ("Choose a filter, or take it back", "Space"),
    ("Exclude what has it, or no more", "Alt+Space  −"),
    ("Move a handle of the quality by 1, by 10", "← →  PgUp PgDown"),
)
"""Keys of the views and the filters."""
CHANGES_KEYS = (
    ("Leave out, or take in again (plan, Changes)", "Space"),
    ("Select all (plan, Changes)", "Ctrl+A"),
    ("Revert the field (Changes)", "Del"),
    ("Revert the whole article (Changes)", "Shift+Del"),
    ("Mine or theirs, in a conflict (Changes)", "M  T"),
    ("Show the article (Changes)", "Return"),
    ("Apply (plan)", "Return"),
    ("Undo the save (History)", "Z"),
    ("Go to the articles of the save (History)", "Return"),
)
"""Keys of a plan, of the changes and of the history, each in its table."""


def native(keys: str) -> str:
    """A key sequence as this system spells it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def keys_of(declared: Declared) -> list[str]:
    return [native(keys) for keys in (*declared.keys, *declared.list_keys)]


def _menu_keys(declared: Declared) -> str:
    """What menus show behind the words of an action that the list has a key for: "P or Ctrl+P"."""
    if not declared.list_keys:
        return ""  # Qt shows the keys of the window
    return "\t" + " or ".join(native(keys[0]) for keys in (declared.list_keys, declared.keys) if keys)


class Actions(QObject):
    """The actions of one window, made of `ACTIONS`. Connect them with `connect`; say their words with `say`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._declared = {each.id: each for each in ACTIONS}
        self._groups: dict[str, QActionGroup] = {}
        self._made = {each.id: self._make(each) for each in ACTIONS}
        self.menus: dict[str, QMenu] = {}
        window.addActions(list(self._made.values()))

    def __getitem__(self, action_id: str) -> QAction:
        return self._made[action_id]

    def connect_all(self, calls: dict[str, Callable[[], object]]) -> None:
        """Call these when the actions with these ids are triggered."""
        for action_id, call in calls.items():
            self._made[action_id].triggered.connect(lambda _checked=False, call=call: call())

    def say(self, action_id: str, text: str = "", tip: str = "") -> None:
        """Change the words of an action; "" gives back the declared ones. The keys are added to the tool tip."""
        declared, action = self._declared[action_id], self._made[action_id]
        action.setText(f"{text or declared.text}{_menu_keys(declared)}")
        action.setIconText((text or declared.text).replace("&", "").rstrip("…"))
        keys = keys_of(declared)
        action.setStatusTip("")
        action.setToolTip(f"{tip or declared.tip}{f' ({keys[0]})' if keys else ''}")

    def fill(self, bar: QMenuBar) -> None:
        for title, ids in MENUS:
            menu = QMenu(title, bar)
            menu.setToolTipsVisible(False)
            self._fill_menu(menu, ids)
            bar.addMenu(menu)
        for button in bar.findChildren(QToolButton):  # Qt's own, where the bar is too narrow
            button.setAccessibleName("More menus")

    def context_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        self._fill_menu(menu, CONTEXT_MENU)
        return menu

    def add_list_keys(self, widgets: Iterable[QWidget]) -> None:
        """Let the keys that belong to the list work in these widgets and what they hold."""
        for widget in widgets:
            for declared in ACTIONS:
                for keys in declared.list_keys:
                    shortcut = QShortcut(QKeySequence(keys), widget)
                    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                    shortcut.activated.connect(self._made[declared.id].trigger)

    def _fill_menu(self, menu: QMenu, ids: Iterable[str]) -> None:
        for each in ids:
            if each == SEPARATOR:
                menu.addSeparator()
            elif each in SUBMENUS:
                title, icon, inner = SUBMENUS[each]
                submenu = QMenu(title, menu)
                submenu.setIcon(icons.icon(icon))
                self._fill_menu(submenu, inner)
                menu.addMenu(submenu)
                self.menus[each] = submenu
            else:
                menu.addAction(self._made[each])

    def _make(self, declared: Declared) -> QAction:
        action = QAction(f"{declared.text}{_menu_keys(declared)}", self._window)
        action.setIconText(declared.text.replace("&", "").rstrip("…"))
        action.setObjectName(declared.id)
        action.setShortcuts([QKeySequence(keys) for keys in declared.keys])
        action.setCheckable(declared.checkable)
        action.setIconVisibleInMenu(not declared.checkable)  # there, the tick has the icon's place
        if declared.icon:
            action.setIcon(icons.icon(declared.icon))
        action.setMenuRole(ROLES.get(declared.id, QAction.MenuRole.NoRole))
        if declared.group:
            group = self._groups.setdefault(declared.group, QActionGroup(self))
            group.addAction(action)
        keys = keys_of(declared)
        action.setToolTip(f"{declared.tip}{f' ({keys[0]})' if keys else ''}")
        return action
