"""What the bot asks back, for one person alone: the likely answers as buttons, and one that opens the whole form.

Guarantee: pure; each button carries ids only, and no more of them are shown than a person takes in at a glance.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from bot.core.classification import Urgency
from bot.ports import StoredMention
from bot.slack.acting.commanding import Lack, Missing
from bot.slack.actions import PICK, Act
from bot.slack.ids import Pick, Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.messages.safe import one_line
from bot.slack.messages.scene import Scene
from bot.slack.modals.departments import likely_departments
from bot.slack.modals.dismiss import REASONS
from bot.slack.modals.split import all_by, shown_as
from bot.slack.texts import asking, modals, names

MOST_CHOICES = 4
Choices = Iterable[tuple[str, str]]
"""What stands on each button, and what it picks."""


def question(missing: Missing, scene: Scene, mention: StoredMention | None) -> Message:
    """The question for what is missing."""
    said = missing.said
    target = Target(scene.issue.number, scene.share.number)
    text = asking.QUESTIONS[missing.lack].format(issue=scene.issue.number)
    choices = list(_CHOICES[missing.lack](missing, scene, mention))[:MOST_CHOICES]
    picks = [
        kit.button(label, action=f"{PICK}:{index}", value=str(Pick(said.act, target, choice)))
        for index, (label, choice) in enumerate(choices)
    ]
    form = Act.HAND_OFF if said.act is Act.NOT_OURS else said.act
    opens = kit.button(asking.ANOTHER if picks else asking.OPEN, action=form, value=str(target))
    return Message(text=text, blocks=(kit.section(text), kit.actions(*picks, opens)))


def _departments(missing: Missing, scene: Scene, mention: StoredMention | None) -> Choices:
    keys = missing.said.likely or likely_departments(scene, mention)
    there = {share.department for share in scene.issue.open_assignments()}
    for key in keys:
        department = scene.rulebook.department(key)
        if department is not None and key not in there:
            yield one_line(department.name, 60), key


def _moments(missing: Missing, scene: Scene, mention: StoredMention | None) -> Choices:
    return asking.MOMENTS.items()


def _urgencies(missing: Missing, scene: Scene, mention: StoredMention | None) -> Choices:
    return ((names.URGENCY_NAME[each], each.value) for each in Urgency if each is not scene.issue.urgency)


def _reasons(missing: Missing, scene: Scene, mention: StoredMention | None) -> Choices:
    return ((label, key) for key, label in REASONS.items())


def _joined(missing: Missing, scene: Scene, mention: StoredMention | None) -> Choices:
    # Where two have the name that was said, it is one of them.
    likely = all_by(missing.said.words, scene.joined) or scene.joined
    return ((shown_as(each) or modals.NO_WORDS, str(each.id)) for each in likely)


def _none(missing: Missing, scene: Scene, mention: StoredMention | None) -> Choices:
    return ()


_CHOICES: Mapping[Lack, Callable[[Missing, Scene, StoredMention | None], Choices]] = MappingProxyType(
    {
        Lack.DEPARTMENT: _departments,
        Lack.MOMENT: _moments,
        Lack.URGENCY: _urgencies,
        Lack.REASON: _reasons,
        Lack.QUESTION: _none,
        Lack.WORDS: _none,
        Lack.WHY: _none,
        Lack.NUMBER: _none,
        Lack.MENTION: _joined,
    }
)
