"""Where the pictures of an article are."""

from __future__ import annotations

import pathlib
import posixpath
from urllib.parse import unquote, urlsplit

from reviewer.articles.links import is_web_link


def resolve(url: str, article_path: str, root: pathlib.PurePath) -> str:
    """The picture's http(s) address, or the path of its file in the collection at `root`.

    `article_path` is relative to `root`, with `/` between. A leading `/` in `url` is the collection's folder.
    Raises ValueError, in words, for an empty address, another scheme, or a file outside the collection.
    """
    url = url.strip()
    if not url:
        raise ValueError("the picture has no address")
    if is_web_link(url):
        return url
    if url.startswith("//"):
        return resolve(f"https:{url}", article_path, root)
    try:
        scheme = urlsplit(url).scheme
    except ValueError as error:
        raise ValueError("the picture's address cannot be read") from error
    if scheme:
        raise ValueError(f"a picture from “{scheme}:” is not loaded, only from http, https and the collection")
    name = unquote(url.split("?", 1)[0].split("#", 1)[0]).replace("\\", "/")
    if "\0" in name:
        raise ValueError("the picture's address cannot be read")
    start = "" if name.startswith("/") else posixpath.dirname(article_path)
    inside = posixpath.normpath(posixpath.join(start, name.lstrip("/")))
    if inside == ".." or inside.startswith(("../", "/")) or ":" in inside.split("/", 1)[0]:
        raise ValueError("the picture is outside the collection")
    return str(root.joinpath(*inside.split("/")))
