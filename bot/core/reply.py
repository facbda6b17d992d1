"""What is said in a thread: by which id it is known, and how much of it is kept.

Guarantee: pure; whoever hears of the same message twice gives it the same id, and any database can keep its words.
"""

import re

LONGEST_WORDS = 3_000
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def reply_id(channel: str, ts: str) -> str:
    """The id of the message `ts` in a channel."""
    return f"{channel}/{ts}"


def place_of(reply: str) -> tuple[str, str]:
    """(channel, ts) of a reply."""
    channel, _, ts = reply.partition("/")
    return channel, ts


def as_kept(words: str) -> str:
    """The start of `words`, without characters that no database takes."""
    return _UNFIT.sub("", words[: 2 * LONGEST_WORDS])[:LONGEST_WORDS]
