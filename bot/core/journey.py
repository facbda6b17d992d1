"""The customer's journey: its stages, as the rulebook names them.

Guarantee: configuration only; where the rulebook names no stages, none is guessed and nothing is said of any.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage; `description` says what people speak of there, and is what the classifier guesses by."""

    key: str
    description: str

    @property
    def name(self) -> str:
        """What people call it: "Checking out" for `checking-out`."""
        return self.key.replace("-", " ").replace("_", " ").capitalize()
