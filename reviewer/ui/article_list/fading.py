"""Pictures that come in softly."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

FADE_MS = 120
_FRAME_MS = 16


class Fading(QObject):
    """Opacity of what has just arrived, by key; `stepped` is sent for each frame until all of it is there."""

    stepped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clocks: dict[str, QElapsedTimer] = {}
        self._frames = QTimer(self)
        self._frames.setInterval(_FRAME_MS)
        self._frames.timeout.connect(self._step)

    def start(self, key: str) -> None:
        clock = QElapsedTimer()
        clock.start()
        self._clocks[key] = clock
        self._frames.start()

    def stop(self) -> None:
        """All of it is there at once."""
        self._clocks.clear()
        self._frames.stop()

    def opacity(self, key: str) -> float:
        """0 to 1; 1 for all that did not arrive just now."""
        clock = self._clocks.get(key)
        return 1.0 if clock is None else min(1.0, clock.elapsed() / FADE_MS)

    def _step(self) -> None:
        self._clocks = {key: clock for key, clock in self._clocks.items() if clock.elapsed() < FADE_MS}
        if not self._clocks:
            self._frames.stop()
        self.stepped.emit()
