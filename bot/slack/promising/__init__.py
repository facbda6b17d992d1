"""Promises: "I'll get back by 3 pm", said in a thread, and the instant that is meant by it.

Guarantee: pure, and careful rather than clever: what is not surely a promise is none, for a reminder that nobody has
asked for is worse than one that nobody gets.
"""

from bot.slack.promising.reading import may_promise, promised_in

__all__ = ["may_promise", "promised_in"]
