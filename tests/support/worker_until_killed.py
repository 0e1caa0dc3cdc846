"""A process that starts the library's process as the window does, gives it long work, and says what runs.

Arguments: the folder, the home. Prints the process's id once its work goes on, then waits for ever. The library's
process and its pool inherit standard output: whoever reads it sees its end when the last of them is gone.
"""

import multiprocessing
import sys
from pathlib import Path

from reviewer.library import worker
from reviewer.library.home import Home
from reviewer.library.messages import Progress, Request


def main(root: str, home: str) -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=worker.main, args=(theirs,))
    process.start()
    theirs.close()
    ours.send(Request(1, "open", (Path(root), Home.below(Path(home)), None)))
    ours.send(Request(2, "refresh"))
    while True:
        answer = ours.recv()
        if isinstance(answer, Progress) and answer.done > 0:
            print(process.pid, flush=True)
            sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
