"""Two days of the written week, end to end and headless, and what they leave behind on Monday."""

import io
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from rich.console import Console

from bot.core.readers import due_at, strategist_reader
from bot.core.week import week_at
from bot.demo.player import Player
from bot.demo.show import epilogue
from bot.demo.splitting import VOICE
from bot.demo.stage import Stage
from bot.demo.transcript import Transcript
from bot.demo.week import MONDAY, Sort, Via, WrittenMention, load_week
from bot.workspace.actors import Actor
from bot.workspace.promises import Posted
from tests.demo.conftest import KnowingClassifier

TUESDAY, WEDNESDAY = 1, 2
PLAIN_SORTS = (Sort.COMPLAINT, Sort.PRAISE, Sort.QUESTION)


def chosen(week: tuple[WrittenMention, ...]) -> tuple[WrittenMention, ...]:
    """Tuesday and Wednesday without the crowd: what is special is all there, and some of the rest."""
    days = [mention for mention in week if mention.day in (TUESDAY, WEDNESDAY)]
    crowd = [mention for mention in days if mention.storm]
    storm = [*crowd[:7], *(mention for mention in crowd if mention.author.name == VOICE)]
    special = [mention for mention in days if not mention.storm and _is_special(mention)]
    rest = [mention for mention in days if not mention.storm and not _is_special(mention)][::5]
    return tuple(sorted((*storm, *special, *rest), key=lambda mention: (mention.day, mention.time)))


def _is_special(mention: WrittenMention) -> bool:
    return mention.sort not in PLAIN_SORTS or mention.via is not Via.MEDIAWATCH or mention.department == "loyalty"


class Played:
    """A play that is over, to be looked at."""

    def __init__(self, stage: Stage, player: Player, printed: str) -> None:
        self.stage = stage
        self.player = player
        self.printed = printed


def play(week: tuple[WrittenMention, ...], stage: Stage, *, seed: int = 0, days: int = 7) -> Played:
    out = io.StringIO()
    player = Player(stage, week, Transcript(Console(file=out, width=200), stage.zone), seed=seed, days=days)
    player.play()
    return Played(stage, player, out.getvalue())


@pytest.fixture(scope="module")
def played() -> Iterator[Played]:
    week = load_week()
    with Stage(start=MONDAY, classifier=KnowingClassifier(week)) as stage:
        yield play(chosen(week), stage)


def test_nothing_is_lost_and_nothing_stays_undelivered(played: Played) -> None:
    ledger = played.stage.ledger()
    assert ledger.lost == 0
    assert ledger.waiting == 0
    assert ledger.received == len(chosen(load_week()))
    assert played.player.undelivered() == {}


def test_every_notice_is_delivered_once(played: Played) -> None:
    posts = [said.metadata for said in played.stage.workspace.record if said.method == "chat.postMessage"]
    assert posts
    ids = Counter(str(metadata) for metadata in posts)
    assert [known for known, count in ids.items() if count > 1] == []


def test_the_transcript_tells_what_happened_line_by_line(played: Played) -> None:
    for words in (
        "Tuesday 24 November",
        "Knock, knock!",
        "people say the same",
        "files #",
        "hands off #",
        "resolves #",
    ):
        assert words in played.printed


def test_a_storm_is_one_card_with_many_voices(played: Played) -> None:
    room = played.stage.channel("food-and-beverage")
    about = [posted for posted in room.messages if "Queue for breakfast" in posted.plain]
    # What is posted every week quotes it as well.
    card, *own = [posted for posted in about if "every week" not in posted.plain]
    assert all(VOICE in each.plain for each in own), "but for what was split off"
    assert played.stage.ledger().joined == 6
    assert "🌊 #" in played.printed
    assert "7 people say the same" in played.printed
    assert card.buttons


def test_the_kitchen_splits_off_what_is_another_matter(played: Played) -> None:
    assert f"{VOICE} gets a card of its own" in played.printed
    record = [each for each in played.stage.workspace.record if each.method == "chat.postMessage"]
    shown = [Posted(played.stage.workspace.state, each.channel, each.ts).plain for each in record]
    assert any("Split off from #" in each and VOICE in each for each in shown)


def told_alone(played: Played, who: Actor) -> list[Posted]:
    """All that the bot has ever told somebody alone."""
    state = played.stage.workspace.state
    channel = state.direct_message(who.id).id
    return [Posted(state, channel, ts) for ts in state.shelves.messages[channel]]


def test_the_silent_door_is_knocked_on_up_to_the_strategist_and_shows_in_the_summary(played: Played) -> None:
    told = [posted.plain for posted in told_alone(played, played.stage.strategist)]
    assert any("Loyalty has had" in each or "Loyalty has been silent" in each for each in told)
    [summary] = played.stage.channel("#social-weekly").messages
    assert "Loyalty has not answered for" in summary.plain
    [doors] = [each.plain for each in summary.thread if "Silent doors" in each.plain]
    assert "Loyalty" in doors.partition("Silent doors")[2]


def test_spam_and_namesakes_reach_no_channel(played: Played) -> None:
    ledger = played.stage.ledger()
    expected = sum(mention.sort in (Sort.SPAM, Sort.UNRELATED) for mention in chosen(load_week()))
    assert 0 < expected <= ledger.dismissed + _dismissed_by_people(played)


def test_strangers_cannot_shout(played: Played) -> None:
    assert all("<!channel>" not in said.text for said in played.stage.workspace.record)


def test_the_play_ends_well(played: Played) -> None:
    out = io.StringIO()
    assert epilogue(played.player, Console(file=out, width=200)) == 0
    assert "lost 0" in out.getvalue()
    assert "Silent doors" in out.getvalue()


def test_the_summary_is_posted_on_monday_at_nine_in_london(played: Played) -> None:
    strategist = played.stage.rulebook.strategist
    posted = next(each for each in played.stage.workspace.record if each.channel == _weekly(played))
    due = due_at(week_at(played.player.begins, strategist.zone), strategist_reader(strategist))
    assert 0 <= (posted.at - due).total_seconds() < 60


def test_the_same_seed_gives_the_same_day_and_a_visitor_is_left_alone() -> None:
    week = load_week()
    morning = tuple(mention for mention in week if mention.day == 0 and 9 <= mention.time.hour < 12)[:8]
    told = []
    for _ in range(2):
        with Stage(start=MONDAY, classifier=KnowingClassifier(week)) as stage:
            told.append(play(morning, stage, seed=5, days=1).printed)
    assert told[0] == told[1]


def test_scripted_colleagues_leave_alone_what_a_visitor_has_taken() -> None:
    week = load_week()
    [gas] = [mention for mention in week if mention.sort is Sort.EMERGENCY and mention.day == 0]
    with Stage(start=MONDAY, classifier=KnowingClassifier(week)) as stage:
        player = Player(stage, (gas,), Transcript(Console(file=io.StringIO()), stage.zone), days=1)
        player.play_until(gas.at(MONDAY, stage.zone))
        card = stage.card(department="safety")
        stage.strategist.clicks(card, "claim")
        # Later the bot asks whether the claim still holds, and opens a forgotten one to the others.
        player.play_until(stage.clock.now() + timedelta(minutes=25))
        assert "Claimed by @ines.okafor" in card.plain
        assert "resolved" not in card.plain.lower()


def _dismissed_by_people(played: Played) -> int:
    return played.printed.count("· dismisses #")


def _weekly(played: Played) -> str:
    return played.stage.channel("#social-weekly").id


def test_the_kitchen_asks_what_guests_say_about_breakfast_and_hears_it_on_monday(played: Played) -> None:
    (post,) = [each for each in played.stage.channel("#food-and-beverage").messages if "every week" in each.plain]
    assert "What is said about “breakfast queue”" in post.plain
    assert "/mentions about breakfast queue last 7 days, every week" in played.printed
