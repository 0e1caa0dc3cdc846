"""A small collection with the oddities that the command line must get right, and what a command did to it."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]

ROBOTS = """\
---
category: news
title: "Robots &#038; people at work"
excerpt: "A study of hands."
publishedDateTime: 2021-03-18T10:53:00Z
webUrl: "https://lab.example/robots"
type: article
quality: 53
heat: -1
published: false

provider:
  name: Lab Notes
  domain: lab.example

topics:
  - AI
  - Robotics

images:
  - url: "/robots.png"
    width: 640
    height: 400
    isCached: true

related:
  - title: "Hands"
    webUrl: "https://other.example/hands"
    provider:
      name: Other
    quality: 20

secured: "abcdefgh;1234"
---

The body.
"""
FILES: dict[str, bytes] = {
    "2021/robots.md": ROBOTS.encode(),
    "2021/scans.md": '---\ntitle: 新しい医療画像の研究\nquality: about 70\npublished: true\ntopics: []\n---\n'.encode(),
    "crlf.md": b'---\r\ntitle: "CRLF"\r\nquality: 5\r\npublished: False\r\n---\r\n\r\nBody.\r\n',
    "bom no end.txt": b"\xef\xbb\xbf---\ntitle: BOM\nquality: 6\npublished: yes\n---",
    "stray.md": b"---\ntitle: Stray\nquality: 7\n---\nA stray byte: \xff\x00, a lone \r.\n---\nno new front matter",
    "broken.md": b"---\ntitle: [\npublished: true\n---\n",
}  # fmt: skip


@dataclass
class Ran:
    """What a command did. `lines` are those of stdout, as text."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")[:-1]


def environment(**more: str) -> dict[str, str]:
    """For a process of its own."""
    return {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "ascii", **more}


def contents(folder: Path) -> dict[str, bytes]:
    """All files below the folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
