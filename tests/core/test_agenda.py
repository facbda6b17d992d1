"""The agenda of a meeting: what travelled, what came back, who will be missing; and nothing in a quiet time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.core.agenda import put_together, seats, span_of, travelled, whys
from bot.core.agenda_markdown import as_markdown
from bot.core.asks import Told, tell
from bot.core.colleague import Absence, Etiquette, PersonTerms
from bot.core.commands import Command
from bot.core.committee import Committee
from bot.core.rulebook import Rulebook
from bot.core.summary import CardPlace, Line, Section
from bot.core.week import Span
from bot.core.why_ask import OpenWhy, WhyAsk
from bot.core.why_tree import Explained
from tests.core.example import MONDAY, RULEBOOK, Life, bring_in, hand_off, hours, resolve

TABLE = Committee(
    chair="U1",
    channel="#table",
    zone="Europe/London",
    weekdays=(1,),
    minute=14 * 60,
    every_weeks=2,
    first=date(2026, 11, 24),
)
NEXT = date(2026, 12, 8)
THIS_WEEK = Span(start=MONDAY - timedelta(days=1), end=MONDAY + timedelta(days=6))


def lived(*commands: Command) -> Told:
    life = Life()
    for command in commands:
        life.now += hours(1)
        assert life.do(command)
    told = tell(life.events, until=THIS_WEEK.end)
    assert told is not None
    return told


def lines(section: Section | None) -> list[str]:
    return [line.text for line in section.lines] if section else []


def test_the_agenda_looks_back_to_the_last_meeting_and_the_first_one_four_weeks() -> None:
    begins = TABLE.begins_at(NEXT)
    now = begins - hours(24)
    assert span_of(TABLE, NEXT, now=now) == Span(start=TABLE.begins_at(date(2026, 11, 24)), end=now)
    first = date(2026, 11, 24)
    assert span_of(TABLE, first, now=begins).start == TABLE.begins_at(first) - timedelta(weeks=4)
    assert span_of(TABLE, first, now=begins).end == TABLE.begins_at(first)


def test_an_issue_that_crossed_three_departments_is_on_the_agenda() -> None:
    story = lived(hand_off("food"), bring_in("safety", assignment=2))
    assert lines(travelled([story], THIS_WEEK, RULEBOOK)) == ["Billing → Food → Safety; still open, with Food"]


def test_an_issue_that_bounced_is_on_the_agenda_with_how_it_ended() -> None:
    story = lived(hand_off("food"), hand_off("billing", assignment=2), resolve(assignment=3))
    assert lines(travelled([story], THIS_WEEK, RULEBOOK)) == ["Billing → Food → Billing; closed by Billing"]


def test_an_issue_that_went_the_straight_way_or_long_ago_is_not() -> None:
    straight = lived(hand_off("food"), resolve(assignment=2))
    far = lived(hand_off("food"), hand_off("billing", assignment=2))
    next_week = Span(start=THIS_WEEK.end, end=THIS_WEEK.end + timedelta(days=7))
    assert travelled([straight], THIS_WEEK, RULEBOOK) is None
    assert travelled([far], next_week, RULEBOOK) is None


def said(number: int, *chain: str, days: float = 0) -> Explained:
    at = MONDAY + timedelta(days=days)
    return Explained(issue=number, assignment=1, department="food", brand="", tags=(), at=at, chain=chain)


QUESTION = OpenWhy(
    issue=3,
    assignment=1,
    asker="food",
    ask=WhyAsk(
        number=1,
        department="billing",
        channel="#billing",
        by="U1",
        at=THIS_WEEK.end - timedelta(days=2),
        about="Late rota",
    ),
)


def test_what_comes_back_without_a_why_is_asked_once() -> None:
    lately: Sequence[Explained] = [said(number, "Late rota") for number in (1, 2, 3)]
    long_ago = [said(number, "Wet floor", days=-60) for number in (4, 5, 6)]
    back, open_whys = whys([*long_ago, *lately], [QUESTION], THIS_WEEK, RULEBOOK)
    assert lines(back) == ["“Late rota”: 3 issues, in Food; nobody has said yet why that is"]
    assert lines(open_whys) == [
        "Food asked Billing two days ago: “Late rota”, and why is that?",
        "“Wet floor”: 3 issues, in Food; why is that?",
    ]


def around(**seats_of_food: str) -> Rulebook:
    departments = tuple(replace(each, **seats_of_food) if each.key == "food" else each for each in RULEBOOK.departments)
    away = PersonTerms(away=(Absence(first=date(2026, 12, 7), last=date(2026, 12, 9)),))
    etiquette = Etiquette(people={"away@example.com": away, "gone@example.com": away})
    return replace(RULEBOOK, departments=departments, etiquette=etiquette)


def test_an_empty_chair_and_one_whose_person_is_away_are_named() -> None:
    assert seats(around(), NEXT) is None
    assert lines(seats(around(seat=""), NEXT)) == ["Food: nobody sits for it"]
    stood_in = around(seat="away@example.com", backup="here@example.com")
    assert lines(seats(stood_in, NEXT)) == ["Food: the seat is away that day, so please bring the backup"]
    both = around(seat="away@example.com", backup="gone@example.com")
    assert lines(seats(both, NEXT))[0].startswith("Food: nobody can come;")
    assert seats(both, NEXT + timedelta(days=7)) is None


def test_a_long_list_is_cut_and_counted() -> None:
    stories = [lived(hand_off("food"), hand_off("billing", assignment=2)) for _ in range(7)]
    stories = [replace(each, issue=replace(each.issue, number=1000 + count)) for count, each in enumerate(stories)]
    assert lines(travelled(stories, THIS_WEEK, RULEBOOK))[-1] == "… and 2 more"


def agenda_of(*sections: Section) -> str:
    agenda = put_together(TABLE, NEXT, span=span_of(TABLE, NEXT, now=MONDAY), sections=sections)
    return as_markdown(agenda, TABLE, lambda card: f"https://example.slack.com/{card.ts}")


def test_the_canvas_has_a_box_to_tick_for_each_line_and_links_to_the_cards() -> None:
    card = CardPlace(channel="C1", ts="1.1")
    text = agenda_of(Section(title="Issues", lines=(Line(text="Far", issue=1001, card=card), Line(text="Near"))))
    assert text.startswith("# The committee meets on Tuesday, 8 December 2026, 14\\:00\n")
    assert "What has come up since 24 November." in text
    assert "\n## Issues\n\n- [ ] [#1001](https://example.slack.com/1.1) Far\n- [ ] Near\n" in text
    assert text.endswith("## Decided\n\n## Who does what, by when\n")


def test_nothing_that_anybody_wrote_is_read_as_markdown() -> None:
    hostile = "[x](https://e.example) ![](@U1)\n# <!channel> `:eyes:`"
    text = agenda_of(Section(title="Whys", lines=(Line(text=hostile),)))
    (line,) = [each for each in text.splitlines() if each.startswith("- [ ]")]
    assert line == r"- [ ] \[x\]\(https\://e.example\) \!\[\]\(@U1\) \# \<\!channel\> \`\:eyes\:\`"


def test_a_quiet_time_has_an_agenda_that_says_so() -> None:
    assert "Nothing waits for this meeting" in agenda_of()
