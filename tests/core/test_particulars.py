"""What tells two events apart that are told in nearly the same words."""

import pytest

from bot.core.particulars import contradict, particulars, tagged_apart
from bot.core.wording import is_repost, plain, says_otherwise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The lift at Wrenbox Leeds is stuck", "The lift at Wrenbox Porto is stuck"),
        ("Der Aufzug im Wrenbox Wien ist seit heute kaputt", "Der Aufzug im Wrenbox Graz ist seit heute kaputt"),
        ("Room 214 has no light", "Room 318 has no light"),
        ("A smell of gas in house 12, please come", "A smell of gas in house 14, please come"),
        ("Flight CV 812 is late", "Flight CV 377 is late"),
        ("The 7:42 did not come", "The 9:12 did not come"),
        ("The app is down", "The app is back up again"),
        ("Glass in the bread of 3 May", "Glass in the bread of 17 June"),
    ],
)
def test_another_place_number_hour_or_end_makes_another_event(one: str, other: str) -> None:
    assert contradict(particulars(one, brand="wrenbox"), particulars(other, brand="wrenbox"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The lift at Wrenbox Leeds is stuck", "The lift at Wrenbox is stuck"),
        ("THE LIFT AT WRENBOX LEEDS IS STUCK", "The lift at Wrenbox Leeds is stuck"),
        ("Der Aufzug im Wrenbox Wien steht, und die Rezeption schweigt", "Im Wrenbox Wien ist der Lift kaputt"),
        ("We waited forty minutes", "We waited for 50 minutes"),
        ("The ferry to Rhodes is off", "No ferry to Rhodos today"),
        ("Wrenbox on Monday: no light", "No light at Wrenbox this Monday, says everybody"),
        ("", ""),
    ],
)
def test_what_only_one_of_them_says_is_only_more_exact(one: str, other: str) -> None:
    assert not contradict(particulars(one, brand="wrenbox"), particulars(other, brand="wrenbox"))


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("Is the Halden app down?", "app"),
        ("app's dead @haldenhotels", "app"),
        ("can't log in, error 503", "login"),
        ("is wrenbox.com down", "site"),
        ("getting 503s on your website", "site"),
        ("the app: 500.", "app"),
        ("Nobody can get into the website", "site"),
        ("online check-in is not working", "booking"),
        ("Die App geht nicht", "app"),
        ("L’appli est en panne", "app"),
        ("La página web no carga", "site"),
    ],
)
def test_a_service_that_fails_is_known_by_a_few_words(text: str, service: str) -> None:
    assert service in particulars(text).failing


@pytest.mark.parametrize(
    "text",
    [
        "I love the new app",
        "The app let me down, my upgrade is missing",
        "Booked in the app, room was broken into",
        "I failed to find the spa on your website",
        "the building site next door is noisy",
        "The lift is broken again",
        "The app charged 500 euros, is that right?",
        "Your site says €503.50 for a double",
        "$ 502 per night on the website",
        "the app shows 504 points to everyone",
        "https://example.com/down is a good read",
    ],
)
def test_what_does_not_fail_or_is_not_everybodys_is_no_failing_service(text: str) -> None:
    assert not particulars(text).failing


def test_who_asks_whether_it_is_only_them_tells_no_trouble_of_their_own() -> None:
    assert not particulars("Website not loading, is it just me?").is_private
    assert particulars("Website not loading for me").is_private


@pytest.mark.parametrize(
    ("one", "other", "are_apart"),
    [
        ("No hot water #leeds", "No hot water #porto", True),
        ("Still waiting for #48213", "Still waiting for #99871", True),
        ("@TamarelleCrete no water", "@TamarelleRhodes no water", True),
        ("No hot water", "No hot water #fail #neveragain", False),
        ("@TamarelleCrete no water", "RT @ann: @TamarelleCrete no water", False),
        ("RT @Ann: No hot water", "RT @Ben: No hot water via @cleo", False),
    ],
)
def test_the_tags_of_the_same_words_tell_them_apart_but_never_who_passes_them_on(
    one: str, other: str, are_apart: bool
) -> None:
    mine, theirs = particulars(one), particulars(other)
    assert tagged_apart(mine, theirs) is are_apart
    assert are_apart or not contradict(mine, theirs)


def test_how_a_post_begins_names_nothing_where_its_brand_is_not_known() -> None:
    one, other = particulars("Lift at the hotel is stuck"), particulars("Since noon the lift is stuck, says the porter")
    assert one.names == other.names == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "My shower is broken",
        "I waited 40 minutes",
        "Unser Zimmer riecht nach Schimmel",
        "Mi habitación huele a humedad",
        "Ma douche est en panne",
        "You charged my card twice",
    ],
)
def test_ones_own_trouble_is_known_for_that(text: str) -> None:
    assert particulars(text).is_private


@pytest.mark.parametrize("text", ["The lift is stuck", "We all stand outside, the whole hotel was evacuated"])
def test_an_event_that_befalls_many_is_nobodys_own(text: str) -> None:
    assert not particulars(text).is_private


@pytest.mark.parametrize(
    ("one", "other", "is_telling"),
    [
        ("the lift at the station is broken", "the shower at the station is broken", True),
        ("there is glass in the bread of today", "there is no glass in the bread of today", True),
        ("the queue is two hours long today", "the queeu is two hours long today", False),
        ("the queue is two hours long today", "oh dear the queue is two hours long today shame", False),
        ("thirty people stand in the lobby", "oh fifty people stand in the lobby", False),
        ("bus 14 did not come", "bus 41 did not come", True),
    ],
)
def test_a_word_in_the_midst_tells_and_a_comment_or_a_slip_does_not(one: str, other: str, is_telling: bool) -> None:
    assert says_otherwise(plain(one), plain(other)) is is_telling


def test_who_passes_on_what_another_wrote_is_known_by_how_it_begins() -> None:
    assert all(map(is_repost, ("RT @ann: my room", "Via Ann: my room", "“My room is cold”", "Copied from a friend: …")))
    assert not any(map(is_repost, ("My room", "Viaduct closed", "Rtfm")))
