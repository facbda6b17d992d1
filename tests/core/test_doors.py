"""The map of doors: its figures counted by hand, and why a door is silent where it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core import commands as cmd
from bot.core.asks import Told, tell
from bot.core.department import TRIAGE
from bot.core.door_map import draw, gather
from bot.core.door_words import door_line, door_sections, in_order, lost_line, needs_a_look
from bot.core.doors import DoorMap, DoorReport, Homeless, LostTopic, Silence, Streak, Why
from bot.core.routing import Routing
from bot.core.silence import silences
from bot.core.topics import Words, lost_topics, telling_words, words_of
from bot.core.week import Span
from tests.core.example import MONDAY, RULEBOOK, Life, claim, hand_off, hours, minutes, respond, snooze

SPAN = Span(start=MONDAY - timedelta(weeks=4), end=MONDAY + timedelta(days=7))


def a_life(
    number: int = 1001, *, at: datetime = MONDAY, department: str = "billing", tags: tuple[str, ...] = ()
) -> Life:
    return Life(routing=Routing(department=department, tags=tags), now=at, number=number)


def told(life: Life) -> Told:
    found = tell(life.events, until=life.now + hours(1))
    assert found is not None
    return found


def mapped(*lives: Life, until: datetime, texts: dict[int, Words] | None = None) -> DoorMap:
    gathered = [gather(told(life), span=SPAN, until=until, rulebook=RULEBOOK, unposted=()) for life in lives]
    return draw(gathered, texts=texts or {}, span=SPAN, until=until, rulebook=RULEBOOK)


def door(found: DoorMap, key: str = "billing") -> DoorReport:
    report = found.door(key)
    assert report is not None
    return report


def why(life: Life, *, unposted: Sequence[tuple[int, int]] = ()) -> list[Why]:
    return [each.why for each in silences(told(life), now=life.now, rulebook=RULEBOOK, unposted=unposted)]


def test_a_doors_figures_are_those_counted_by_hand() -> None:
    early, late = a_life(1001), a_life(1002)
    early.wait(until=MONDAY + hours(1))
    early.do(claim())
    # Knocked on after two hours (the seat) and four (the backup), answered after five.
    late.wait(until=MONDAY + hours(5))
    late.do(respond())
    passed = a_life(1003)
    passed.wait(until=MONDAY + hours(3))
    passed.do(cmd.HandOff(by="U1", assignment=1, to="digital", why="", is_not_ours=True))
    report = door(mapped(early, late, passed, until=MONDAY + hours(5)))
    assert (report.asked, report.knocks, report.not_ours) == (3, 3, 1)
    assert (report.answers.answered, report.answers.in_time, report.answers.overdue) == (3, 3, 0)
    assert report.answers.median == hours(3)
    assert report.opened == ((0, 1), (1, 1), (2, 1))
    assert report.streak is None


def test_what_was_asked_and_answered_before_the_period_is_not_in_it() -> None:
    old = a_life(at=SPAN.start - timedelta(days=3))
    old.wait(until=old.now + hours(1))
    old.do(claim())
    old.do(cmd.Resolve(by="U1", assignment=1))
    assert door(mapped(old, until=MONDAY)).is_quiet


def test_a_silent_streak_counts_the_newest_asks_in_a_row_that_were_knocked_for() -> None:
    answered, first, second = (a_life(1001 + day, at=MONDAY + timedelta(days=day)) for day in range(3))
    answered.wait(until=MONDAY + hours(1))
    answered.do(claim())
    end = MONDAY + timedelta(days=3)
    fresh = a_life(1004, at=end - minutes(30))
    for life in (first, second, fresh):
        life.wait(until=end)
    report = door(mapped(answered, first, second, fresh, until=end))
    assert report.streak == Streak(count=2, since=MONDAY + timedelta(days=1))
    second.do(respond())
    assert door(mapped(answered, first, second, fresh, until=end)).streak is None


def test_a_door_that_nobody_knocked_on_yet_is_not_silent() -> None:
    life = a_life()
    life.wait(until=MONDAY + hours(1))
    assert why(life) == []
    assert not needs_a_look(door(mapped(life, until=life.now)))


def test_a_card_that_has_not_arrived_explains_the_silence() -> None:
    life = a_life()
    life.wait(until=MONDAY + hours(9))
    assert why(life, unposted=[(1001, 1)]) == [Why.UNDELIVERED]
    life.do(claim())
    assert why(life, unposted=[(1001, 1)]) == []


def test_a_door_asked_in_the_evening_is_out_of_hours_until_the_morning() -> None:
    evening = a_life(at=MONDAY + hours(10))
    evening.wait(until=MONDAY + hours(20))
    assert why(evening) == [Why.OUT_OF_HOURS]
    evening.wait(until=MONDAY + hours(24.5))
    assert why(evening) == []
    evening.wait(until=MONDAY + hours(27))
    assert why(evening) == [Why.UNANSWERED]


def test_talked_about_but_not_taken_is_said_after_an_hour() -> None:
    life = a_life()
    life.do(respond())
    assert why(life) == []
    life.wait(until=MONDAY + hours(1))
    assert why(life) == [Why.UNCLAIMED]
    life.wait(until=MONDAY + hours(6))
    assert "AnswerWentQuiet" in {type(event).__name__ for event in life.events}
    assert why(life) == [Why.UNCLAIMED]


def test_taken_and_quiet_since_is_idle_also_once_the_claim_has_run_out() -> None:
    life = a_life()
    life.do(claim())
    life.wait(until=MONDAY + hours(3))
    assert why(life) == []
    life.wait(until=MONDAY + hours(5))
    assert why(life) == [Why.IDLE]
    life.wait(until=MONDAY + timedelta(days=1, hours=2))
    assert not life.share().claimed_by
    assert why(life) == [Why.IDLE]


def test_whoever_asked_for_quiet_is_not_called_silent() -> None:
    life = a_life()
    life.do(snooze(MONDAY + timedelta(days=3)))
    life.wait(until=MONDAY + timedelta(days=2))
    assert why(life) == []


def test_topics_are_the_tags_and_without_any_the_telling_words() -> None:
    tagged = [a_life(1001 + number, tags=("wifi",) if number else ("lift", "wifi")) for number in range(3)]
    assert door(mapped(*tagged, until=MONDAY)).topics == (("wifi", 3), ("lift", 1))
    texts = {7: words_of("The breakfast queue was far too long")}
    assert telling_words([texts[7]] * 3, [words_of("The invoice was far too high")] * 3) == ("breakfast", "queue")


def test_a_word_that_stands_everywhere_tells_nothing() -> None:
    here = [words_of(f"They were closed and they lost my umbrella {word}") for word in ("again", "today", "sadly")]
    elsewhere = [words_of("They were closed and they were rude")] * 6
    assert telling_words(here, elsewhere)[0] == "umbrella"
    assert not {"they", "were", "closed"} & set(telling_words(here, elsewhere))


def test_a_topic_without_a_door_is_found_by_its_words_and_proposes_where_it_ends() -> None:
    said = ["My voucher card does not scan", "Voucher card refused", "A voucher without a card", "Where do I park?"]
    homeless = [
        Homeless(issue=1001 + n, mention=n, tags=(), held_by="billing" if n < 2 else TRIAGE, is_bounced=n == 0)
        for n in range(len(said))
    ]
    texts = {number: words_of(text) for number, text in enumerate(said)}
    elsewhere = [words_of("The invoice is wrong"), words_of("Cold soup")] * 5
    (topic,) = lost_topics(homeless, texts, elsewhere)
    assert set(topic.words) == {"card", "voucher"}
    assert (topic.issues, topic.bounced, topic.taken_by) == ((1001, 1002, 1003), 1, "billing")
    assert "ends at Billing: a rule would spare the detour" in lost_line(topic, RULEBOOK)


def test_what_ends_here_and_there_may_be_an_empty_chair() -> None:
    line = lost_line(LostTopic(words=("parking",), issues=(1, 2, 3), bounced=2), RULEBOOK)
    assert line == (
        "“parking”: 3 issues, 2 of them passed on twice; it ends here and there: is this a department of its own, or "
        "an empty chair to fill?"
    )


def test_two_issues_are_chance_and_no_topic() -> None:
    homeless = [Homeless(issue=n, mention=n, tags=("wifi",), held_by=TRIAGE, is_bounced=False) for n in (1, 2)]
    assert lost_topics(homeless, {}, []) == ()


def test_what_is_passed_on_twice_has_no_door_also_where_it_began_at_one() -> None:
    life = a_life(tags=("parking",))
    for number, to in ((1, "digital"), (2, "food")):
        life.do(hand_off(to, assignment=number))
    direct = a_life(1002, tags=("parking",))
    direct.do(hand_off("digital"))
    found = [gather(told(each), span=SPAN, until=MONDAY, rulebook=RULEBOOK, unposted=()) for each in (life, direct)]
    assert [each.homeless.is_bounced if each.homeless else None for each in found] == [True, None]


@pytest.mark.parametrize("key", ["billing", TRIAGE])
def test_a_quiet_door_is_called_quiet_and_needs_no_look(key: str) -> None:
    found = mapped(until=MONDAY)
    assert door_line(door(found, key), now=MONDAY) == "nothing to answer"
    assert not any(needs_a_look(each) for each in found.doors)
    (section,) = door_sections(door(found, key), RULEBOOK, now=MONDAY)
    assert section.lines[0].text == "Nothing to answer. A good moment to ask how they are."


def test_the_door_that_needs_a_look_comes_first_and_says_why() -> None:
    fine, silent = a_life(1001, department="digital"), a_life(1002)
    fine.do(claim())
    silent.wait(until=MONDAY + hours(7))
    found = mapped(fine, silent, until=silent.now)
    assert [each.department for each in in_order(found)][:2] == ["billing", "digital"]
    line = door_line(door(found), now=found.until)
    assert line == "asked once, no answer so far, 2 knocks; unanswered for 7 hours"
    line = door_line(replace(door(found), asked=0), now=found.until)
    assert line == "asked nothing new, 2 knocks; unanswered for 7 hours"
    (quiet,) = [each for each in door_sections(door(found), RULEBOOK, now=found.until) if "quiet" in each.title]
    assert quiet.lines[0].issue == 1002
    assert quiet.lines[0].text == "no word yet, for 7 hours"


def test_a_department_that_is_asleep_is_not_one_to_worry_about() -> None:
    silence = Silence(issue=1, assignment=1, department="billing", why=Why.OUT_OF_HOURS, since=MONDAY)
    report = door(mapped(until=MONDAY))
    asleep = DoorReport(department="billing", asked=1, knocks=0, answers=report.answers, silences=(silence,))
    assert not needs_a_look(asleep)
