"""The transcript: one line for each thing that happens, in the play's own time.

Guarantee: what strangers wrote is printed as text, never as markup or control characters of the terminal.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

WIDTH_WHERE, WIDTH_WHO, LONGEST = 22, 20, 150


class Transcript:
    """Prints lines; `is_quiet` prints none, for a play that is watched on the page."""

    def __init__(self, console: Console, zone: ZoneInfo, *, is_quiet: bool = False) -> None:
        self._console = console
        self._zone = zone
        self._is_quiet = is_quiet
        self.lines = 0

    def line(self, at: datetime, *, where: str, who: str, what: str, style: str = "") -> None:
        """Print one line."""
        self.lines += 1
        if self._is_quiet:
            return
        shown = Text(f"{at.astimezone(self._zone):%a %H:%M}  ", style="dim")
        shown.append(f"{one_line(where, WIDTH_WHERE):<{WIDTH_WHERE}} ", style="cyan")
        shown.append(f"{one_line(who, WIDTH_WHO):<{WIDTH_WHO}} ", style="bold")
        shown.append(one_line(what, LONGEST), style=style)
        self._console.print(shown, soft_wrap=True)

    def heading(self, text: str) -> None:
        """Print a heading between the lines."""
        if not self._is_quiet:
            self._console.print(Text(f"── {text} ──", style="bold magenta"), soft_wrap=True)


def one_line(text: str, most: int) -> str:
    """`text` on one line, printable, at most that long."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    plain = " ".join(plain.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
