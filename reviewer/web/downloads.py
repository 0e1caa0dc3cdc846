"""What is fetched, and what it may take: values, for those who need no network for them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a download may take. Seconds and bytes."""

    silence: float = 15.0
    whole: float = 60.0
    size: int = 20_000_000
    at_once: int = 6
    at_once_from_host: int = 2
    redirects: int = 5
    tries: int = 3
    longest_wait: float = 30.0


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server wants to be shown again to say "not changed"."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """An answer. `unchanged`: what the validators stand for is still good, `body` is empty."""

    url: str
    body: bytes
    validators: Validators
    unchanged: bool
    content_type: str
