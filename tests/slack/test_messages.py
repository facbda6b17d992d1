"""Every message, with the worst that strangers and colleagues can write: within all limits, and harmless."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.classification import Classification, DepartmentScore, NearestExample, Sentiment, Urgency
from bot.core.department import Brand
from bot.core.issue import Issue
from bot.core.mention import Author, Mention
from bot.core.notices import PostCard, PostNote, PostReminder, RelayReply, TellStrategist
from bot.core.refusal import Refusal, RefusalReason
from bot.core.routing import Routing, TraceLine
from bot.core.summary import CardPlace, Line, Part, Section, Summary
from bot.core.summary_notice import PostSummary
from bot.core.tally import tally
from bot.core.week import week_of
from bot.ports import Delivery, MessageRef, PastIssue, Reply, StoredMention
from bot.services.overview import Listed
from bot.slack.answers import refused
from bot.slack.ids import Page
from bot.slack.messages import Message, render
from bot.slack.messages.fit import fit
from bot.slack.messages.issue_list import Leaf, issue_list
from bot.slack.messages.safe import clean, clip_mrkdwn, link
from bot.slack.messages.scene import Scene
from bot.slack.messages.story import shown
from bot.slack.modals import FORMS
from bot.slack.modals.why_me import why_me
from bot.workspace.blocks import check_message_blocks, check_view
from tests.core.example import MONDAY, RULEBOOK, Life, hours

HOSTILE = (
    "<!channel> <!here> <!everyone> <@U0STRATEGIST> <!subteam^S123> @channel @here",
    "&lt;!channel&gt; &amp;lt;!channel&amp;gt; &amp;amp;",
    "<https://evil.example|https://bank.example>",
    "[click](https://evil.example) https://bank.example@evil.example/",
    "*bold* _italic_ ~strike~ `code` ```block``` > quote",
    ":rotating_light: :smile: :+1::skin-tone-2:",
    "\u202egnp.exe \u2066left\u2069 \u200fright",
    "a\u200bb\u2060c\ufeffd\u00ade",
    "nul\x00 bell\x07 escape\x1b[31m",
    "Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357\u0358a\u0351\u0352\u0353\u0354lgo",
    "مرحبا بالعالم " * 40,
    "👩‍👩‍👧‍👦" * 400,
    "#hashtag " * 1000,
    "x" * 1_000_000,
    "\n" * 5000,
    "",
    "   ",
    "{issue} {0} %s ${x}",
    '"}],"type":"actions"',
)
ANYTHING = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=4000), st.text(alphabet="<>&@!|:*_~`\u202e", max_size=400)
)
URLS = st.one_of(
    st.sampled_from(
        [
            "",
            "javascript:alert(1)",
            "https://bank.example@evil.example/",
            "https://example.com/post/1",
            "https://xn--80ak6aa92e.com/",
            "https://аррӏе.com/",
            "https://example.com/|<!channel>",
            "http://" + "a" * 3000 + ".example",
            "https://example.com/" + "a" * 2500,
            "ftp://example.com",
            "https://exa\u202emple.com",
        ]
    ),
    st.text(max_size=100),
)


class Nobody:
    def user_id(self, person: str) -> str | None:
        return None

    def group_id(self, group: str) -> str | None:
        return None


@st.composite
def mentions(draw: st.DrawFn) -> StoredMention:
    author = Author(
        name=draw(ANYTHING),
        handle=draw(ANYTHING),
        followers=draw(st.none() | st.integers(0, 10**9)),
        verified=draw(st.booleans()),
    )
    mention = Mention(
        source="feed:x",
        external_id="1",
        text=draw(ANYTHING),
        title=draw(ANYTHING),
        url=draw(URLS),
        platform=draw(ANYTHING),
        language=draw(ANYTHING),
        rating=draw(st.none() | st.floats(0, 5)),
        author=author,
        received_at=MONDAY,
    )
    judged = Classification(
        departments=tuple(DepartmentScore(department=each.key, score=0.1) for each in RULEBOOK.departments),
        is_confident=True,
        sentiment=draw(st.sampled_from(Sentiment)),
        language=draw(st.sampled_from(["en", "und", "xx", "<!channel>"])),
        nearest=tuple(NearestExample(text=draw(ANYTHING), department=key, likeness=0.5) for key in ("food", None)),
    )
    why = draw(ANYTHING)
    routing = Routing(
        department="billing",
        rule=draw(ANYTHING),
        why=why,
        trace=tuple(TraceLine(rule=f"rule {n}", holds=n == 99, why=why) for n in range(100)),
    )
    classified = draw(st.booleans())
    return StoredMention(
        id=7,
        mention=mention,
        classification=judged if classified else None,
        routing=routing if draw(st.booleans()) else None,
    )


def lives(words: str) -> Iterator[Life]:
    """An issue in each of its states, with `words` wherever a person may write."""
    claimed, snoozed, answered, handed, brought, resolved, dismissed, knocked = (Life() for _ in range(8))
    claimed.do(cmd.Claim(by="U1", assignment=1))
    snoozed.do(cmd.Snooze(by="U1", assignment=1, until=MONDAY + hours(30)))
    answered.do(cmd.Respond(by="U1", assignment=1))
    handed.do(cmd.HandOff(by="U1", assignment=1, to="digital", why=words, is_not_ours=True))
    brought.do(cmd.BringIn(by="U1", assignment=1, department="food", question=words))
    brought.do(cmd.Resolve(by="U1", assignment=2, outcome=words))
    resolved.do(cmd.Escalate(by="U1", assignment=1, why=words))
    resolved.do(cmd.AddNote(by="U1", text=words or "."))
    resolved.do(cmd.ChangeUrgency(by="U1", urgency=Urgency.EMERGENCY, why=words))
    resolved.do(cmd.Resolve(by="U1", assignment=1, outcome=words, public_reply=words, cause=words))
    dismissed.do(cmd.Dismiss(by="U1", why=words))
    dismissed.do(cmd.Reopen(by="U1", why=words))
    for number in range(100, 150):
        knocked.do(cmd.Join(by=cmd.DOORKNOCK, mention=number, reach=10**6))
    knocked.wait(until=MONDAY + hours(24 * 9))
    claimed.wait(until=MONDAY + hours(24))
    yield from (Life(), claimed, snoozed, answered, handed, brought, resolved, dismissed, knocked)


RELAYED = {"issue": 1001, "assignment": 1, "channel": "#x", "reply": "C1/1.1", "origin": 1}


def deliveries(life: Life, mention: StoredMention) -> Iterator[Delivery]:
    """Everything that is ever said about one issue."""
    notices: list[Any] = [
        PostCard(issue=life.number, assignment=share.number, channel="#x") for share in life.issue.assignments
    ]
    for number, event in enumerate(life.events):
        about = {"issue": life.number, "assignment": 1, "channel": "#x", "number": number}
        if isinstance(event, ev.DoorKnocked | ev.ClaimChecked):
            notices.append(PostReminder(event=event, **about))
        notices.append(PostNote(event=event, **about))
        if isinstance(event, ev.Responded):
            notices.append(RelayReply(event=event, **RELAYED))
    said = Reply(id="C1/1.1", issue=life.number, assignment=1, by="U1", heard_at=MONDAY, words=mention.mention.text)
    for notice in notices:
        yield Delivery(
            id=1,
            notice=notice,
            rulebook=RULEBOOK,
            now=life.now,
            channel="#x",
            issue=life.issue,
            mention=mention,
            reply=said,
        )


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def parsed_texts(value: object) -> Iterator[str]:
    """The texts that Slack reads control sequences out of."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield value["text"]
        for inner in value.values():
            yield from parsed_texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from parsed_texts(inner)


OURS = re.compile(r"<(@U0STRATEGIST|@U1|!date\^\d+\^\{date_short_pretty\} at \{time\}\|[\w ,:+-]+)>")
HIDDEN = re.compile("[\x00-\x08\x0e-\x1f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def assert_fine(message: Message) -> None:
    """Within every limit by an independent judge, and nothing in it that strangers could have meant to happen."""
    check_message_blocks(message.blocks)
    assert message.blocks
    assert 0 < len(message.text) <= 4000
    assert len(json.dumps(message.blocks)) < 60_000
    for text in (message.text, *parsed_texts(message.blocks)):
        left = OURS.sub("", text)
        assert "<" not in left, left
        assert ">" not in left, left
    for text in strings(message.blocks):
        assert not HIDDEN.search(text), repr(text)
        assert not re.search(r":[a-z_+][\w+-]*:", text, re.ASCII), repr(text)


@settings(max_examples=15)
@given(mentions(), ANYTHING)
def test_whatever_anybody_writes_every_message_is_within_all_limits_and_harmless(
    mention: StoredMention, words: str
) -> None:
    for life in lives(words):
        for delivery in deliveries(life, mention):
            assert_fine(render(delivery, Nobody()))


@settings(max_examples=15)
@given(mentions(), ANYTHING)
def test_whatever_anybody_writes_every_modal_is_within_all_limits(mention: StoredMention, words: str) -> None:
    for life in lives(words):
        scene = Scene(issue=life.issue, share=life.share(), rulebook=RULEBOOK, people=Nobody(), now=life.now)
        for form in FORMS.values():
            check_view(form.view(scene, mention))
        past = [PastIssue(issue=life.issue, likeness=0.7, said=words, card=MessageRef(channel="C1", ts="1.1"))] * 3
        check_view(why_me(scene, mention))
        check_view(why_me(scene, mention, past))
        assert_fine(fit(shown(scene, mention, life.events)))


@given(ANYTHING, st.sampled_from(RefusalReason))
def test_a_refusal_stays_kind_and_harmless(words: str, reason: RefusalReason) -> None:
    text = refused(Refusal(reason=reason, issue=1042, who=words, what=words), RULEBOOK)
    assert "<" not in text.replace("<@", "") or words.startswith(("U", "W"))
    assert len(text) < 400


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_a_stranger_writes_alerts_anybody(text: str) -> None:
    author = Author(name=text, handle=text)
    mention = Mention(source="x", external_id="1", text=text, title=text, url=text, author=author, received_at=MONDAY)
    life = Life()
    card = PostCard(issue=life.number, assignment=1, channel="#x")
    stored = StoredMention(id=7, mention=mention)
    delivery = Delivery(
        id=1, notice=card, rulebook=RULEBOOK, now=MONDAY, channel="#x", issue=life.issue, mention=stored
    )
    assert_fine(render(delivery, Nobody()))


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.com/a?b=c#d", "example.com"),
        ("HTTPS://Example.COM/", "example.com"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("https://bank.example@evil.example/", None),
        ("javascript:alert(1)", None),
        ("https://example.com/a b", None),
        ("https://example.com/<!channel>", None),
        ("https:///nowhere", None),
        ("", None),
    ],
)
def test_a_link_shows_the_host_it_really_opens_or_is_none(url: str, host: str | None) -> None:
    found = link(url)
    assert (found.host if found else None) == host


def test_clean_keeps_what_people_need() -> None:
    assert clean("Family 👨‍👩‍👧, Persian می‌خواهم, café, 10:30") == "Family 👨‍👩‍👧, Persian می‌خواهم, café, 10:30"
    assert clean("pay\u200dpal\u200b") == "paypal"


@given(st.text(alphabet="ab &<>;lt|", max_size=60), st.integers(1, 60))
def test_cutting_escaped_text_leaves_no_half_entity_behind(text: str, most: int) -> None:
    from bot.slack.messages.safe import escape

    cut = clip_mrkdwn(escape(text), most)
    assert len(cut) <= most
    assert not re.search(r"&(?!(amp|lt|gt);)", cut)


def test_a_long_post_ends_with_a_link_to_the_rest() -> None:
    mention = Mention(source="x", external_id="1", text="word " * 1000, url="https://example.com/p", received_at=MONDAY)
    life = Life()
    delivery = Delivery(
        id=1,
        notice=PostCard(issue=life.number, assignment=1, channel="#x"),
        rulebook=RULEBOOK,
        now=MONDAY,
        channel="#x",
        issue=life.issue,
        mention=StoredMention(id=7, mention=mention),
    )
    quote = render(delivery, Nobody()).blocks[2]["elements"][1]["elements"]
    assert quote[-1] == {"type": "link", "url": "https://example.com/p", "text": "read on"}
    assert len(quote[0]["text"]) < 1000


def test_a_storm_shows_how_many_and_how_far() -> None:
    life = Life()
    for number in range(100, 113):
        life.do(cmd.Join(by=cmd.DOORKNOCK, mention=number, reach=1000))
    message = _card(life.issue)
    assert "14 people say the same" in str(message.blocks)
    assert "13,000 followers" in str(message.blocks)


def test_the_brand_is_named_as_people_name_it() -> None:
    issue = replace(Life().issue, brand="lakeside")
    book = replace(RULEBOOK, brands=(Brand(key="lakeside", name="Lakeside Hotels"),))
    assert "Lakeside Hotels" in str(_card(issue, book).blocks)


def _card(issue: Issue, rulebook: Any = RULEBOOK) -> Message:
    mention = Mention(source="x", external_id="1", text="Hello", received_at=MONDAY)
    return render(
        Delivery(
            id=1,
            notice=PostCard(issue=issue.number, assignment=1, channel="#x"),
            rulebook=rulebook,
            now=MONDAY,
            channel="#x",
            issue=issue,
            mention=StoredMention(id=7, mention=mention),
        ),
        Nobody(),
    )


WEEK = week_of("2026-W48", "Europe/London")


def _summary(sections: tuple[Section, ...], headline: str = "A quiet week.") -> Summary:
    figures = tally(WEEK, last_week=WEEK, heard=[], heard_before=[], stories=[], rulebook=RULEBOOK)
    return Summary(figures=figures, period="23 – 29 November 2026", headline=headline, sections=sections)


def _told(week: Summary, people: Nobody, part: str = Part.REASONS) -> Message:
    notice = PostSummary(channel="#x", week=week.week, start=WEEK.start, end=WEEK.end, part=part)
    delivery = Delivery(id=1, notice=notice, rulebook=RULEBOOK, now=MONDAY, channel="#x", summary=week)
    return render(delivery, people)


class Somebody(Nobody):
    def permalink(self, channel: str, ts: str) -> str:
        return f"https://example.slack.com/archives/{channel}/p{ts}"


def test_a_summary_of_any_size_is_one_message() -> None:
    lines = tuple(Line(text="line " * 40) for _ in range(30))
    sections = tuple(Section(title=f"Section {number}", lines=lines) for number in range(60))
    week = replace(_summary(sections, "A quiet week. " * 40), look=lines, closing=sections[0])
    message = _told(week, Nobody())
    check_message_blocks(message.blocks)
    assert "and 11 more" in str(message.blocks)
    check_message_blocks(_told(week, Nobody(), part="").blocks)


def test_the_first_look_says_the_week_what_is_worth_a_line_and_its_last_word_and_points_to_the_thread() -> None:
    more = (Section(title="Silent doors", lines=(Line(text="Billing: no answer"),), part=Part.DOORS),)
    closing = Section(title="What to do on Monday", lines=(Line(text="Knock on Billing's door."),))
    week = replace(_summary(more), look=(Line(text="40 mentions"),), closing=closing)
    said = [str(block) for block in _told(week, Nobody(), part="").blocks]
    for number, words in enumerate(("The week of", "A quiet week", "• 40 mentions", "Billing's door", "in the thread")):
        assert words in said[number]
    assert "no answer" not in str(said)
    assert "• Billing: no answer" in str(_told(week, Nobody(), part=Part.DOORS))
    quiet = _told(_summary(()), Nobody(), part="")
    assert "in the thread" not in str(quiet), "a quiet week has nothing more to say"


def test_a_summary_links_each_issue_to_its_card_where_it_can() -> None:
    line = Line(text="Billing: no answer", issue=1042, assignment=1, card=CardPlace(channel="C1", ts="12.3"))
    week = _summary((Section(title="Silent doors", lines=(line,)),))
    assert "<https://example.slack.com/archives/C1/p12.3|#1042> Billing: no answer" in str(_told(week, Somebody()))
    assert "• #1042 Billing: no answer" in str(_told(week, Nobody()))


def test_a_departments_name_may_have_braces_in_it() -> None:
    week = replace(_summary(()), title="Food {&} drink: your week, {period}")
    assert "Food {&amp;} drink: your week, 23 – 29 November 2026" in _told(week, Nobody(), part="").text


@pytest.mark.parametrize("words", HOSTILE)
def test_a_summary_is_harmless_whatever_its_lines_quote(words: str) -> None:
    week = _summary((Section(title=words, lines=(Line(text=words),)),), headline=words)
    assert_fine(_told(week, Nobody()))
    assert_fine(_told(week, Nobody(), part=""))


def test_a_plain_sentence_for_the_strategist() -> None:
    notice = TellStrategist(channel="#x", text="rules.yaml:3:1: <oh> " * 1000, about="rules")
    delivery = Delivery(id=1, notice=notice, rulebook=RULEBOOK, now=MONDAY, channel="#x")
    assert_fine(render(delivery, Nobody()))


@pytest.mark.parametrize("words", HOSTILE)
def test_lists_stay_within_the_limits_and_are_harmless(words: str) -> None:
    issues = tuple(replace(Life().issue, number=1000 + n) for n in range(50))
    mention = StoredMention(id=7, mention=Mention(source="x", external_id="1", text=words * 50, received_at=MONDAY))
    found = Listed(issues=issues, total=900, mentions={issues[0].mention: mention})
    leaf = Leaf(title="Open issues", listed=found, page=Page("open", "", 3), pages=9)
    assert_fine(fit(issue_list(leaf, rulebook=RULEBOOK, people=Somebody(), now=MONDAY)))
