"""A process that holds a collection as a window does. Arguments: the folder, the home.

Prints "held" or "elsewhere", then "knocked" each time another start asks for it; ends when its input does.
"""

import sys
from pathlib import Path

from reviewer.library.home import Home
from reviewer.session.holding import Holding


def main(root: str, home: str) -> None:
    holding = Holding(Home.below(Path(home)), lambda: print("knocked", flush=True))
    print("held" if holding.take(Path(root)) else "elsewhere", flush=True)
    sys.stdin.read()
    holding.wait()
    holding.give_up()


if __name__ == "__main__":
    main(*sys.argv[1:])
