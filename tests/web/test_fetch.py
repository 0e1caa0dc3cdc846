"""Fetching from a real server on this machine, with everything that goes wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from picture_server import PictureServer, body, cut_short, endless, held, redirect, reset, status
from pytestqt.qtbot import QtBot

from reviewer.web.downloads import Download, Limits, Validators
from reviewer.web.fetch import Fetcher

LIMITS = Limits(silence=5, whole=20, size=100_000, longest_wait=1)


class Heard:
    """What a fetcher said."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.came: dict[str, Download] = {}
        self.failed: dict[str, str] = {}
        self.fetcher = Fetcher(limits)
        self.fetcher.came.connect(lambda url, download: self.came.update({url: download}))
        self.fetcher.failed.connect(lambda url, words: self.failed.update({url: words}))

    @property
    def all(self) -> set[str]:
        return {*self.came, *self.failed}


@pytest.fixture
def server() -> Iterator[PictureServer]:
    server = PictureServer()
    yield server
    server.close()


@pytest.fixture
def heard(qapp: object) -> Iterator[Heard]:
    heard = Heard()
    yield heard
    heard.fetcher.close()


def failure(heard: Heard, url: str, qtbot: QtBot) -> str:
    heard.fetcher.get(url)
    qtbot.waitUntil(lambda: url in heard.all)
    return heard.failed[url]


def test_a_body_arrives_with_its_validators(server: PictureServer, heard: Heard, qtbot: QtBot) -> None:
    url = server.answer("/a.png", body(b"bytes", ETag='"one"', Last_Modified="Mon, 01 Jan 2024 00:00:00 GMT"))
    heard.fetcher.get(url)
    qtbot.waitUntil(lambda: url in heard.came)
    validators = Validators('"one"', "Mon, 01 Jan 2024 00:00:00 GMT")
    assert heard.came[url] == Download(url, b"bytes", validators, False, "image/png")
    headers = server.asked("/a.png")[0]
    assert headers["user-agent"].startswith("Reviewer/")
    assert "cookie" not in headers


def test_an_unchanged_picture_is_not_sent_again(server: PictureServer, heard: Heard, qtbot: QtBot) -> None:
    url = server.answer("/a.png", body(b"bytes", ETag='"one"'))
    heard.fetcher.get(url, Validators('"one"', ""))
    qtbot.waitUntil(lambda: url in heard.came)
    assert heard.came[url].unchanged
    assert heard.came[url].body == b""


def test_cookies_are_not_sent_back(server: PictureServer, heard: Heard, qtbot: QtBot) -> None:
    first = server.answer("/a.png", body(b"a", Set_Cookie="who=me; Path=/"))
    second = server.answer("/b.png", body(b"b"))
    for url in (first, second):
        heard.fetcher.get(url)
        qtbot.waitUntil(lambda url=url: url in heard.came)
    assert "cookie" not in server.asked("/b.png")[0]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (404, "the server says 404 Not Found"),
        (410, "the server says 410 Gone"),
        (500, "the server says 500 Internal Server Error"),
        (401, "the server says 401 Unauthorized"),
        (204, "the server says 204 No Content"),
    ],
)
def test_a_refusal_is_said_as_the_server_says_it(
    server: PictureServer, heard: Heard, qtbot: QtBot, code: int, words: str
) -> None:
    assert failure(heard, server.answer("/a.png", status(code)), qtbot) == words


def test_a_connection_cut_in_the_middle_is_a_failure(server: PictureServer, heard: Heard, qtbot: QtBot) -> None:
    assert failure(heard, server.answer("/a.png", cut_short(bytes(1000))), qtbot) == "the connection was cut"


def test_a_reset_connection_is_a_failure(server: PictureServer, heard: Heard, qtbot: QtBot) -> None:
    words = failure(heard, server.answer("/a.png", reset), qtbot)
    assert words == "the connection was cut" or "reset" in words.lower()


def test_nobody_listens(heard: Heard, qtbot: QtBot) -> None:
    gone = PictureServer()
    url = gone.url("/a.png")
    gone.close()
    assert failure(heard, url, qtbot) == "the server refuses the connection"


def test_a_declared_size_over_the_limit_is_refused(server: PictureServer, heard: Heard, qtbot: QtBot) -> None:
    assert failure(heard, server.answer("/a.png", body(bytes(100_001))), qtbot) == "it is larger than 0.1 MB"


def test_an_undeclared_size_over_the_limit_is_broken_off(server: PictureServer, heard: Heard, qtbot: QtBot) -> None:
    assert failure(heard, server.answer("/a.png", endless), qtbot) == "it is larger than 0.1 MB"


def test_a_silent_server_is_given_up(server: PictureServer, qtbot: QtBot) -> None:
    heard = Heard(replace(LIMITS, silence=0.1))
    url = server.answer("/a.png", held(body(b"late")))
    assert failure(heard, url, qtbot) == "it took longer than 0.1 s"
    heard.fetcher.close()


def test_a_server_that_never_ends_is_given_up(server: PictureServer, qtbot: QtBot) -> None:
    heard = Heard(replace(LIMITS, whole=0.1, silence=5))
    url = server.answer("/a.png", held(body(b"late")))
    assert failure(heard, url, qtbot) == "it took longer than 0.1 s"
    heard.fetcher.close()


def test_redirects_are_followed_a_few_times(server: PictureServer, heard: Heard, qtbot: QtBot) -> None:
    server.answer("/b.png", body(b"there"))
    url = server.answer("/a.png", redirect("/b.png"))
    heard.fetcher.get(url)
    qtbot.waitUntil(lambda: url in heard.came)
    assert heard.came[url].body == b"there"


def test_a_redirect_in_a_circle_ends(server: PictureServer, heard: Heard, qtbot: QtBot) -> None:
    assert failure(heard, server.answer("/a.png", redirect("/a.png")), qtbot) == "it is redirected too often"
    assert len(server.asked("/a.png")) <= 3 * (1 + LIMITS.redirects)


@pytest.mark.parametrize("target", ["file:///etc/hosts", "ftp://a.example/x.png", "data:image/png;base64,AA=="])
def test_a_redirect_leads_to_the_web_only(server: PictureServer, heard: Heard, qtbot: QtBot, target: str) -> None:
    words = failure(heard, server.answer("/a.png", redirect(target)), qtbot)
    assert words == "it is redirected to an address that is not safe"


@pytest.mark.parametrize("url", ["file:///etc/hosts", "ftp://a.example/x.png", "/a.png", "http://", "http://[", ""])
def test_only_web_addresses_are_fetched(heard: Heard, url: str) -> None:
    heard.fetcher.get(url)
    assert heard.failed == {url: "is not a web address"}


@pytest.mark.parametrize("code", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(
    server: PictureServer, heard: Heard, qtbot: QtBot, code: int
) -> None:
    url = server.answer("/a.png", status(code, Retry_After="0"), status(code, Retry_After="0"), body(b"ok"))
    heard.fetcher.get(url)
    qtbot.waitUntil(lambda: url in heard.all)
    assert heard.came[url].body == b"ok"


def test_a_busy_server_is_asked_three_times_at_most(server: PictureServer, heard: Heard, qtbot: QtBot) -> None:
    url = server.answer("/a.png", status(429, Retry_After="0"))
    assert failure(heard, url, qtbot) == "the server says 429 Too Many Requests"
    assert len(server.asked("/a.png")) == 3


def test_who_asks_for_more_patience_than_there_is_is_left_alone(
    server: PictureServer, heard: Heard, qtbot: QtBot
) -> None:
    tomorrow = format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)
    for path, wait in (("/a.png", "3600"), ("/b.png", tomorrow)):
        assert failure(heard, server.answer(path, status(503, Retry_After=wait)), qtbot).startswith(
            "the server says 503"
        )
        assert len(server.asked(path)) == 1


def test_a_few_at_once_and_fewer_from_a_host(server: PictureServer, qtbot: QtBot) -> None:
    heard = Heard(replace(LIMITS, at_once=3))
    hosts = ["127.0.0.1", "localhost"]
    urls = []
    for number in range(12):
        server.answer(f"/{number}.png", held(body(b"ok")))
        urls.append(server.url(f"/{number}.png", hosts[number % len(hosts)]))
    for url in urls:
        heard.fetcher.get(url)
    qtbot.waitUntil(lambda: len(server.requests) == 3)
    assert max(server.held_by_host().values()) == 2
    server.released.set()
    qtbot.waitUntil(lambda: heard.all == set(urls))
    assert not heard.failed
    heard.fetcher.close()


def test_the_last_asked_comes_first(server: PictureServer, qtbot: QtBot) -> None:
    heard = Heard(replace(LIMITS, at_once=1))
    urls = [server.answer(f"/{number}", held(body(b"ok"))) for number in range(4)]
    for url in [*urls, urls[1]]:
        heard.fetcher.get(url)
    qtbot.waitUntil(lambda: len(server.requests) == 1)
    server.released.set()
    qtbot.waitUntil(lambda: len(heard.came) == 4)
    assert [path for path, _ in server.requests] == ["/0", "/1", "/3", "/2"]
    heard.fetcher.close()


def test_what_is_dropped_is_not_heard_of(server: PictureServer, qtbot: QtBot) -> None:
    heard = Heard(replace(LIMITS, at_once=1))
    running, waiting, other = (server.answer(path, held(body(b"ok"))) for path in ("/a", "/b", "/c"))
    for url in (running, other, waiting):
        heard.fetcher.get(url)
    heard.fetcher.drop(waiting)
    heard.fetcher.drop(running)
    server.released.set()
    qtbot.waitUntil(lambda: other in heard.came)
    assert heard.all == {other}
    assert not heard.fetcher.is_fetching(running)
    heard.fetcher.close()


def test_nothing_is_said_after_closing(server: PictureServer, heard: Heard, qtbot: QtBot) -> None:
    url = server.answer("/a.png", held(body(b"ok")))
    heard.fetcher.get(url)
    qtbot.waitUntil(lambda: server.requests != [])
    heard.fetcher.close()
    heard.fetcher.get(server.answer("/b.png", body(b"ok")))
    server.released.set()
    assert heard.all == set()
    assert not heard.fetcher.is_fetching(url)
