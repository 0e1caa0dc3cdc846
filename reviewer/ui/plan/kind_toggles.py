"""Which articles of a plan are shown: those that change, those that cannot, and those that stay."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton

from reviewer.ui import icons, style
from reviewer.ui.plan.plan_words import toggle_words
from reviewer.ui.plan.planned_rows import Kind, PlannedRows

_ORDER: tuple[Kind, ...] = ("changing", "refused", "unchanged")
_ICONS: dict[Kind, tuple[str, icons.Role]] = {
    "changing": ("modified", "accent"),
    "refused": ("problem", "warning"),
    "unchanged": ("check", "muted"),
}
_TIPS: dict[Kind, str] = {
    "changing": "Show the articles that will change",
    "refused": "Show the articles that cannot be changed",
    "unchanged": "Show the articles that are so already",
}


class KindToggles(QObject):
    """One for each kind of which there are articles. What stays as it is begins hidden, if there is anything else."""

    changed = Signal()

    def __init__(self, planned: PlannedRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[Kind, QToolButton] = {}
        is_more = planned.count("unchanged") < len(planned.rows)
        for kind in _ORDER:
            count = planned.count(kind)
            if not count:
                continue
            button = QToolButton(autoRaise=True)
            button.setCheckable(True)
            button.setChecked(kind != "unchanged" or not is_more)
            button.setText(toggle_words(kind, count))
            button.setIcon(icons.icon(*_ICONS[kind]))
            button.setIconSize(QSize(style.icon_side(), style.icon_side()))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setToolTip(_TIPS[kind])
            button.toggled.connect(self.changed)
            self.buttons[kind] = button

    @property
    def chosen(self) -> set[Kind]:
        return {kind for kind, button in self.buttons.items() if button.isChecked()}
