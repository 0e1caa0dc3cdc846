import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.library import claim as claims
from reviewer.library.claim import Claim, alone_with, is_held
from reviewer.library.reasons import reason

HOLD = """
import sys
from pathlib import Path
from reviewer.library.claim import Claim
claim = Claim(Path(sys.argv[1]))
print(claim.take() and "held", flush=True)
sys.stdin.read()
"""


def test_a_claim_is_seen_until_it_is_released(tmp_path: Path) -> None:
    path = tmp_path / "claim"
    assert not is_held(path)
    claim = Claim(path)
    assert claim.take()
    assert is_held(path)
    assert not Claim(path).take()
    claim.release()
    assert not is_held(path)
    assert not path.exists()
    claim.release()


def test_a_process_that_is_killed_gives_up_its_claim(tmp_path: Path) -> None:
    path = tmp_path / "claim"
    script = tmp_path / "hold.py"
    script.write_text(HOLD)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    holder = subprocess.Popen(
        [sys.executable, script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    assert holder.stdout
    assert holder.stdout.readline().strip() == b"held"
    assert is_held(path)
    holder.kill()
    holder.communicate()
    assert path.exists()
    assert not is_held(path)
    assert not path.exists()


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file, for which nobody waits long."""
    monkeypatch.setattr(claims, "_TRIES", 3)
    monkeypatch.setattr(claims, "_PAUSE_SECONDS", 0)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    path = tmp_path / "a.md"
    path.write_bytes(b"x")
    return path


@pytest.fixture
def answer(article: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """The disk of the article answers a wish for a lock with this error."""
    lock = claims._lock

    def arrange(error: int) -> None:
        def refuse(handle: int) -> None:
            if os.path.samestat(os.fstat(handle), article.stat()):
                raise OSError(error, os.strerror(error))
            lock(handle)

        monkeypatch.setattr(claims, "_lock", refuse)

    return arrange


def check_only_one_is_let_in(article: Path) -> None:
    with alone_with(str(article)):
        with pytest.raises(OSError, match=os.strerror(errno.EBUSY)) as error, alone_with(str(article)):
            pytest.fail("a second one is let in")
        other = article.with_name("b.md")
        other.write_bytes(b"y")
        with alone_with(str(other)):
            pass
    assert reason(error.value) == "another program is using it"
    with alone_with(str(article)):
        pass
    assert article.read_bytes() == b"x"
    assert list(Path(tempfile.gettempdir()).iterdir()) == []


def test_only_one_is_let_in(article: Path) -> None:
    check_only_one_is_let_in(article)


@pytest.mark.parametrize("error", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EBADF, errno.EINVAL])
def test_only_one_is_let_in_where_the_disk_knows_no_locks(
    article: Path, answer: Callable[[int], None], error: int
) -> None:
    answer(error)
    check_only_one_is_let_in(article)


@pytest.mark.parametrize("error", [errno.EAGAIN, errno.EACCES])
def test_a_file_that_somebody_else_has_locked_is_told(article: Path, answer: Callable[[int], None], error: int) -> None:
    answer(error)
    with pytest.raises(OSError, match=os.strerror(errno.EBUSY)), alone_with(str(article)):
        pytest.fail("it is let in")


def test_without_locks_and_without_room_for_a_claim_it_is_let_in(
    article: Path, answer: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(errno.ENOLCK)
    monkeypatch.setattr(tempfile, "tempdir", str(article.parent / "gone"))
    with alone_with(str(article)):
        pass
