"""What colleagues wrote in Slack, as plain words: `<@U…>` and `<https://…|…>` become what a reader sees.

Guarantee: pure but for names; the result goes into elements that Slack does not parse, so nobody is alerted twice.
"""

import html
import re

from bot.slack.messages.people import USER_ID, Names, People

_ENTITY = re.compile(r"<([^<>]*)>")


def spoken_words(text: str, people: People) -> str:
    """`text` as it reads in Slack, with names in place of ids."""
    return html.unescape(_ENTITY.sub(lambda found: _shown(found[1], people), text))


def _shown(entity: str, people: People) -> str:
    target, _, label = entity.partition("|")
    if target.startswith("@"):
        return f"@{label or _name(target[1:], people)}"
    if target.startswith("#"):
        return f"#{label or 'channel'}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    address = target.removeprefix("mailto:").removeprefix("tel:")
    return address if not label or label in address or address in label else f"{label} ({address})"


def _name(user: str, people: People) -> str:
    known = people.name_of(user) if USER_ID.fullmatch(user) and isinstance(people, Names) else ""
    return known if known and not USER_ID.fullmatch(known) else "somebody"
