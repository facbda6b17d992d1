"""What people say is heard: it goes back to whoever asked, and what they make of it later counts too."""

import pytest

from bot.core.issue import AssignmentStatus
from bot.workspace import events
from bot.workspace.promises import Posted
from bot.workspace.workspace import Workspace
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play, alerts


@pytest.fixture
def gita_was_asked(bot: Play, priya: Colleague) -> Posted:
    """Billing has asked the Counter; the Counter's card."""
    bot.receive("My refund is late")
    priya.fills_in(bot.the_card("#billing"), "Bring in", {"department": "counter", "question": "Did she pay in cash?"})
    return bot.the_card("#counter")


def heard(bot: Play) -> list[str]:
    """The answers that stand in Billing's thread."""
    return [line for line in bot.lines(bot.the_card("#billing")) if line.startswith("💬 ")]


def is_waiting(bot: Play, assignment: int = 0) -> bool:
    return bot.issue().assignments[assignment].status is AssignmentStatus.WAITING


@on_both
def test_an_answer_comes_back_into_the_thread_of_whoever_asked(
    bot: Play, gita: Colleague, gita_was_asked: Posted
) -> None:
    gita.says("#counter", "In cash, I have the receipt", thread=gita_was_asked)
    [line] = heard(bot)
    assert "of Counter answers" in line
    assert "In cash, I have the receipt" in line
    assert "See their thread" in line
    assert not is_waiting(bot, 1)


@on_both
def test_an_edited_answer_reads_the_same_in_both_threads(bot: Play, gita: Colleague, gita_was_asked: Posted) -> None:
    said = gita.says("#counter", "In cash", thread=gita_was_asked)
    assert gita.actor.edits(said, "By card, sorry").is_ok
    bot.settle()
    [line] = heard(bot)
    assert "By card, sorry" in line
    assert "(edited)" in line


@on_both
def test_a_deleted_answer_is_gone_from_both_threads_and_the_door_waits(
    bot: Play, gita: Colleague, gita_was_asked: Posted
) -> None:
    target = bot.issue().assignments[1].door.answer_by
    said = gita.says("#counter", "In cash", thread=gita_was_asked)
    assert gita.actor.deletes(said).is_ok
    bot.settle()
    assert heard(bot) == []
    assert is_waiting(bot, 1)
    assert bot.issue().assignments[1].door.answer_by == target


def test_what_the_asking_department_says_is_not_told_back_to_itself(
    bot: Play, priya: Colleague, gita_was_asked: Posted
) -> None:
    priya.says("#billing", "I'll wait for them", thread=bot.the_card("#billing"))
    assert heard(bot) == []


def test_an_outcome_still_comes_back_and_so_does_an_afterthought(
    bot: Play, gita: Colleague, gita_was_asked: Posted
) -> None:
    gita.fills_in(gita_was_asked, "Resolve", {"outcome": "In cash"})
    gita.says("#counter", "She has the receipt, too", thread=gita_was_asked)
    lines = bot.lines(bot.the_card("#billing"))
    assert any("finished the share of Counter" in line for line in lines)
    assert any("She has the receipt, too" in line for line in heard(bot))


HOSTILE = (
    "<!channel> @here *look* `at` <https://evil.example|https://larkfield.example> :rotating_light: &lt;!here&gt;",
    "@ines @priya have a look",
    "\u202egnp.exe <!subteam^S0123ABCD>",
    "word " * 2_000,
    "#hashtag " * 1_000,
)


@pytest.mark.parametrize("words", HOSTILE, ids=["markup", "names", "bidi and group", "long", "a thousand hashtags"])
def test_what_is_passed_on_alerts_nobody_a_second_time(
    bot: Play, gita: Colleague, gita_was_asked: Posted, words: str
) -> None:
    gita.says("#counter", words, thread=gita_was_asked)
    [line] = [each for each in bot.the_card("#billing").thread if each.plain.startswith("💬 ")]
    [link] = alerts(line)
    assert link.endswith("|See their thread")
    assert not set(line.plain) & set("\u202e")
    assert len(line.plain) < 2_500


def test_names_in_an_answer_are_read_as_names(bot: Play, gita: Colleague, gita_was_asked: Posted) -> None:
    gita.says("#counter", "@hugo was at the till, see https://larkfield.example/till", thread=gita_was_asked)
    [line] = heard(bot)
    assert "@Hugo" in line
    assert "https://larkfield.example/till" in line


@pytest.mark.parametrize("facts", [{"is_guest": True}, {"is_stranger": True}], ids=["guest", "another company"])
def test_what_guests_say_is_passed_on_to_nobody(
    bot: Play, slack: Workspace, gita: Colleague, gita_was_asked: Posted, facts: dict[str, bool]
) -> None:
    slack.change_person("gita", **facts)
    gita.says("#counter", "In cash", thread=gita_was_asked)
    assert heard(bot) == []
    assert is_waiting(bot, 1)


@pytest.mark.parametrize("words", ["Ich kümmere mich darum", "今日中に返金します", "👍", "تم الحل"])
def test_an_answer_counts_in_whatever_language(bot: Play, priya: Colleague, words: str) -> None:
    bot.receive("My refund is late")
    priya.says("#billing", words, thread=bot.the_card("#billing"))
    assert not is_waiting(bot)


@on_both
def test_a_deleted_answer_does_not_count_and_the_knock_comes_by_the_old_clock(
    bot: Play, clock: Play, priya: Colleague
) -> None:
    bot.receive("My refund is late")
    card = bot.the_card("#billing")
    due = bot.issue().owner.due_at
    said = priya.says("#billing", "On it", thread=card)
    assert "Somebody answered" in card.plain
    assert priya.actor.deletes(said).is_ok
    bot.settle()
    assert "Waiting for an answer" in card.plain
    assert bot.issue().owner.due_at == due
    assert bot.issue().owner.first_response_at is None


def test_links_that_unfold_are_no_edit(bot: Play, slack: Workspace, gita: Colleague, gita_was_asked: Posted) -> None:
    said = gita.says("#counter", "See https://larkfield.example/till", thread=gita_was_asked)
    unfolded = slack.state.change(said.now, attachments=({"title": "The till"},))
    assert slack.outgoing.event(events.changed_event(slack.state, said.now, unfolded)).is_ok
    bot.settle()
    assert "ReplyEdited" not in bot.story()
