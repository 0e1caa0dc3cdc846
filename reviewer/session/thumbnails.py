"""One picture, read and scaled. All of it runs in the threads of a pool: images only, no pixmaps, no widgets."""

import contextlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageIOHandler, QImageReader

from reviewer.web.downloads import Download, Validators
from reviewer.web.image_cache import BoundedFolder, ImageCache, stamp_of

_DRAWINGS = ("svg", "svgz")
_MOST_PIXELS = 64_000_000
_MOST_PIXELS_OF_JPEG = 4 * _MOST_PIXELS
_WORTH_KEEPING = 400_000
_MARGIN = 4


class NotShown(Exception):
    """Why a picture cannot be shown, in words."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One picture in one size: device pixels; `cover` cuts it to the shape of the size, else it fits inside."""

    source: str
    width: int
    height: int
    cover: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a wish: an image, or `words` why not, or neither: it must be downloaded first.

    `ask`: the server should be asked whether what it sent once (`validators`) is still good.
    """

    wish: Wish
    image: QImage | None = None
    words: str | None = None
    ask: bool = False
    validators: Validators | None = None
    to_keep: bytes = b""
    """Not empty: `Thumbnails.keep` saves the scaling the next time; this says of what state of the picture it is."""


class Thumbnails:
    """Pictures from files and kept downloads. Scaled ones are kept too where scaling is worth it. For any thread."""

    def __init__(self, cache: Path, kept_bytes: int = 300_000_000) -> None:
        self._scaled = BoundedFolder(cache / "thumbnails", kept_bytes)
        self._downloads = ImageCache(cache / "downloads")

    def of_file(self, wish: Wish) -> Outcome:
        """The picture of a file on disk."""
        try:
            status = os.stat(wish.source)
            if not stat.S_ISREG(status.st_mode):
                raise NotShown("it is not a file")
            stamp, to_keep = f"{status.st_mtime_ns} {status.st_size}", b""
            image = self._kept(wish, stamp)
            if image is None:
                image, natural = read_scaled(wish.source, wish)
                to_keep = _worth_keeping(image, natural, stamp)
        except FileNotFoundError:
            return Outcome(wish, words="no such file")
        except NotShown as reason:
            return Outcome(wish, words=str(reason))
        except (OSError, ValueError) as reason:
            return Outcome(wish, words=f"it cannot be read: {getattr(reason, 'strerror', None) or reason}")
        return Outcome(wish, image, to_keep=to_keep)

    def of_address(self, wish: Wish) -> Outcome:
        """The picture of an address as far as the disk has it, so that it is shown without a network too."""
        download = self._downloads.read(wish.source)
        stamp = download.stamp if download else None
        image, to_keep = self._kept(wish, stamp), b""
        if image is None and download:
            with contextlib.suppress(NotShown):
                image, natural = read_scaled(QByteArray(download.body), wish)
                to_keep = _worth_keeping(image, natural, download.stamp)
        if image is None:
            return Outcome(wish, ask=True)
        ask = download is None or not download.is_fresh
        return Outcome(wish, image, ask=ask, validators=download.validators if download else None, to_keep=to_keep)

    def of_download(self, wishes: tuple[Wish, ...], download: Download) -> list[Outcome]:
        """The pictures of what a server sent now, which is kept if it is a picture at all."""
        if download.unchanged:
            self._downloads.confirm(download.url)
            return []
        outcomes: list[Outcome] = []
        body, stamp = QByteArray(download.body), stamp_of(download.body)
        for wish in wishes:
            try:
                image, natural = read_scaled(body, wish)
                outcomes.append(Outcome(wish, image, to_keep=_worth_keeping(image, natural, stamp)))
            except NotShown as reason:
                outcomes.append(Outcome(wish, words=_words_of_download(str(reason), download)))
        if any(outcome.image is not None for outcome in outcomes):
            self._downloads.write(download.url, download.body, download.validators)
        return outcomes

    def _kept(self, wish: Wish, stamp: str | None) -> QImage | None:
        entry = self._scaled.read(_key(wish))
        if entry is None:
            return None
        kept_stamp, _, body = entry.content.partition(b"\n")
        if stamp is not None and kept_stamp != stamp.encode():
            return None
        image = QImage.fromData(QByteArray(body))
        return None if image.isNull() else _for_screen(image)

    def keep(self, outcome: Outcome) -> list[Outcome]:
        """Write the scaled picture of an outcome to the disk. Nothing comes of it."""
        if outcome.image is not None:
            self._scaled.write(_key(outcome.wish), outcome.to_keep + b"\n" + _encoded(outcome.image))
        return []


def _worth_keeping(image: QImage, natural: QSize, stamp: str) -> bytes:
    """What a scaled picture is kept with; empty where reading the whole one again is as good."""
    if natural.width() * natural.height() <= max(_WORTH_KEEPING, _MARGIN * image.width() * image.height()):
        return b""
    return stamp.encode()


def read_scaled(origin: str | QByteArray, wish: Wish) -> tuple[QImage, QSize]:
    """The picture of a file (its path) or of bytes in the wished size, and its natural size. Raises NotShown."""
    if isinstance(origin, str):
        return _read_with(QImageReader(origin), wish)
    buffer = QBuffer()
    buffer.setData(origin)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    try:
        return _read_with(reader, wish)
    finally:
        # Some formats look at their device once more in the end, so they end before it does.
        reader.setDevice(None)  # type: ignore[arg-type]  # the stubs know no null pointer


def _read_with(reader: QImageReader, wish: Wish) -> tuple[QImage, QSize]:
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    natural = _checked_size(reader)
    turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    upright = natural.transposed() if turned else natural
    scaled = _scaled_size(upright, wish)
    if scaled != upright:
        reader.setScaledSize(scaled.transposed() if turned else scaled)
    image = reader.read()
    if image.isNull():
        raise NotShown("it is damaged or cut short")
    if wish.cover:
        image = image.copy(_middle(image.size(), wish))
    return _for_screen(image), upright


def _checked_size(reader: QImageReader) -> QSize:
    if not reader.canRead():
        raise NotShown("it is not a picture this program reads")
    kind = bytes(reader.format().data()).decode("ascii", "replace")
    if kind in _DRAWINGS:
        raise NotShown("it is an SVG drawing, which is not shown because it may load other files")
    if not reader.supportsOption(QImageIOHandler.ImageOption.Size):
        raise NotShown("it is not a picture this program reads")
    size = reader.size()
    if size.isEmpty():
        raise NotShown("it is damaged or cut short")
    if size.width() * size.height() > (_MOST_PIXELS_OF_JPEG if kind in ("jpeg", "jpg") else _MOST_PIXELS):
        raise NotShown(f"it is too large to show: {size.width():,} × {size.height():,} pixels")
    return size


def _scaled_size(natural: QSize, wish: Wish) -> QSize:
    mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding if wish.cover else Qt.AspectRatioMode.KeepAspectRatio
    scaled = natural.scaled(QSize(wish.width, wish.height), mode).expandedTo(QSize(1, 1))
    return scaled if scaled.width() < natural.width() else natural


def _middle(size: QSize, wish: Wish) -> QRect:
    frame = QSize(wish.width, wish.height)
    if frame.width() > size.width() or frame.height() > size.height():
        frame = frame.scaled(size, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    left, top = (size.width() - frame.width()) // 2, (size.height() - frame.height()) // 2
    return QRect(left, top, frame.width(), frame.height())


def _for_screen(image: QImage) -> QImage:
    space = image.colorSpace()
    if space.isValid() and space != QColorSpace(QColorSpace.NamedColorSpace.SRgb):
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    has_alpha = image.hasAlphaChannel()
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied if has_alpha else QImage.Format.Format_RGB32)


def _encoded(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if image.hasAlphaChannel():
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes a str
    else:
        image.save(buffer, "JPEG", 90)  # type: ignore[call-overload]  # the same
    return bytes(buffer.data().data())


def _key(wish: Wish) -> str:
    return f"{wish.source}\n{wish.width}x{wish.height}{' cover' if wish.cover else ''}"


def _words_of_download(words: str, download: Download) -> str:
    if download.content_type.lower().startswith("text/html"):
        return "the server sends a web page, not a picture"
    return words
