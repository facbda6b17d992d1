"""What people type and say: commands, answers in threads, words to the bot, emoji, shortcuts, and a tool's posts."""

from bot.core.issue import AssignmentStatus, IssueStatus
from bot.ports import AuditQuery
from tests.slack.office import Office


def events(office: Office) -> list[str]:
    return [type(event).__name__ for event in office.house.issues.story(1001)]


def test_claim_by_number(office: Office) -> None:
    office.card()
    office.maria.commands("/claim 1001", "#billing")
    office.maria.awaits_ephemeral("#1001 is yours now")
    assert office.house.issue().owner.claimed_by == office.maria.id


def test_claim_in_a_departments_channel_means_its_own_share(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Bring in")
    office.maria.submits(office.maria.awaits_view(), {"department": "food", "question": "?"})
    office.settle()
    office.tom.commands("/claim #1001", "#food")
    assert office.house.issue().assignment(2).claimed_by == office.tom.id
    assert office.house.issue().owner.claimed_by == ""


def test_an_unknown_number_and_a_missing_one_are_answered_with_what_to_do(office: Office) -> None:
    office.maria.commands("/claim 4711", "#billing")
    office.maria.awaits_ephemeral("I know no issue #4711")
    office.maria.commands("/claim", "#billing")
    office.maria.awaits_ephemeral("/claim 1042")
    office.maria.commands("/escalate please", "#billing")
    office.maria.awaits_ephemeral("/escalate 1042 reason")


def test_escalate_by_number_with_a_reason(office: Office) -> None:
    card = office.card()
    office.maria.commands("/escalate 1001 a lawyer called", "#lunch")
    office.maria.awaits_ephemeral("Help for #1001 is on its way")
    office.settle()
    office.room("#billing").expect("@maria asks for help", "a lawyer called", thread=card)


def test_issue_shows_the_card_and_the_story(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Claim")
    office.tom.commands("/issue 1001", "#lunch")
    shown = office.tom.awaits_ephemeral("What happened so far")
    assert "claimed by @maria" in shown.plain
    assert "my billing is wrong" in shown.plain


def test_issues_lists_open_mine_overdue_and_a_departments(office: Office) -> None:
    office.card()
    office.receive("the food was cold")
    office.maria.commands("/claim 1001", "#billing")
    office.maria.commands("/issues mine", "#lunch")
    assert "#1002" not in office.maria.awaits_ephemeral("Yours").plain
    office.maria.commands("/issues food", "#lunch")
    assert "#1002" in office.maria.awaits_ephemeral("Open for Food").plain
    office.maria.commands("/issues", "#lunch")
    assert "#1001" in office.maria.awaits_ephemeral("Open issues").plain
    office.maria.commands("/issues <!channel>", "#lunch")
    assert "<!channel>" not in office.maria.awaits_ephemeral("I know no department").text


def test_mention_hands_in_what_a_person_found_and_knows_it_the_second_time(office: Office) -> None:
    office.maria.commands("/mention my billing is odd https://example.com/post/1", "#lunch")
    office.maria.awaits_ephemeral("Thank you, I have it")
    office.settle()
    office.room("#billing").expect("my billing is odd", "example.com")
    office.tom.commands("/mention my billing is odd https://example.com/post/1", "#lunch")
    office.tom.awaits_ephemeral("I know this one already")
    office.tom.commands("/mention", "#lunch")
    office.tom.awaits_ephemeral("Tell me what was said")


def test_an_answer_in_the_thread_quietens_the_bot(office: Office) -> None:
    card = office.card()
    assert office.maria.says("#billing", "Looking into it", thread=card).is_ok
    office.settle()
    assert office.house.issue().owner.status is AssignmentStatus.ANSWERED
    office.room("#billing").expect("Somebody answered in the thread")


def test_words_outside_the_thread_and_other_bots_are_no_answer(office: Office) -> None:
    card = office.card()
    office.maria.says("#billing", "Lunch?")
    office.workspace.bot_posts("#billing", "Build 7 is green")
    office.workspace.outgoing.event(
        {
            "type": "message",
            "channel_type": "channel",
            "channel": card.channel_id,
            "user": "U0CHEERFUL",
            "bot_id": "B0CHEERFUL",
            "text": "I am a bot",
            "ts": "1.1",
            "thread_ts": card.ts,
        }
    )
    office.settle()
    assert office.house.issue().owner.status is AssignmentStatus.WAITING


def test_the_bots_name_in_the_words_of_a_bot_or_a_workflow_asks_for_nothing(office: Office) -> None:
    card = office.card()
    tool = office.workspace.add_tool("cheerful", "Cheerful Bot")
    office.workspace.invite("cheerful", "#billing")
    tool.says("#billing", "@doorknock claim", thread=card)
    tool.says("#billing", "@doorknock claim 1001")
    ack = office.workspace.outgoing.event(
        {
            "type": "app_mention",
            "channel": card.channel_id,
            "subtype": "bot_message",
            "bot_id": "B0WORKFLOW",
            "text": f"<@{office.workspace.bot.user_id}> claim 1001",
            "ts": "1.1",
        }
    )
    office.settle()
    assert (ack.is_ok, ack.attempts) == (True, 1)
    assert office.house.issue().owner.status is AssignmentStatus.WAITING
    with office.house.open_unit() as unit:
        assert unit.audit.find(AuditQuery()) == []


def test_the_bots_own_lines_are_no_answer(office: Office) -> None:
    office.card()
    office.forward(hours=2, minutes=1)
    assert "Responded" not in events(office)


def test_a_word_to_the_bot_in_the_thread_claims_resolves_and_counts_once(office: Office) -> None:
    card = office.card()
    bot = f"<@{office.workspace.bot.user_id}>"
    office.maria.says("#billing", f"{bot} claim", thread=card)
    office.maria.awaits_ephemeral("#1001 is yours now")
    assert events(office).count("AssignmentClaimed") == 1
    assert "Responded" not in events(office)
    office.maria.says("#billing", f"{bot} resolve refunded her", thread=card)
    office.maria.awaits_ephemeral("#1001 is resolved")
    assert office.house.issue().outcome == "refunded her"


def test_other_words_to_the_bot_in_the_thread_are_an_answer(office: Office) -> None:
    card = office.card()
    office.maria.says("#billing", f"<@{office.workspace.bot.user_id}> thanks, we are on it", thread=card)
    assert office.house.issue().owner.status is AssignmentStatus.ANSWERED


def test_the_bot_explains_itself_outside_threads(office: Office) -> None:
    office.maria.says("#lunch", f"<@{office.workspace.bot.user_id}> hello")
    office.maria.awaits_ephemeral("In a card's thread")


def test_eyes_claim_and_a_tick_resolves(office: Office) -> None:
    card = office.card()
    office.maria.reacts(card, "eyes")
    assert office.house.issue().owner.claimed_by == office.maria.id
    office.tom.reacts(card, "eyes")
    office.tom.awaits_ephemeral("@maria has #1001 already")
    office.maria.reacts(card, "tada")
    assert office.house.issue().is_open
    office.maria.reacts(card, "white_check_mark")
    assert office.house.issue().status is IssueStatus.RESOLVED


def test_route_this_hands_in_a_message(office: Office) -> None:
    ack = office.maria.says("#lunch", "Somebody on the train said the billing is a mess")
    office.tom.shortcut("route_this", office.workspace.message(ack))
    office.tom.awaits_ephemeral("Thank you, I have it")
    office.settle()
    office.room("#billing").expect("billing is a mess")
    office.maria.shortcut("route_this", office.workspace.message(ack))
    office.maria.awaits_ephemeral("I know this one already")


def test_a_listening_tools_post_becomes_a_card_where_it_is_configured_and_nowhere_else(office: Office) -> None:
    office.workspace.bot_posts("#lunch", "the billing is broken, says Eve")
    office.workspace.bot_posts("#mentions", "the billing is broken, says Ann")
    office.maria.says("#mentions", "the billing of this tool is funny")
    office.settle()
    office.room("#billing").expect("says Ann")
    office.room("#billing").expect_nothing_new()
    assert office.house.ledger().received == 1


def test_the_bots_own_posts_never_come_back_as_mentions(office: Office) -> None:
    office.card(channel="#billing", text="my billing is wrong")
    office.workspace.settle()
    assert office.house.ledger().received == 1


def test_home_shows_my_claims_and_my_departments_doors(office: Office) -> None:
    card = office.card()
    office.receive("billing again")
    office.maria.clicks(card, "Claim")
    seat = office.person("billing")
    seat.opens_home()
    office.maria.opens_home()
    assert office.workspace.state.wait_until(lambda: len(office.workspace.state.shelves.homes) == 2, within=5)
    assert "#1001" in office.maria.home.plain
    assert "Waiting for your departments · 1" in seat.home.plain
    assert "#1002" in seat.home.plain
    seat.clicks(seat.home, "Claim")
    assert office.house.issue(1002).owner.claimed_by == seat.id


def test_a_click_in_the_home_that_comes_too_late_is_answered_in_a_modal(office: Office) -> None:
    card = office.card()
    seat = office.person("billing")
    seat.opens_home()
    home = seat.awaits_home("#1001")
    office.tom.clicks(card, "Claim")
    seat.clicks(home, "Claim")
    assert "@tom has #1001 already" in seat.awaits_view("One moment").plain


def test_whatever_nobody_listens_to_is_acknowledged(office: Office) -> None:
    assert office.workspace.outgoing.event(
        {"type": "channel_created", "channel": {"id": "C1"}, "event_ts": "1.0"}
    ).is_ok
    assert office.workspace.archive("#lunch", by="maria").is_ok
    assert office.workspace.revoke_tokens().is_ok
