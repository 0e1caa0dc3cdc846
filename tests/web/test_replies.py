"""When to ask a busy server again."""

from datetime import UTC, datetime

import pytest

from reviewer.web.replies import seconds_to_wait

NOON = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("retry_after", "tries", "seconds"),
    [
        ("7", 1, 7.0),
        ("0", 1, 0.0),
        ("Fri, 01 Mar 2024 12:00:30 GMT", 1, 30.0),
        ("Fri, 01 Mar 2024 11:00:00 GMT", 1, 0.0),
        ("Fri, 01 Mar 2024 12:00:30 -0000", 1, 30.0),
        ("", 1, 1.0),
        ("", 3, 4.0),
        ("soon", 2, 2.0),
        ("-5", 1, 1.0),
        ("²", 1, 1.0),
    ],
)
def test_waits(retry_after: str, tries: int, seconds: float) -> None:
    assert seconds_to_wait(retry_after, tries, NOON) == seconds
