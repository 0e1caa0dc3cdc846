"""Which .yml and .yaml files are articles: as the settings say."""

from collections.abc import Sequence

from reviewer.library.home import YAML_ARTICLES, Home
from reviewer.library.ignoring import is_pattern
from reviewer.library.reasons import reason


def patterns_of(home: Home, more: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Which .yml and .yaml files are articles, and sentences about what could not be understood."""
    try:
        named = home.yaml_patterns()
    except OSError as error:
        return tuple(more), [f"{home.settings / YAML_ARTICLES} cannot be read: {reason(error)}."]
    wrong = [line for line in named if not is_pattern(line)]
    words = [f"{home.settings / YAML_ARTICLES}: “{line}” is no pattern." for line in wrong]
    return (*more, *(line for line in named if line not in wrong)), words
