"""Pictures from the disk and from a real server on this machine."""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from picture_server import PictureServer, body, cut_short, held, redirect, reset, status
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from reviewer.session.pictures import Pictures
from reviewer.session.thumbnails import Wish, read_scaled
from reviewer.web.downloads import Limits
from reviewer.web.fetch import Fetcher

SMALL = QSize(80, 50)
LIMITS = Limits(silence=5, whole=20, size=200_000, longest_wait=1)


def image(width: int = 400, height: int = 200, colour: str = "teal") -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


def encoded(picture: QImage, kind: str = "PNG") -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert picture.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


PICTURE = encoded(image())


class Desk:
    """Pictures of a folder, and a wait for one of them."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.root = folder / "collection"
        self.root.mkdir(exist_ok=True)
        self.cache = folder / "cache"
        self.qtbot = qtbot
        self.opened: list[Pictures] = []
        self.pictures = self.start()

    def start(self, **options: int) -> Pictures:
        self.pictures = Pictures(self.cache, limits=LIMITS, **options)
        self.pictures.open(self.root)
        self.opened.append(self.pictures)
        return self.pictures

    def file(self, name: str, content: bytes = PICTURE) -> str:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return str(path)

    def get(self, source: str, size: QSize = SMALL, cover: bool = False) -> QSize | str:
        """The size of the picture, or why there is none."""
        self.qtbot.waitUntil(
            lambda: (
                self.pictures.picture(source, size, cover=cover) is not None
                or self.pictures.failure(source) is not None
            )
        )
        pixmap = self.pictures.picture(source, size, cover=cover)
        return pixmap.size() if pixmap is not None else str(self.pictures.failure(source))

    def rest(self) -> None:
        """Until what is worth keeping is kept."""
        self.qtbot.waitUntil(lambda: self.pictures.is_idle)

    def colour(self, source: str, size: QSize = SMALL) -> str:
        pixmap = self.pictures.picture(source, size)
        assert pixmap is not None
        return pixmap.toImage().pixelColor(1, 1).name()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(tmp_path, qtbot)
    yield desk
    for pictures in desk.opened:
        pictures.close()


@pytest.fixture
def server() -> Iterator[PictureServer]:
    server = PictureServer()
    yield server
    server.close()


def test_a_file_comes_scaled_in_its_own_shape(desk: Desk) -> None:
    source = desk.file("a.png")
    assert desk.pictures.picture(source, SMALL) is None
    with desk.qtbot.waitSignal(desk.pictures.arrived) as arrived:
        pass
    assert arrived.args == [source]
    assert desk.get(source) == QSize(80, 40)
    assert desk.get(source, cover=True) == QSize(80, 50)


def test_a_small_picture_is_not_enlarged(desk: Desk) -> None:
    source = desk.file("a.png", encoded(image(40, 10)))
    assert desk.get(source) == QSize(40, 10)
    assert desk.get(source, cover=True) == QSize(16, 10)


def test_addresses_are_resolved_in_the_open_collection(desk: Desk) -> None:
    desk.file("shared/a.png")
    assert desk.get(desk.pictures.source("/shared/a.png", "news/today/one.md")) == QSize(80, 40)
    assert desk.get(desk.pictures.source("../shared/a.png", "news/one.md")) == QSize(80, 40)
    for url in ("../../a.png", "", "data:image/png;base64,AA==", "file:///etc/hosts"):
        source = desk.pictures.source(url, "news/one.md")
        assert desk.pictures.failure(source)
        assert desk.pictures.picture(source, SMALL) is None
    desk.pictures.open(None)
    assert desk.pictures.failure(desk.pictures.source("a.png", "one.md")) == "no collection is open"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("text.png", b"no picture", "it is not a picture this program reads"),
        ("empty.png", b"", "it is not a picture this program reads"),
        ("cut.png", PICTURE[:-60], "it is damaged or cut short"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "it is an SVG drawing"),
        ("drawing.png", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "it is an SVG drawing"),
    ],
)
def test_a_file_that_cannot_be_shown_says_why(desk: Desk, name: str, content: bytes, words: str) -> None:
    said = desk.get(desk.file(name, content))
    assert isinstance(said, str) and said.startswith(words)


def test_what_is_no_file_is_said(desk: Desk) -> None:
    assert desk.get(str(desk.root / "none.png")) == "no such file"
    assert desk.get(str(desk.root)) == "it is not a file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_does_not_hold_up_the_others(desk: Desk) -> None:
    for number in range(4):
        os.mkfifo(desk.root / f"{number}.png")
        assert desk.get(str(desk.root / f"{number}.png")) == "it is not a file"


def test_a_picture_that_would_fill_the_memory_is_refused(desk: Desk) -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        seal = zlib.crc32(kind + content).to_bytes(4)
        return len(content).to_bytes(4) + kind + content + seal

    size = (60_000).to_bytes(4)
    head = chunk(b"IHDR", size + size + bytes([8, 2, 0, 0, 0]))
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    assert desk.get(desk.file("bomb.png", bomb)) == "it is too large to show: 60,000 × 60,000 pixels"


def test_a_turned_photo_stands_upright(tmp_path: Path) -> None:
    photo = encoded(image(400, 200), "JPEG")
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    turned = photo[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif + photo[2:]
    path = tmp_path / "turned.jpg"
    path.write_bytes(turned)
    scaled, natural = read_scaled(str(path), Wish(str(path), 80, 80, False))
    assert (scaled.size(), natural) == (QSize(40, 80), QSize(200, 400))
    scaled, _ = read_scaled(str(path), Wish(str(path), 80, 50, True))
    assert scaled.size() == QSize(80, 50)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "ICO", "TIFF", "WEBP"])
def test_formats(desk: Desk, server: PictureServer, kind: str) -> None:
    content = encoded(image(200, 100), kind)
    assert desk.get(desk.file("a.picture", content)) == QSize(80, 40)
    for number in range(3):
        assert desk.get(server.answer(f"/{number}", body(content))) == QSize(80, 40)
        assert isinstance(desk.get(server.answer(f"/{number}?cut", body(content[:20]))), str)


def test_an_animation_shows_its_first_frame(desk: Desk) -> None:
    frame = b"!\xf9\x04\x00\x0a\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00"
    moving = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\x00\xff" + 2 * frame + b";"
    assert desk.get(desk.file("a.gif", moving)) == QSize(1, 1)


def test_a_failure_is_remembered_until_retried(desk: Desk) -> None:
    source = str(desk.root / "late.png")
    assert desk.get(source) == "no such file"
    desk.file("late.png")
    assert desk.pictures.picture(source, SMALL) is None
    assert desk.pictures.failure(source) == "no such file"
    desk.pictures.retry(source)
    assert desk.get(source) == QSize(80, 40)


def test_a_file_that_changed_is_read_again_on_retry(desk: Desk) -> None:
    large = QSize(1200, 800)
    source = desk.file("a.png", encoded(image(large.width(), large.height(), "red")))
    desk.get(source)
    desk.rest()
    assert list((desk.cache / "thumbnails").iterdir())
    desk.file("a.png", encoded(image(large.width(), large.height(), "blue")))
    os.utime(source, ns=(1, 1))
    desk.pictures.retry(source)
    desk.get(source)
    assert desk.colour(source) == "#0000fe" or desk.colour(source) == "#0000ff"


def test_a_kept_thumbnail_spares_the_reading(desk: Desk) -> None:
    source = desk.file("a.png", encoded(image(1200, 800)))
    assert desk.get(source) == QSize(75, 50)
    desk.rest()
    before = os.stat(source)
    Path(source).write_bytes(b"?" * before.st_size)
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))
    desk.start()
    assert desk.get(source) == QSize(75, 50)


def test_pictures_in_sight_come_before_any_is_written(desk: Desk) -> None:
    sources = [desk.file(f"{number}.png", encoded(image(1200, 800))) for number in range(5)]
    pictures = desk.start(threads=1)
    kept: list[int] = []
    arrived: list[str] = []

    def came(source: str) -> None:
        arrived.append(source)
        folder = desk.cache / "thumbnails"
        kept.append(len(list(folder.iterdir())) if folder.is_dir() else 0)

    pictures.arrived.connect(came)
    for source in sources:
        pictures.picture(source, SMALL)
    desk.rest()
    assert sorted(arrived) == sources
    assert kept == [0] * 5
    assert len(list((desk.cache / "thumbnails").iterdir())) == 5


def test_a_sharp_screen_gets_twice_the_size(desk: Desk) -> None:
    source = desk.file("a.png")
    assert desk.get(source, SMALL * 2) == QSize(160, 80)
    assert desk.get(source) == QSize(80, 40)
    assert desk.pictures.picture(source, SMALL * 2) is not None, "both sizes are there"


def test_transparency_survives_the_thumbnail(desk: Desk) -> None:
    clear = QImage(1200, 800, QImage.Format.Format_ARGB32)
    clear.fill(QColor(0, 0, 0, 0))
    source = desk.file("a.png", encoded(clear))
    for _ in range(2):
        desk.get(source)
        pixmap = desk.pictures.picture(source, SMALL)
        assert pixmap is not None and pixmap.hasAlphaChannel()
        desk.rest()
        desk.start()


def test_the_memory_is_bounded(desk: Desk) -> None:
    pictures = desk.start(memory=3 * 80 * 40 * 4)
    sources = [desk.file(f"{number}.png") for number in range(5)]
    for source in sources:
        desk.get(source)
    held_now = [source for source in sources if pictures.picture(source, SMALL) is not None]
    assert held_now == sources[2:]


def test_what_is_out_of_sight_is_dropped_and_the_last_asked_comes_first(desk: Desk) -> None:
    pictures = desk.start(threads=1)
    sources = [desk.file(f"{number}.png") for number in range(6)]
    came: list[str] = []
    pictures.arrived.connect(came.append)
    for source in sources:
        pictures.picture(source, SMALL, region="list")
    pictures.picture(sources[1], SMALL, region="preview")
    pictures.wanted({sources[3], sources[5]}, "list")
    desk.qtbot.waitUntil(lambda: len(came) == 4)
    desk.qtbot.waitUntil(lambda: pictures.is_idle)
    assert came == [sources[number] for number in (0, 1, 5, 3)]
    assert desk.get(sources[2]) == QSize(80, 40)


def test_a_picture_from_the_web(desk: Desk, server: PictureServer) -> None:
    url = server.answer("/a.png", body(PICTURE))
    assert desk.pictures.source(url, "one.md") == url
    assert desk.get(url) == QSize(80, 40)
    assert desk.get(url, QSize(40, 40)) == QSize(40, 20)
    assert len(server.asked("/a.png")) == 1


def test_asking_while_the_answer_is_on_its_way_is_no_second_download(desk: Desk, server: PictureServer) -> None:
    url = server.answer("/a.png", body(PICTURE))
    assert desk.get(server.answer("/first.png", body(PICTURE))) is not None
    fetcher = desk.pictures.findChild(Fetcher)
    assert isinstance(fetcher, Fetcher)
    fetcher.came.connect(lambda *_: desk.pictures.picture(url, SMALL))
    assert desk.get(url) == QSize(80, 40)
    desk.qtbot.waitUntil(lambda: desk.pictures.is_idle)
    assert len(server.asked("/a.png")) == 1


def test_two_sizes_asked_at_once_are_one_download(desk: Desk, server: PictureServer) -> None:
    url = server.answer("/a.png", held(body(PICTURE)))
    sizes = [QSize(80, 80), QSize(40, 40)]
    for size in sizes:
        desk.pictures.picture(url, size)
    desk.qtbot.waitUntil(lambda: server.requests != [])
    server.released.set()
    assert [desk.get(url, size) for size in sizes] == [QSize(80, 40), QSize(40, 20)]
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (status(404), "the server says 404 Not Found"),
        (status(500), "the server says 500 Internal Server Error"),
        (body(b"<html>", "text/html; charset=utf-8"), "the server sends a web page, not a picture"),
        (body(b"text", "text/plain"), "it is not a picture this program reads"),
        (body(b"", "image/png"), "it is not a picture this program reads"),
        (body(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"), "it is an SVG drawing"),
        (body(PICTURE[:-60]), "it is damaged or cut short"),
        (body(bytes(200_001)), "it is larger than 0.2 MB"),
        (cut_short(PICTURE), "the connection was cut"),
        (redirect("/a.png"), "it is redirected too often"),
        (redirect("file:///etc/hosts"), "it is redirected to an address that is not safe"),
        (status(429, Retry_After="0"), "the server says 429 Too Many Requests"),
    ],
)
def test_a_failure_of_the_web_is_said_and_retried(
    desk: Desk, server: PictureServer, answer: object, words: str
) -> None:
    url = server.answer("/a.png", answer)  # type: ignore[arg-type]
    said = desk.get(url)
    assert isinstance(said, str) and said.startswith(words)
    server.answer("/a.png", body(PICTURE))
    assert desk.get(url) == said
    with desk.qtbot.waitSignal(desk.pictures.arrived):
        desk.pictures.retry(url)
    assert desk.get(url) == QSize(80, 40)


def test_a_busy_server_is_asked_again(desk: Desk, server: PictureServer) -> None:
    assert desk.get(server.answer("/a.png", status(429, Retry_After="0"), body(PICTURE))) == QSize(80, 40)


def test_a_reset_connection_is_said(desk: Desk, server: PictureServer) -> None:
    assert isinstance(desk.get(server.answer("/a.png", reset)), str)


def test_offline_the_kept_picture_is_shown(desk: Desk) -> None:
    server = PictureServer()
    url = server.answer("/a.png", body(PICTURE))
    assert desk.get(url) == QSize(80, 40)
    server.close()
    for path in (desk.cache / "downloads").iterdir():
        os.utime(path, (0, 0))
    desk.start()
    assert desk.get(url) == QSize(80, 40)
    desk.qtbot.waitUntil(lambda: desk.pictures.is_idle)
    assert desk.pictures.failure(url) is None


@pytest.mark.parametrize("changed", [False, True])
def test_a_picture_of_last_week_is_shown_and_asked_for_once(desk: Desk, server: PictureServer, changed: bool) -> None:
    url = server.answer("/a.png", body(PICTURE, ETag='"one"'))
    desk.get(url)
    for path in (desk.cache / "downloads").iterdir():
        os.utime(path, (0, 0))
    if changed:
        server.answer("/a.png", body(encoded(image(colour="red")), ETag='"two"'))
    pictures = desk.start()
    desk.get(url)
    desk.qtbot.waitUntil(lambda: pictures.is_idle)
    assert server.asked("/a.png")[-1]["if-none-match"] == '"one"'
    assert desk.colour(url) == ("#ff0000" if changed else "#008080")
    desk.get(url, QSize(40, 40))
    desk.qtbot.waitUntil(lambda: pictures.is_idle)
    assert len(server.requests) == 2


def test_a_picture_replaced_by_a_web_page_stays(desk: Desk, server: PictureServer) -> None:
    url = server.answer("/a.png", body(PICTURE, ETag='"one"'), body(b"<html>log in", "text/html"))
    desk.get(url)
    for path in (desk.cache / "downloads").iterdir():
        os.utime(path, (0, 0))
    for _ in range(2):
        desk.start()
        assert desk.get(url) == QSize(80, 40)
        desk.qtbot.waitUntil(lambda: desk.pictures.is_idle)
        assert desk.pictures.failure(url) is None


def test_a_download_out_of_sight_is_broken_off(desk: Desk, server: PictureServer) -> None:
    slow = server.answer("/slow.png", held(body(PICTURE)))
    desk.pictures.picture(slow, SMALL)
    desk.qtbot.waitUntil(lambda: server.requests != [])
    desk.pictures.wanted(set())
    desk.qtbot.waitUntil(lambda: desk.pictures.is_idle)
    server.released.set()
    assert desk.get(slow) == QSize(80, 40)
    assert len(server.requests) == 2


def test_another_collection_ends_what_was_asked_for(desk: Desk, server: PictureServer) -> None:
    url = server.answer("/slow.png", held(body(PICTURE)))
    desk.pictures.picture(url, SMALL)
    desk.qtbot.waitUntil(lambda: server.requests != [])
    desk.pictures.open(desk.root)
    desk.qtbot.waitUntil(lambda: desk.pictures.is_idle)
    assert desk.pictures.failure(url) is None


def test_nothing_arrives_after_closing(desk: Desk, server: PictureServer) -> None:
    came: list[str] = []
    desk.pictures.arrived.connect(came.append)
    url = server.answer("/a.png", held(body(PICTURE)))
    desk.pictures.picture(url, SMALL)
    desk.pictures.picture(desk.file("a.png"), SMALL)
    desk.pictures.close()
    desk.pictures.close()
    server.released.set()
    assert desk.pictures.picture(url, SMALL) is None
    other = desk.start()
    other.picture(desk.file("b.png"), SMALL)
    desk.qtbot.waitUntil(lambda: other.is_idle)
    assert came == []


def test_a_cache_that_cannot_be_written_is_done_without(desk: Desk, server: PictureServer) -> None:
    desk.cache.write_bytes(b"in the way")
    assert desk.get(server.answer("/a.png", body(PICTURE))) == QSize(80, 40)
    assert desk.get(desk.file("a.png", encoded(image(1200, 800)))) == QSize(75, 50)
