"""Trials that are run a few times by default, and with their whole counts with --whole-drills."""


class Drill:
    """How often a drill is to be tried: `drill.count(few, whole)`."""

    def __init__(self, is_whole: bool) -> None:
        self.is_whole = is_whole

    def count(self, few: int, whole: int) -> int:
        return whole if self.is_whole else few
