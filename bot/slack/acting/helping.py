"""What the bot says to whoever asks what it understands.

Guarantee: pure; it names the emoji that the rulebook gives a meaning, and no others.
"""

from bot.core.rulebook import Rulebook
from bot.slack.texts import done

MOST_EMOJI = 4


def help_text(rulebook: Rulebook) -> str:
    """The words and the emoji that do something."""
    meant = [
        done.EMOJI_DOES.format(emoji=emoji, does=done.GESTURES[gesture])
        for emoji, gesture in list(rulebook.reactions.items())[:MOST_EMOJI]
    ]
    return done.HELP + (done.EMOJI.format(meant=", ".join(meant)) if meant else "")
