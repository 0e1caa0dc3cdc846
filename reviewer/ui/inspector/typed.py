"""What was shown in a field, what was typed over it, and what was sent on: which text is still to be staged."""

from dataclasses import dataclass


@dataclass
class Typed:
    """`shown` is the text as the field gave it back after it was filled, so that nothing looks typed that was not."""

    shown: str = ""
    sent: str | None = None
    refused: str | None = None

    @property
    def base(self) -> str:
        return self.shown if self.sent is None else self.sent

    def differs(self, text: str) -> bool:
        """Whether the curator typed something that is not staged."""
        return text != self.base

    def fill(self, shown: str) -> None:
        self.shown, self.sent, self.refused = shown, None, None

    def send(self, text: str) -> None:
        self.sent, self.refused = text, None

    def refuse(self, text: str) -> bool:
        """What was sent was not taken. True if something had been sent."""
        if self.sent is None:
            return False
        self.refused, self.sent = text, None
        return True
