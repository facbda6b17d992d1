"""One grammar for what people type: after a slash command, and to the bot in a card's thread.

Guarantee: pure; words become an act with its arguments or nothing. Between two meanings nothing is guessed.
"""

from bot.slack.grammar.reading import looks_attempted, read
from bot.slack.grammar.said import Said, Setting

__all__ = ["Said", "Setting", "looks_attempted", "read"]
