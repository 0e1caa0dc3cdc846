"""What a server's answer means, in words, and when to ask again."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from PySide6.QtNetwork import QNetworkReply, QNetworkRequest

_Error = QNetworkReply.NetworkError

_WORDS = {
    _Error.ConnectionRefusedError: "the server refuses the connection",
    _Error.RemoteHostClosedError: "the connection was cut",
    _Error.HostNotFoundError: "no such host",
    _Error.SslHandshakeFailedError: "the server's certificate is not trusted",
    _Error.TemporaryNetworkFailureError: "the network is not there",
    _Error.NetworkSessionFailedError: "the network is not there",
    _Error.TooManyRedirectsError: "it is redirected too often",
    _Error.InsecureRedirectError: "it is redirected to an address that is not safe",
    _Error.ProtocolUnknownError: "it is redirected to an address that is not safe",
    _Error.ProxyConnectionRefusedError: "the proxy refuses the connection",
    _Error.ProxyNotFoundError: "no such proxy",
    _Error.ProxyTimeoutError: "the proxy does not answer",
    _Error.ProxyAuthenticationRequiredError: "the proxy asks for a password",
    _Error.AuthenticationRequiredError: "the server asks for a password",
    _Error.ProtocolFailure: "the server's answer cannot be understood",
}


def status_of(reply: QNetworkReply) -> int | None:
    """The HTTP status of the last answer; None if none came."""
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
    return status if isinstance(status, int) else None


def header(reply: QNetworkReply, name: str) -> str:
    """One header of the answer, "" if it is missing."""
    return bytes(reply.rawHeader(name).data()).decode("latin-1").strip()


def failure_words(reply: QNetworkReply) -> str | None:
    """Why the reply holds nothing to show, in words; None if it does. Only for a reply that has finished."""
    status = status_of(reply)
    if status is not None and status >= 400:
        return f"the server says {status} {_reason(reply, status)}".rstrip()
    error = reply.error()
    if error != _Error.NoError:
        return _WORDS.get(error) or f"it cannot be loaded: {reply.errorString()}"
    if status not in (200, 203, 304):
        return f"the server says {status} {_reason(reply, status or 0)}".rstrip()
    return None


def _reason(reply: QNetworkReply, status: int) -> str:
    given = reply.attribute(QNetworkRequest.Attribute.HttpReasonPhraseAttribute)
    if isinstance(given, str) and given.strip():
        return " ".join(given.split())[:60]
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def seconds_to_wait(retry_after: str, tries: int, now: datetime | None = None) -> float:
    """How long to wait before asking again: what Retry-After says (seconds or a date), else 1, 2, 4 ... seconds."""
    if retry_after.isascii() and retry_after.isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return float(2 ** max(tries - 1, 0))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
