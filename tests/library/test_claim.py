import os
import subprocess
import sys
from pathlib import Path

from reviewer.library.claim import Claim, is_held

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
