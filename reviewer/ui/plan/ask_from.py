"""From how many articles on a bulk change is asked about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox, QWidget

from reviewer.session.settings import PLAN_FROM, Settings
from reviewer.ui import style
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.plain_label import NaturalLabel
from reviewer.ui.tick_box import TickBox

USUAL = 20
_MOST = 1_000_000
_WIDTH = 72


class AskFrom(QWidget):
    """ "Do not ask again for fewer than 20 articles": remembered when the plan is applied, and only if ticked."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.box = TickBox("Do not ask again for fewer than")
        self.number = QSpinBox(minimum=PLAN_FROM.default + 1, maximum=_MOST)
        self.number.setProperty("framed", True)
        self.number.setAccessibleName("Fewest articles to ask about")
        present = settings.value(PLAN_FROM)
        self.number.setValue(present if present > PLAN_FROM.default else USUAL)
        self.number.setEnabled(False)
        self.number.setFixedWidth(round(_WIDTH * style.scale()))
        self.box.toggled.connect(self._follow)
        words = NaturalLabel()
        words.say("articles")
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = FlowLayout(self, gap=style.SPACE_8)
        for widget in (self.box, self.number, words):
            line.addWidget(widget)

    @property
    def has_focus(self) -> bool:
        """Whether somebody is at work at the number."""
        return self.number.hasFocus()

    def remember(self) -> None:
        if self.box.isChecked():
            self._settings.set(PLAN_FROM, self.number.value())

    def _follow(self, is_on: bool) -> None:
        self.number.setEnabled(is_on)
        if is_on:
            self.number.setFocus()
            self.number.selectAll()
