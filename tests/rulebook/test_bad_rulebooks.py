"""Each mistake a strategist may make is told where it stands, with the nearest known name, and refuses the rulebook."""

from pathlib import Path

import pytest

from bot.rulebook import check_rulebook
from tests.rulebook.small_book import FILES, spoilt, write_book

# What is wrong: (file, what stands there, what was written instead, the complaint with its place).
BAD = {
    # company.yaml
    "a key nobody reads": (
        "company.yaml",
        "company:",
        "compny:",
        "company.yaml:1:1: nobody reads «compny» here; did you mean «company»?",
    ),
    "no brands": (
        "company.yaml",
        'brands:\n  quiet:\n    name: Quiet Inn\n    handles: ["@quietinn"]\n',
        "",
        "company.yaml:1:1: «brands» is missing; name at least one brand",
    ),
    "a key with a capital letter": (
        "company.yaml",
        "  quiet:",
        "  Quiet:",
        "company.yaml:3:3: «Quiet» is no key; use small letters, digits and single dashes",
    ),
    "a key that no button could carry": (
        "company.yaml",
        "  quiet:",
        f"  {'q' * 61}:",
        f"company.yaml:3:3: «{'q' * 61}» is too long for a key; use at most 60 characters",
    ),
    "no strategist": (
        "company.yaml",
        'strategist:\n  person: vera@quiet.example\n  channel: "#social"\n  zone: Europe/Lisbon\n',
        "",
        "company.yaml:1:1: «strategist» is missing; somebody must be told what nobody answers",
    ),
    "an e-mail address without an @": (
        "company.yaml",
        "vera@quiet.example",
        "vera.quiet.example",
        "company.yaml:7:11: person: «vera.quiet.example» is neither an e-mail address nor a Slack member id (U…)",
    ),
    "an unknown zone": (
        "company.yaml",
        "Europe/Lisbon",
        "Europe/Lisabon",
        "company.yaml:9:9: zone: «Europe/Lisabon» is no time zone; did you mean «Europe/Lisbon»?",
    ),
    "a confidence above one": (
        "company.yaml",
        "company: Quiet Inns\n",
        "company: Quiet Inns\nminimum_confidence: 35\n",
        "company.yaml:2:21: minimum_confidence: input should be less than or equal to 1, not «35»",
    ),
    "a precision in percent": (
        "company.yaml",
        "company: Quiet Inns\n",
        "company: Quiet Inns\nprecision: 90\n",
        "company.yaml:2:12: precision: input should be less than or equal to 0.99, not «90»",
    ),
    "a precision of what is never judged": (
        "company.yaml",
        "company: Quiet Inns\n",
        "company: Quiet Inns\nprecision_of: {mood: 0.9}\n",
        "company.yaml:2:16: nobody reads «mood» here; there is relevance, sentiment, stage, urgency",
    ),
    "an emoji that does what nothing does": (
        "company.yaml",
        "company: Quiet Inns\n",
        "company: Quiet Inns\nreactions:\n  eyes: clam\n",
        "company.yaml:3:9: eyes: «clam» is nothing that an emoji can do; did you mean «claim»?",
    ),
    "an emoji twice, by two of its names": (
        "company.yaml",
        "company: Quiet Inns\n",
        "company: Quiet Inns\nreactions:\n  +1: claim\n  thumbsup: resolve\n",
        "company.yaml:4:3: «thumbsup» is the emoji «+1», which has a meaning above already",
    ),
    "an emoji with a skin tone": (
        "company.yaml",
        "company: Quiet Inns\n",
        "company: Quiet Inns\nreactions:\n  wave::skin-tone-3: claim\n",
        "company.yaml:3:3: «wave::skin-tone-3» has a skin tone; write «wave», which means the emoji in every tone",
    ),
    "an emoji instead of its name": (
        "company.yaml",
        "company: Quiet Inns\n",
        "company: Quiet Inns\nreactions:\n  👀: claim\n",
        "company.yaml:3:3: «👀» is no emoji's name; write the emoji's name as Slack shows it between colons, such as "
        "«eyes»",
    ),
    "emoji in a list": (
        "company.yaml",
        "company: Quiet Inns\n",
        "company: Quiet Inns\nreactions: [eyes]\n",
        "company.yaml:2:12: reactions: needs «emoji: act» lines, or {} for no emoji at all",
    ),
    "a weekday that is none": (
        "company.yaml",
        "zone: Europe/Lisbon\n",
        "zone: Europe/Lisbon\n  summary_weekday: munday\n",
        "company.yaml:10:20: summary_weekday: «munday» is no weekday; did you mean «monday»?",
    ),
    "a summary on no weekday": (
        "departments.yaml",
        "    seat: ana@quiet.example\n",
        "    seat: ana@quiet.example\n    summary: {weekday: munday}\n",
        "departments.yaml:7:24: weekday: «munday» is no weekday; did you mean «monday»?",
    ),
    "a summary that is neither on nor off": (
        "departments.yaml",
        "    seat: ana@quiet.example\n",
        "    seat: ana@quiet.example\n    summary: weekly\n",
        "departments.yaml:7:14: summary needs lines such as «weekday: monday» and «time: 9:00», or off",
    ),
    "a summary with a word that nobody reads": (
        "departments.yaml",
        "    seat: ana@quiet.example\n",
        "    seat: ana@quiet.example\n    summary: {day: monday}\n",
        "departments.yaml:7:15: nobody reads «day» here; did you mean «weekday»?",
    ),
    "a committee without a time": (
        "company.yaml",
        "zone: Europe/Lisbon\n",
        'zone: Europe/Lisbon\ncommittee: {channel: "#table", weekday: tuesday}\n',
        "company.yaml:10:12: «time» is missing",
    ),
    "a committee that meets now and then": (
        "company.yaml",
        "zone: Europe/Lisbon\n",
        'zone: Europe/Lisbon\ncommittee: {channel: "#table", weekday: tue, time: "14:00", every_weeks: 4}\n',
        "company.yaml:10:74: every_weeks: which weeks? Add «first» with the day of a meeting; it meets again 4 weeks "
        "later",
    ),
    "a first meeting on another weekday": (
        "company.yaml",
        "zone: Europe/Lisbon\n",
        'zone: Europe/Lisbon\ncommittee: {channel: "#table", weekday: tue, time: "14:00", first: 2026-12-02}\n',
        "company.yaml:10:68: first: 2026-12-02 is a wednesday, which «weekday» does not name",
    ),
    "a first meeting on no day": (
        "company.yaml",
        "zone: Europe/Lisbon\n",
        'zone: Europe/Lisbon\ncommittee: {channel: "#table", weekday: tue, time: "14:00", first: soon}\n',
        "company.yaml:10:68: first: «soon» is no day; write 2026-12-01",
    ),
    # departments.yaml
    "no triage lane": (
        "departments.yaml",
        "  triage:",
        "  traige:",
        "departments.yaml:1:1: there is no triage lane; add a department «triage» for what nobody could file",
    ),
    "a reserved key": (
        "departments.yaml",
        "  billing:",
        "  classifier:",
        "departments.yaml:2:3: «classifier» has a meaning of its own in the rules; choose another key",
    ),
    "a channel that YAML took for a comment": (
        "departments.yaml",
        '"#billing"',
        "#billing",
        'departments.yaml:5:5: channel: is empty (a value that starts with # needs quotes: "#billing")',
    ),
    "a missing channel": (
        "departments.yaml",
        '    channel: "#billing"\n',
        "",
        "departments.yaml:3:5: «channel» is missing",
    ),
    "a channel with blanks": (
        "departments.yaml",
        '"#billing"',
        '"#our billing"',
        "departments.yaml:5:14: channel: «#our billing» is no channel; "
        'write "#billing" in small letters without blanks, or its id (C…)',
    ),
    "an unknown key in a department": (
        "departments.yaml",
        "    seat: ana@",
        "    seet: ana@",
        "departments.yaml:6:5: nobody reads «seet» here; did you mean «seat»?",
    ),
    "a number where text is due": (
        "departments.yaml",
        "name: Billing",
        "name: 42",
        "departments.yaml:3:11: name: needs text, not «42»",
    ),
    "an unknown policy": (
        "departments.yaml",
        "{low: calm, normal: calm, high: calm, emergency: calm}\n  triage",
        "{low: clam, normal: calm, high: calm, emergency: calm}\n  triage",
        "departments.yaml:12:21: there is no policy «clam»; did you mean «calm»?",
    ),
    "an unknown urgency": (
        "departments.yaml",
        "{low: 16h,",
        "{low: 16h, hihg: 3h,",
        "departments.yaml:11:31: «hihg» is no urgency; did you mean «high»?",
    ),
    "an urgency without a target": (
        "departments.yaml",
        "{low: 16h, normal: 8h, ",
        "{low: 16h, ",
        "departments.yaml:11:5: answer_within says nothing for normal",
    ),
    "a bad duration": (
        "departments.yaml",
        "{low: 16h,",
        "{low: 16 hours,",
        "departments.yaml:11:26: low: «16 hours» is no duration; write 30m, 4h, 2d, 1w or 1h 30m",
    ),
    "no hours": (
        "departments.yaml",
        "    hours: round-the-clock\n",
        "",
        "departments.yaml:14:5: «hours» is missing",
    ),
    "hours that are neither": (
        "departments.yaml",
        "round-the-clock",
        "office hours",
        "departments.yaml:18:12: hours needs a zone and lines such as «mon-fri: 09:00-18:00», or round-the-clock",
    ),
    "hours without a zone": (
        "departments.yaml",
        "      zone: Europe/Lisbon\n",
        "",
        "departments.yaml:8:7: hours: «zone» is missing",
    ),
    "a weekday in hours that is none": (
        "departments.yaml",
        "mon-fri: 9:00",
        "mon-fry: 9:00",
        "departments.yaml:10:7: hours: «fry» is no weekday; did you mean «friday»?",
    ),
    "a window with a time past midnight": (
        "departments.yaml",
        "9:00-18:00",
        "9:00-25:00",
        "departments.yaml:10:7: hours: «25:00» is no time of day; write 9:30 or 17:00",
    ),
    "a window without an end": (
        "departments.yaml",
        "9:00-18:00",
        "9:00",
        "departments.yaml:10:7: hours: «9:00» is no window; write 09:00-18:00, round-the-clock or closed",
    ),
    "a day that is set twice": (
        "departments.yaml",
        "mon-fri: 9:00-18:00",
        "mon-fri: 9:00-18:00\n      fri: 9:00-12:00",
        "departments.yaml:11:7: hours: friday is already set by «mon-fri»",
    ),
    "hours that never open": (
        "departments.yaml",
        "mon-fri: 9:00-18:00",
        "mon-fri: closed",
        "departments.yaml:8:7: these hours are never open",
    ),
    "an unknown country": (
        "departments.yaml",
        "holidays: PT",
        "holidays: PX",
        "departments.yaml:9:17: nobody knows the holidays of «PX»; write a country's ISO code such as GB, ES or US-NY",
    ),
    "an unknown region": (
        "departments.yaml",
        "holidays: PT",
        "holidays: GB-ENX",
        "departments.yaml:9:17: «ENX» is no region of GB with holidays of its own; did you mean «ENG»?",
    ),
    # escalation.yaml
    "a policy without steps": (
        "escalation.yaml",
        "    steps:\n      - {after: 1h, tell: seat}\n      - {after: 4h, tell: [channel, strategist]}\n",
        "    steps: []\n",
        "escalation.yaml:3:12: steps: is empty",
    ),
    "steps that go back in time": (
        "escalation.yaml",
        "{after: 4h,",
        "{after: 30m,",
        "escalation.yaml:3:5: policy calm: each step must come later than the one before",
    ),
    "a heads-up at no time": (
        "escalation.yaml",
        "check_after: 4h",
        "heads_up: soon\n    check_after: 4h",
        "escalation.yaml:7:15: heads_up: «soon» is no duration; write 30m, 4h, 2d, 1w or 1h 30m",
    ),
    "a pace that is too fast": (
        "escalation.yaml",
        "repeat_every: 1d",
        "repeat_every: 1m",
        "escalation.yaml:3:5: policy calm: nothing may repeat faster than every 0:05:00",
    ),
    "somebody unknown to tell": (
        "escalation.yaml",
        "tell: seat}",
        "tell: chair}",
        "escalation.yaml:4:27: tell: «chair» is no person to tell; there is backup, channel, seat, strategist",
    ),
    "an unknown key in a step": (
        "escalation.yaml",
        "{after: 1h, tell: seat}",
        "{after: 1h, tel: seat}",
        "escalation.yaml:4:21: nobody reads «tel» here; did you mean «tell»?",
    ),
    # rules.yaml
    "an unknown department in a rule": (
        "rules.yaml",
        "department: billing",
        "department: biling",
        "rules.yaml:4:24: there is no department «biling»; did you mean «billing»?",
    ),
    "an unknown department to bring in": (
        "rules.yaml",
        "urgency: high}",
        "also: [trage]}",
        "rules.yaml:4:40: there is no department «trage»; did you mean «triage»?",
    ),
    "an unknown policy in a rule": (
        "rules.yaml",
        "urgency: high}",
        "policy: frantic}",
        "rules.yaml:4:41: there is no policy «frantic»; there is calm",
    ),
    "an unknown urgency in a rule": (
        "rules.yaml",
        "urgency: high}",
        "urgency: urgent}",
        "rules.yaml:4:42: urgency: «urgent» is no urgency; there is low, normal, high, emergency",
    ),
    "an unknown condition": (
        "rules.yaml",
        "{text: [refund*",
        "{txt: [refund*",
        "rules.yaml:3:12: there is no condition «txt»; did you mean «text»?",
    ),
    "an unknown brand": (
        "rules.yaml",
        "when: {text: [refund*, charged twice]}",
        "when: {brand: quite}",
        "rules.yaml:3:19: there is no brand «quite»; did you mean «quiet»?",
    ),
    "an unknown sentiment": (
        "rules.yaml",
        "when: {text: [refund*, charged twice]}",
        "when: {sentiment: angry}",
        "rules.yaml:3:23: there is no sentiment «angry»; there is negative, neutral, positive",
    ),
    "a regex that would need backtracking": (
        "rules.yaml",
        "when: {text: [refund*, charged twice]}",
        "when: {regex: '(a)\\1'}",
        "rules.yaml:3:19: «(a)\\1» is no regular expression of RE2: invalid escape sequence: \\1",
    ),
    "a regex that fits anything": (
        "rules.yaml",
        "when: {text: [refund*, charged twice]}",
        "when: {regex: 'x*'}",
        "rules.yaml:3:19: «x*» fits every text, even an empty one",
    ),
    "a star in the middle": (
        "rules.yaml",
        "[refund*,",
        "[re*fund,",
        "rules.yaml:3:19: «re*fund»: a * may only end a word or phrase, as in refund*",
    ),
    "bounds that exclude each other": (
        "rules.yaml",
        "when: {text: [refund*, charged twice]}",
        "when: {rating: {at_least: 4, at_most: 2}}",
        "rules.yaml:3:12: rating: no number is within these bounds",
    ),
    "a score above one": (
        "rules.yaml",
        "when: {text: [refund*, charged twice]}",
        "when: {score: {billing: 40}}",
        "rules.yaml:3:29: a score is a number from 0 to 1, not «40»",
    ),
    "an unknown hour in a time condition": (
        "rules.yaml",
        "when: {text: [refund*, charged twice]}",
        "when: {time: {between: 9 to 5}}",
        "rules.yaml:3:12: time: «9 to 5» is no window; write 09:00-18:00, round-the-clock or closed",
    ),
    "a list of conditions without dashes": (
        "rules.yaml",
        "when: {text: [refund*, charged twice]}",
        "when: {any: {text: refund}}",
        "rules.yaml:3:12: any needs a list of conditions, each with a dash before it",
    ),
    "a rule that does nothing": (
        "rules.yaml",
        "{department: billing, urgency: high}",
        "{urgency: high}",
        "rules.yaml:4:11: then needs exactly one of «department: …», «dismiss: reason» and «continue: true»",
    ),
    "a dismissed mention that is sent somewhere": (
        "rules.yaml",
        "{department: billing, urgency: high}",
        "{dismiss: spam, also: [billing]}",
        "rules.yaml:4:11: a dismissed mention goes to nobody, so also, urgency and policy have no use",
    ),
    "a rule without a name": (
        "rules.yaml",
        "- name: Money\n    when",
        "- when",
        "rules.yaml:2:5: «name» is missing",
    ),
    "two rules of one name": (
        "rules.yaml",
        "name: Whoever fits best",
        "name: Money",
        "rules.yaml:5:11: a rule «Money» stands in line 2 already",
    ),
    "no default": (
        "rules.yaml",
        "when: always",
        "when: {text: help}",
        "rules.yaml:5:5: there is no default; end with a rule «when: always» and «then: {department: classifier}»",
    ),
    "a rule after the default": (
        "rules.yaml",
        "when: {text: [refund*, charged twice]}",
        "when: always",
        "rules.yaml:5:5: «Whoever fits best» can never be reached; «Money» (line 2) takes all it would",
    ),
    "a rule whose words an earlier one takes": (
        "rules.yaml",
        "  - name: Whoever",
        "  - name: Late refunds\n    when: {text: [charged twice], sentiment: negative}\n"
        "    then: {department: triage}\n  - name: Whoever",
        "rules.yaml:5:5: «Late refunds» can never be reached; «Money» (line 2) takes all it would",
    ),
    # examples.yaml
    "an example of an unknown department": (
        "examples.yaml",
        "  billing:",
        "  bilingg:",
        "examples.yaml:2:3: there is no department «bilingg»; did you mean «billing»?",
    ),
    "an example with an unknown label": (
        "examples.yaml",
        "sentiment: negative",
        "sentiment: negativ",
        "examples.yaml:4:18: sentiment: «negativ» is no sentiment; did you mean «negative»?",
    ),
    "an example to dismiss without a reason": (
        "examples.yaml",
        "relevance: spam",
        "urgency: low",
        "examples.yaml:7:7: an example to dismiss needs «relevance: spam» or «relevance: unrelated»",
    ),
    "spam filed under a department": (
        "examples.yaml",
        "urgency: normal",
        "relevance: spam",
        "examples.yaml:5:18: «spam» belongs under «dismiss», not under a department",
    ),
    "an example at a stage of no journey": (
        "examples.yaml",
        "urgency: normal",
        "stage: leaving",
        "examples.yaml:5:14: company.yaml names no stages, so none is «leaving»; add its «journey», "
        "or leave «stage» out here",
    ),
    "an example without words": (
        "examples.yaml",
        "text: My refund is late",
        "text: '  '",
        "examples.yaml:3:13: text: is empty",
    ),
    # people.yaml
    "a key about people that nobody reads": (
        "people.yaml",
        "knocks_a_day: 4",
        "knocks_per_day: 4",
        "people.yaml:1:1: nobody reads «knocks_per_day» here; did you mean «knocks_a_day»?",
    ),
    "a person who is neither an address nor an id": (
        "people.yaml",
        "  ana@quiet.example:",
        "  ana:",
        "people.yaml:3:3: «ana» is neither an e-mail address nor a Slack member id (U…)",
    ),
    "a zone of a person that there is not": (
        "people.yaml",
        "Atlantic/Azores",
        "Atlantic/Azoren",
        "people.yaml:4:11: zone: «Atlantic/Azoren» is no time zone; did you mean «Atlantic/Azores»?",
    ),
    "an absence that is no day": (
        "people.yaml",
        "2027-02-16",
        "next week",
        "people.yaml:5:36: away: «next week» is no day; write 2026-12-24, or 2026-12-21..2027-01-03 for several",
    ),
    "an absence that ends before it begins": (
        "people.yaml",
        "2026-12-21..2027-01-03",
        "2026-12-21..2026-01-03",
        "people.yaml:5:12: away: «2026-12-21..2026-01-03» ends before it begins",
    ),
    "hours of a person that are never open": (
        "people.yaml",
        '"8:00-14:00"',
        "closed",
        "people.yaml:7:12: these hours are never open",
    ),
    "hours of a person without a zone": (
        "people.yaml",
        "{zone: Europe/Lisbon, mon-thu",
        "{mon-thu",
        "people.yaml:7:12: hours: «zone» is missing",
    ),
    "a budget that never lets anything through": (
        "people.yaml",
        "knocks_a_day: 2",
        "knocks_a_day: 0",
        "people.yaml:8:19: knocks_a_day: input should be greater than or equal to 1, not «0»",
    ),
    "a word of a person that nobody reads": (
        "people.yaml",
        "    zone: Atlantic",
        "    zones: Atlantic",
        "people.yaml:4:5: nobody reads «zones» here; did you mean «zone»?",
    ),
    # sources.yaml
    "an unknown way to sign": (
        "sources.yaml",
        "auth: bearer",
        "auth: bear",
        "sources.yaml:3:11: auth: «bear» is no way to sign; did you mean «bearer»?",
    ),
    "a secret in the file": (
        "sources.yaml",
        "WATCHER_SECRET",
        "hunter2",
        "sources.yaml:4:17: secret_env: «hunter2» names no variable for a secret; "
        "write one such as MEDIAWATCH_SECRET, never the secret",
    ),
    "a field no mention has": (
        "sources.yaml",
        "{text: body}",
        "{txt: body}",
        "sources.yaml:5:14: a mention has no field «txt»; did you mean «text»?",
    ),
    "a path that is none": (
        "sources.yaml",
        "{text: body}",
        "{text: body..text}",
        "sources.yaml:5:20: «body..text» is no path; write it like content.body or tags[0].name",
    ),
    "a feed that is no web address": (
        "sources.yaml",
        "https://news.example/feed.xml",
        "news.example/feed.xml",
        "sources.yaml:8:10: url: «news.example/feed.xml» is no web address; it starts with https://",
    ),
    "a kind of source nobody reads": (
        "sources.yaml",
        "feeds:",
        "feed:",
        "sources.yaml:6:1: nobody reads «feed» here; did you mean «feeds»?",
    ),
    # YAML itself
    "a key that is set twice": (
        "escalation.yaml",
        "    check_after: 4h\n",
        "    check_after: 4h\n    check_after: 5h\n",
        "escalation.yaml:8:5: «check_after» is set twice; it stands in line 7",
    ),
    "a tab": (
        "escalation.yaml",
        "    check_after",
        "\tcheck_after",
        "escalation.yaml:7:1: not valid YAML: found character '\\t' that cannot start any token; "
        "while scanning for the next token",
    ),
    "a bracket that is never closed": (
        "rules.yaml",
        "[refund*, charged twice]}",
        "[refund*, charged twice}",
        "rules.yaml:3:41: not valid YAML: expected ',' or ']', but got '}'; while parsing a flow sequence",
    ),
    "a tag": (
        "rules.yaml",
        "name: Money",
        "name: !!python/name:os.system Money",
        "rules.yaml:2:11: «!python/name:os.system»: tags are not read here; write the value alone",
    ),
    "an alias that bites its tail": (
        "rules.yaml",
        "when: {text: [refund*, charged twice]}",
        "when: &tail {all: [*tail]}",
        "rules.yaml:3:11: too many values here; an alias (*name) leads round in a circle or multiplies",
    ),
    "a control character": (
        "examples.yaml",
        "My refund is late",
        "My refund \x07 is late",
        "examples.yaml:3:23: not valid YAML: an invisible control character",
    ),
}


@pytest.mark.parametrize("wrong", BAD)
def test_a_mistake_is_told_where_it_stands_and_refuses_the_rulebook(wrong: str, tmp_path: Path) -> None:
    name, old, new, complaint = BAD[wrong]
    folder = write_book(tmp_path / "rules", spoilt(name, old, new))
    rulebook, problems = check_rulebook(folder)
    errors = [str(problem).removeprefix(f"{folder}/") for problem in problems if problem.is_error]
    assert complaint in errors
    assert rulebook is None


def test_the_rulebook_that_is_spoilt_here_is_good_to_begin_with(tmp_path: Path) -> None:
    rulebook, problems = check_rulebook(write_book(tmp_path / "rules"))
    assert rulebook is not None
    assert [problem for problem in problems if problem.is_error] == []


def test_every_mistake_in_every_file_is_told_at_once(tmp_path: Path) -> None:
    files = dict(FILES)
    for name, old, new, _ in (
        BAD["an e-mail address without an @"],
        BAD["an unknown policy"],
        BAD["a tab"],
        BAD["an unknown department in a rule"],
        BAD["an unknown condition"],
        BAD["an example with an unknown label"],
    ):
        files[name] = files[name].replace(old, new)
    _, problems = check_rulebook(write_book(tmp_path / "rules", files))
    told = {Path(problem.place.file).name for problem in problems if problem.is_error}
    assert told == {"company.yaml", "escalation.yaml", "rules.yaml", "examples.yaml"}


def test_a_broken_file_brings_no_echoes_from_the_files_that_refer_to_it(tmp_path: Path) -> None:
    files = {**FILES, "escalation.yaml": "policies: [", "departments.yaml": "departments:\n\t"}
    _, problems = check_rulebook(write_book(tmp_path / "rules", files))
    errors = [problem for problem in problems if problem.is_error]
    assert {Path(problem.place.file).name for problem in errors} == {"escalation.yaml", "departments.yaml"}
    assert len(errors) == 2


@pytest.mark.parametrize("name", ["company.yaml", "departments.yaml", "escalation.yaml", "rules.yaml", "examples.yaml"])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    folder = write_book(tmp_path / "rules")
    (folder / name).unlink()
    rulebook, problems = check_rulebook(folder)
    assert rulebook is None
    assert f"{folder / name}: the file is missing" in [str(problem) for problem in problems]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", ["", "# nothing yet\n", "just words", "- a\n- list\n"])
def test_a_file_without_entries_is_refused(name: str, content: str, tmp_path: Path) -> None:
    rulebook, problems = check_rulebook(write_book(tmp_path / "rules", {**FILES, name: content}))
    assert rulebook is None
    assert any(Path(problem.place.file).name == name for problem in problems if problem.is_error)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    rulebook, problems = check_rulebook(tmp_path / "nowhere")
    assert rulebook is None
    assert "there is no rulebook here" in str(problems[0])


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_file_in_another_encoding_is_refused_where_it_begins_to_differ(encoding: str, tmp_path: Path) -> None:
    folder = write_book(tmp_path / "rules")
    (folder / "examples.yaml").write_bytes(FILES["examples.yaml"].replace("late", "süß").encode(encoding))
    rulebook, problems = check_rulebook(folder)
    assert rulebook is None
    expected = "3:27" if encoding == "latin-1" else "1:1"
    assert f"{folder / 'examples.yaml'}:{expected}: this is not UTF-8" in str(problems[0])


def test_a_small_file_cannot_grow_without_end_by_aliases(tmp_path: Path) -> None:
    bomb = "rules:\n  - a: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"  - a: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 9)
    )
    rulebook, problems = check_rulebook(write_book(tmp_path / "rules", {**FILES, "rules.yaml": bomb}))
    assert rulebook is None
    assert sum("too many values" in problem.what for problem in problems) == 1
