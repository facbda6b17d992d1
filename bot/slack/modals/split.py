"""Split off: which of those who seemed to say the same is about something else?"""

from collections.abc import Sequence

from bot.core.commands import Split
from bot.ports import StoredMention
from bot.slack.actions import Act
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.safe import one_line
from bot.slack.messages.scene import Scene
from bot.slack.modals.form import Answers, Complaint, Form, choice_field
from bot.slack.texts import modals

FIELD = "mention"
LONGEST = 75
LATEST = frozenset({"last", "latest", "newest", "the last", "the latest", "the newest", "last one", "the last one"})


def shown_as(said: StoredMention, most: int = LONGEST) -> str:
    """Who said it and how it begins, in one line."""
    author = said.mention.author
    return one_line(f"{author.shown}: {said.mention.content}", most)


def joined_by(words: str, joined: Sequence[StoredMention]) -> int | None:
    """The mention that is meant by `words`: the last one, or the one by that author; None where it is not clear."""
    if _meant(words) in LATEST:
        return joined[0].id if joined else None
    found = all_by(words, joined)
    return found[0].id if len(found) == 1 else None


def all_by(words: str, joined: Sequence[StoredMention]) -> Sequence[StoredMention]:
    """Those of the mentions whose author `words` name."""
    authors = ((each, each.mention.author) for each in joined)
    return [each for each, author in authors if _meant(words) in _names_of(author.name, author.handle)]


def _meant(words: str) -> str:
    return words.strip().lower().lstrip("@")


def _names_of(name: str, handle: str) -> set[str]:
    return {each.lower().lstrip("@") for each in (name, handle, name.partition(" ")[0]) if each}


def _ask(scene: Scene, mention: StoredMention | None) -> Sequence[Block]:
    options = [kit.option(shown_as(each) or modals.NO_WORDS, str(each.id)) for each in scene.joined]
    if not options:
        return (kit.section(modals.SPLIT_NOTHING),)
    return (
        choice_field(FIELD, "Which one is about something else?", options),
        kit.context(kit.plain(modals.SPLIT_HINT)),
    )


def _read(answers: Answers, scene: Scene, by: str) -> Split | Complaint:
    chosen = answers.choice(FIELD)
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 19):
        return Complaint(FIELD, modals.PICK_ONE)
    return Split(by=by, mention=int(chosen))


FORM = Form(act=Act.SPLIT, title="Split off", submit="Split off", words=FIELD, ask=_ask, read=_read)
