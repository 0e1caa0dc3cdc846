"""The pictures of articles: from the collection's folder or the web, scaled, never waited for."""

from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QPixmap


class Pictures(QObject):
    """Pictures by source and size. Every call returns at once; `arrived(source)` says that it is worth asking again.

    A *source* is what `source()` gives: an absolute path or an http(s) address. Sizes are device pixels (logical size
    times the device pixel ratio); a pixmap's own device pixel ratio is 1, so draw it into its logical rectangle with
    `painter.drawPixmap(rect, pixmap)`.
    """

    arrived = Signal(str)
    """source: a picture has come, or it is now known why it cannot be shown (ask `failure`)."""

    def __init__(self, cache: Path, parent: QObject | None = None) -> None:
        """`cache` is the folder for downloads and thumbnails; it is made when something is kept."""
        super().__init__(parent)

    def open(self, root: Path | None) -> None:
        """From now on addresses are resolved in the collection at `root`; None: no collection is open."""

    def source(self, url: str, article_path: str) -> str:
        """Where the picture `url` of the article is. Never fails: a bad url gives a source with a `failure`."""
        return url

    def picture(self, source: str, size: QSize, *, cover: bool = False, region: str = "") -> QPixmap | None:
        """The picture inside `size`, keeping its shape, never enlarged; None while it is fetched, or if it failed.

        With `cover` it is cut about its middle to the shape of `size` instead, to fill a frame. The last asked come
        first. `region` names who asks ("list", "preview"), so that `wanted` of one region leaves the others alone.
        """
        return None

    def wanted(self, sources: set[str], region: str = "") -> None:
        """What `region` has in sight now: its other requests that are still waiting are dropped."""

    def failure(self, source: str) -> str | None:
        """Why the picture is not shown, in words ("no such file"); None if nothing is wrong so far."""
        return None

    def natural_size(self, source: str) -> QSize | None:
        """The real size in pixels, as seen (turned upright); None until the picture was read once."""
        return None

    def retry(self, source: str) -> None:
        """Forget what is known of the picture, failures too; the next `picture` reads it anew."""

    def close(self) -> None:
        """Stop threads and network. Nothing arrives after this."""
