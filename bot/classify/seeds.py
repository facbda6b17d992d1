"""What the labels that every company shares mean, in sentences an author might write.

Guarantee: written for this project. They are to sentiment, urgency and relevance what its description is to a
department: enough to begin with, outweighed by examples.
"""

import re
from collections.abc import Mapping

from bot.core.classification import Relevance, Sentiment, Urgency
from bot.core.department import Department
from bot.core.journey import Stage

SENTIMENTS: Mapping[Sentiment, tuple[str, ...]] = {
    Sentiment.NEGATIVE: (
        "I am very disappointed and angry, this is unacceptable",
        "terrible experience, never again",
        "nobody helps us, this does not work and nobody cares",
        "you charged me wrongly and ignore my messages",
        "it was dirty, broken and the staff was rude",
    ),
    Sentiment.NEUTRAL: (
        "a question: do you have this, and when is it open?",
        "how can I change my booking?",
        "news: the company announced a new location",
        "does anybody know whether this is included?",
        "I am there today",
    ),
    Sentiment.POSITIVE: (
        "thank you, we loved every minute of it",
        "wonderful people, great service, highly recommended",
        "the best experience ever, we will come back",
        "so happy with this, beautiful and perfect",
    ),
}
URGENCIES: Mapping[Urgency, tuple[str, ...]] = {
    Urgency.EMERGENCY: (
        "somebody is hurt and needs an ambulance now",
        "there is a fire, smoke everywhere",
        "I am in danger, please call the police",
        "we are all sick after eating there, one of us is in hospital",
        "a child is missing",
    ),
    Urgency.HIGH: (
        "we are stranded and have nowhere to sleep tonight",
        "I need an answer today, we leave in two hours",
        "I am locked out and nobody answers the phone",
        "my medicine was in the bag that you lost",
        "there is no water and no heating right now",
    ),
    Urgency.NORMAL: (
        "I was charged twice, please refund me",
        "the room was not clean and nobody came",
        "I have been waiting for a reply for some days",
        "how do I change my booking for next month?",
    ),
    Urgency.LOW: (
        "thank you for a lovely stay",
        "a suggestion: you could offer more of this",
        "beautiful place, nice photo",
        "I look forward to my visit next year",
    ),
}
RELEVANCES: Mapping[Relevance, tuple[str, ...]] = {
    Relevance.RELEVANT: (),
    Relevance.UNRELATED: (
        "what I think of politics and the election",
        "the match last night, what a goal",
        "somebody else with the same name",
        "a poem about the weather and my feelings",
    ),
    Relevance.SPAM: (
        "win a free prize, click the link in my bio",
        "crypto giveaway, double your bitcoin now",
        "buy cheap followers and likes, send a direct message",
        "earn money from home, guaranteed profit, join the channel",
    ),
}

_PHRASE = re.compile(r"[;,.:]\s+")
_CLAUSE = re.compile(r"[.;:,\n()–—]|\s(?:and|or|und|oder|et|ou|y|o|e|en)\s")
_SHORTEST_CLAUSE = 4
_MOST_CLAUSES = 40


def describe(department: Department) -> list[str]:
    """Texts that stand for `department` before it has examples: all of its description, and each clause of it.

    A description lists what belongs to a department, and each entry of that list is a small example by itself.
    """
    whole = f"{department.name}: {department.description}".strip(": ")
    clauses = (clause.strip() for clause in _CLAUSE.split(whole))
    told = dict.fromkeys(clause for clause in clauses if len(clause) >= _SHORTEST_CLAUSE)
    return [whole, *list(told)[:_MOST_CLAUSES]]


def describe_stage(stage: Stage) -> list[str]:
    """Texts that stand for a stage of the journey: all of its description, and each phrase of it."""
    phrases = (part.strip() for part in _PHRASE.split(stage.description))
    return list(dict.fromkeys((stage.description, *(part for part in phrases if part))))
