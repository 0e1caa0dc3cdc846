"""Asks for the name of a view, its key, and whether it is shared."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.library.views import View
from reviewer.session.views import BUILT_IN, Views
from reviewer.ui import style
from reviewer.ui.filters.view_words import kept_words
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.style import SPACE_8, SPACE_12, SPACE_16, SPACE_24
from reviewer.ui.tick_box import TickBox

_WIDTH, _NARROWEST = 440, 320
_LONGEST = 100
_SHARING = "Kept in .reviewer/views.yaml, for everybody who works on it."


class ViewDialog(QDialog):
    """`decided(view, instead)` follows once, unless it is cancelled; `instead`: another view that the new one replaces,
    or None. `known`: the view that is changed; None for a new one."""

    decided = Signal(object, object)

    def __init__(self, view: View, views: Views, known: View | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._views, self._known = view, views, known
        self._is_decided = known is not None
        self._followed: View | None = None
        self.setWindowTitle("View" if known else "Save View")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = QLineEdit(view.name, maxLength=_LONGEST)
        self.name.setProperty("framed", True)
        self.key = QComboBox()
        self.shared = TickBox("Share with the collection")
        self.shared.setChecked(view.is_shared)
        self.note = PlainLabel(tone="warning")
        self.buttons = QDialogButtonBox()
        self.save_button = QPushButton()
        self._offer_keys()
        self._lay_out()
        self.name.textChanged.connect(self._judge)
        self.shared.toggled.connect(self._judge)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self.key.activated.connect(self._decide)
        self.shared.toggled.connect(self._decide)
        self._judge()
        self.name.selectAll()
        self.name.setFocus()

    @property
    def view(self) -> View:
        """The view as it is filled in."""
        name = " ".join(self.name.text().split())
        return replace(self._view, name=name, key=self.key.currentData(), is_shared=self.shared.isChecked())

    def _offer_keys(self) -> None:
        self.key.addItem("None", "")
        used = {self._known.key} if self._known else set()
        for key in sorted({*self._views.free_keys, *used} - {""}):
            self.key.addItem(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText), key)
        self.key.setCurrentIndex(max(0, self.key.findData(self._view.key)))
        self.key.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_16)
        form.setVerticalSpacing(SPACE_12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for words, widget in (("&Name", self.name), ("&Key", self.key)):
            label = QLabel(words)
            label.setBuddy(widget)
            form.addRow(label, widget)
        kept, sharing = PlainLabel(tone="muted"), PlainLabel(tone="muted")
        kept.say(kept_words(self._view))
        sharing.say(_SHARING)
        self.save_button.setDefault(True)
        self.buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it would be that of words in a narrow column
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_16)
        column.setSpacing(SPACE_8)
        column.addLayout(form)
        column.addWidget(self.note)
        column.addSpacing(SPACE_8)
        column.addWidget(kept)
        column.addSpacing(SPACE_8)
        column.addWidget(self.shared)
        column.addWidget(sharing)
        column.addSpacing(SPACE_16)
        column.addWidget(self.buttons)

    def _decide(self) -> None:
        """The curator has chosen a key, or whether to share."""
        self._is_decided = True

    def _follow(self, other: View | None) -> None:
        """What replaces another view has its key and is shared as it was, unless the curator decides otherwise."""
        if self._is_decided or other == self._followed:
            return
        self._followed, like = other, other or self._view
        if self.key.findData(like.key) < 0:
            self.key.addItem(QKeySequence(like.key).toString(QKeySequence.SequenceFormat.NativeText), like.key)
        self.key.setCurrentIndex(self.key.findData(like.key))
        self.shared.blockSignals(True)
        self.shared.setChecked(like.is_shared)
        self.shared.blockSignals(False)

    def _judge(self) -> None:
        """Say what stands in the way of the name, or what it would replace."""
        other = self._views.named(self.name.text())
        other = None if other == self._known else other
        self._follow(None if other in BUILT_IN else other)
        is_new = bool(self.view.name) and other not in BUILT_IN
        words = ""
        if not self.view.name:
            words = "A view wants a name."
        elif other in BUILT_IN:
            words = f"“{other.name}” is there from the start: choose another name." if other else ""
        elif other is not None:
            words = f"There is a view “{other.name}” already. It will be replaced."
        self.note.say(words)
        self.note.setVisible(bool(words))
        self.save_button.setEnabled(is_new)
        self.save_button.setText("Replace" if other and is_new else "Save")
        self._fit()

    def _fit(self) -> None:
        """As high as what it says, which wraps."""
        wide = max(round(_WIDTH * style.scale()), self.width() if self.isVisible() else 0)
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setMinimumWidth(round(_NARROWEST * style.scale()))
            self.resize(wide, layout.totalHeightForWidth(wide))

    def _accept(self) -> None:
        if self.save_button.isEnabled():
            other = self._views.named(self.view.name)
            self.decided.emit(self.view, None if other == self._known else other)
            self.accept()
