"""The members of the workspace, as far as somebody who is to be knocked for must be known.

Guarantee: a member's status is at most STATUS_AGE_S old; somebody who has left is None.
"""

import re
import threading
from zoneinfo import ZoneInfo

from bot.core.colleague import Colleague
from bot.errors import PermanentFailure
from bot.slack.aged import Aged
from bot.slack.client import Answer, SlackApi

STATUS_AGE_S = 300.0

AWAY_EMOJI = frozenset({"palm_tree", "beach_with_umbrella", "face_with_thermometer", "baby_bottle", "desert_island"})
"""Slack's own for "Vacationing" and "Out sick", and what else people set; being in a meeting is not being away."""

_AWAY_WORDS = re.compile(
    r"""\b(?:
      (?<!\w\s) vacation(?:ing)? | on \s vacation | (?:on|public) \s holidays?
    | out \s sick | sick \s (?:leave|day) | off \s sick
    | ooo | out \s of \s (?:the \s )?office | on \s leave | (?:parental|maternity|paternity) \s leave | day \s off
    | urlaub | krank (?:geschrieben)? | abwesend | elternzeit | au(?:ß|ss)er \s haus
    | vacances | cong[ée]s? | arr[êe]t \s maladie | absente?
    | vacaciones | de \s baja | fuera \s de \s la \s oficina | ausente
    | ferie | in \s malattia | assente
    | f[ée]rias | de \s licen[çc]a | fora \s do \s escrit[óo]rio
    | vakantie | afwezig | met \s verlof | ziek (?:gemeld)?
    | semester | sjuk | urlop | zwolnienie
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BACK = re.compile(r"\b(?:back|zur[üu]ck|de \s retour|de \s vuelta)\b", re.IGNORECASE | re.VERBOSE)


class Members:
    """Looks members up by id."""

    def __init__(self, api: SlackApi) -> None:
        self._api = api
        self._known: dict[str, Aged[tuple[Colleague, ...]]] = {}
        self._lock = threading.Lock()

    def member(self, user_id: str) -> Colleague | None:
        """An active member, None where there is none. TemporaryFailure where Slack did not say."""
        with self._lock:
            entry = self._known.get(user_id)
            if entry is None:
                entry = self._known[user_id] = Aged(lambda: self._fetch(user_id), age_s=STATUS_AGE_S)
        found = entry.get()
        return found[0] if found else None

    def _fetch(self, user_id: str) -> tuple[Colleague, ...]:
        try:
            user = self._api.read("users.info", user=user_id)["user"]
        except PermanentFailure:
            return ()
        return () if user.get("deleted") or user.get("is_bot") else (_colleague(user),)


def says_away(emoji: str, text: str) -> bool:
    """Whether a status means that somebody is not at work: vacation or illness, not a meeting and not the journey."""
    if _BACK.search(text):
        return False
    return emoji.strip(":") in AWAY_EMOJI or _AWAY_WORDS.search(text) is not None


def _colleague(user: Answer) -> Colleague:
    profile = user.get("profile") or {}
    is_away = says_away(str(profile.get("status_emoji") or ""), str(profile.get("status_text") or ""))
    return Colleague(id=str(user["id"]), zone=known_zone(str(user.get("tz") or "")), is_away=is_away)


def known_zone(name: str) -> str:
    """A zone that this machine knows, or ""."""
    try:
        return ZoneInfo(name).key if name else ""
    except (KeyError, ValueError, OSError):
        return ""
