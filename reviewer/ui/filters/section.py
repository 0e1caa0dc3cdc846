"""A part of the filters with a heading that folds it."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from reviewer.session.settings import FOLDED_FILTERS, Settings
from reviewer.ui import icons, style


class Section(QWidget):
    """`body` is the layout to fill. Whether it is folded is remembered under `name`."""

    folded = Signal(bool)

    def __init__(self, name: str, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._settings = settings
        self._taken = 0
        self.heading = QToolButton()
        self.heading.setText(name.upper())
        self.heading.setCheckable(True)
        self.heading.setAutoRaise(True)
        self.heading.setAccessibleName(name)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.heading.setStyleSheet("QToolButton:checked { background: transparent; }")
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(style.SPACE_4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, style.SPACE_8, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.heading)
        layout.addWidget(self._content)
        self.heading.setChecked(name not in settings.value(FOLDED_FILTERS))
        self.heading.toggled.connect(self._fold)
        self._show_fold()
        self._dress()

    @property
    def is_folded(self) -> bool:
        return not self.heading.isChecked()

    @property
    def name(self) -> str:
        return self._name

    def mark(self, taken: int) -> None:
        """Say in the heading, which stays when it is folded, how many of its filters are in use."""
        if taken != self._taken:
            self._taken = taken
            self.heading.setText(f"{self._name.upper()}  ·  {taken}" if taken else self._name.upper())
            in_use = f", {taken} filter{'' if taken == 1 else 's'} in use" if taken else ""
            self.heading.setAccessibleName(f"{self._name}{in_use}")
            self._dress()

    def _fold(self) -> None:
        others = [name for name in self._settings.value(FOLDED_FILTERS) if name != self._name]
        self._settings.set(FOLDED_FILTERS, [*others, self._name] if self.is_folded else others)
        self._show_fold()
        self.folded.emit(self.is_folded)

    def _show_fold(self) -> None:
        self._content.setVisible(not self.is_folded)
        self.heading.setIcon(icons.icon("collapsed" if self.is_folded else "expanded", "muted"))
        self.heading.setAccessibleDescription("folded" if self.is_folded else "unfolded")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def _dress(self) -> None:
        side = style.line_height(style.TextSize.LABEL)
        self.heading.setIconSize(QSize(side, side))
        self.heading.setFont(style.label_font())
        palette = QPalette(self.palette())
        ink = style.accent(self.palette()) if self._taken else style.muted(self.palette())
        palette.setColor(QPalette.ColorRole.ButtonText, ink)
        self.heading.setPalette(palette)


def padded(widget: QWidget, *, left: int = style.SPACE_12, is_wide: bool = True) -> QHBoxLayout:
    """The widget with room at both sides, flush with the headings; as wide as there is room, or as it needs."""
    layout = QHBoxLayout()
    layout.setContentsMargins(left, 0, style.SPACE_12, 0)
    layout.addWidget(widget)
    if not is_wide:
        layout.addStretch(1)
    return layout
