"""Links that may be opened in a browser."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_web_link(url: str) -> bool:
    """Whether this is an http or https address with a host. Never raises."""
    try:
        parts = urlsplit(url.strip())
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
