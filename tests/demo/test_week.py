"""The written week has in it what the demo promises."""

from collections import Counter
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.core.mention import Author, Mention
from bot.core.storm import LIKENESS, fingerprint, likeness, printed
from bot.demo.week import MONDAY, Index, Sort, Via, WrittenMention
from bot.rulebook import load_rulebook

Week = tuple[WrittenMention, ...]
RULES = Path(__file__).parents[2] / "routing_rules"


def test_there_are_about_two_hundred_mentions_in_order_of_time_each_with_its_own_id(week: Week) -> None:
    assert 190 <= len(week) <= 240
    assert len({mention.id for mention in week}) == len(week)
    moments = [(mention.day, mention.time) for mention in week]
    assert moments == sorted(moments)


def test_every_sort_of_mention_is_there(week: Week) -> None:
    counts = Counter(mention.sort for mention in week)
    least = {Sort.PRAISE: 30, Sort.COMPLAINT: 90, Sort.QUESTION: 10, Sort.EMERGENCY: 7, Sort.JOB_SEEKER: 5}
    least |= {Sort.PRESS: 5, Sort.SPAM: 5, Sort.UNRELATED: 5}
    assert {sort: count for sort, count in least.items() if counts[sort] < count} == {}


def test_five_languages_are_spoken(week: Week) -> None:
    counts = Counter(mention.language for mention in week)
    assert set(counts) == {"en", "de", "es", "fr", "it"}
    assert min(counts.values()) >= 10


def test_mentions_come_in_every_way(week: Week) -> None:
    assert {mention.via for mention in week} == set(Via)
    assert all(mention.found_by for mention in week if mention.via in (Via.COMMAND, Via.ROUTE_THIS))


def test_every_department_of_the_example_rulebook_has_something_to_do(week: Week) -> None:
    departments = {department.key for department in load_rulebook(RULES).departments} - {"triage"}
    assert {mention.department for mention in week} == {*departments, None}


def test_each_day_has_mentions_and_each_night_is_quieter_than_its_day(week: Week) -> None:
    for _, mentions in groupby(week, key=lambda mention: mention.day):
        by_night = Counter(not 7 <= mention.time.hour < 22 for mention in mentions)
        assert 0 < by_night[True] < by_night[False]


@pytest.mark.parametrize("storm", ["breakfast", "login"])
def test_a_storm_is_recognised_as_one(week: Week, storm: str) -> None:
    prints = [printed(_mention(each)).grams for each in week if each.storm == storm]
    assert len(prints) >= 12
    for index, mine in enumerate(prints[1:], start=1):
        assert max(likeness(mine, other) for other in prints[:index]) >= LIKENESS


def test_nothing_outside_a_storm_is_taken_for_one(week: Week) -> None:
    single = [printed(_mention(each)) for each in week if not each.storm]
    stormy = [printed(_mention(each)) for each in week if each.storm]
    for index, mine in enumerate(single):
        assert all(likeness(mine.grams, other.grams) < LIKENESS for other in (*single[:index], *stormy))


def test_no_mention_repeats_an_example_of_the_rulebook(week: Week) -> None:
    examples = [fingerprint(example.text) for example in load_rulebook(RULES).examples]
    for mention in week:
        mine = fingerprint(mention.text)
        assert all(likeness(mine, example) < 0.3 for example in examples), mention.id


def test_some_strangers_try_to_shout(week: Week) -> None:
    words = " ".join(f"{mention.author.name} {mention.text}" for mention in week)
    assert "<!channel>" in words
    assert "*Bold" in words
    assert "\u202e" in words


def test_a_time_is_the_wall_clock_of_the_strategists_zone(week: Week) -> None:
    first = week[0]
    assert first.at(MONDAY, ZoneInfo("Europe/London")).isoformat() == "2026-11-23T00:42:00+00:00"
    assert first.at(MONDAY, ZoneInfo("Asia/Singapore")).isoformat() == "2026-11-22T16:42:00+00:00"


def test_a_card_is_recognised_by_its_words_and_a_visitors_own_is_not(week: Week) -> None:
    index = Index(week)
    bold = next(mention for mention in week if "karaoke" in mention.text)
    shown = f"🔵 #1001 · Guest Relations\nsomebody\n{bold.text.replace('*', '')}\nWhy here"
    assert index.of(shown) == bold
    assert index.of("🔵 #1002 · Billing\nThis was typed by a visitor") is None


def _mention(written: WrittenMention) -> Mention:
    return Mention(
        source="demo",
        external_id=written.id,
        text=written.text,
        title=written.title,
        received_at=written.at(MONDAY, ZoneInfo("UTC")),
        author=Author(name=written.author.name),
    )
