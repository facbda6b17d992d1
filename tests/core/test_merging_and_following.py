"""Two issues become one, and whoever follows an issue hears the turns it takes."""

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.classification import Urgency
from bot.core.issue import AssignmentStatus, IssueStatus, Role
from bot.core.notices import PostCard, PostNote, TellFollower
from bot.core.refusal import Refusal, RefusalReason
from bot.core.routing import Routing
from tests.core.example import Life, bring_in, claim, hours, resolve


def take_in(**changed: object) -> cmd.TakeIn:
    given = {"by": "U1", "issue": 1002, "urgency": Urgency.NORMAL, "mentions": 3, "reach": 70}
    return cmd.TakeIn(**(given | changed))


def told(life: Life, person: str) -> list[str]:
    return [
        type(each.event).__name__ for each in life.notices if isinstance(each, TellFollower) and each.channel == person
    ]


def test_a_merged_issue_is_closed_with_all_its_shares_and_says_where_it_goes_on() -> None:
    life = Life()
    life.do(bring_in("food"))
    life.do(cmd.Merge(by="U1", into=1040))
    assert (life.issue.status, life.issue.merged_into, life.issue.closed_by) == (IssueStatus.MERGED, 1040, "U1")
    assert {share.status for share in life.issue.assignments} == {AssignmentStatus.MERGED}
    assert all(share.due_at is None for share in life.issue.assignments)


def test_each_thread_of_a_merged_issue_gets_a_line() -> None:
    life = Life()
    life.do(bring_in("food"))
    life.do(cmd.Merge(by="U1", into=1040))
    lines = [each.channel for each in life.notices if isinstance(each, PostNote) and each.number == life.issue.version]
    assert sorted(lines) == ["#billing", "#food"]


def test_whatever_is_asked_of_a_merged_issue_points_to_the_other_one() -> None:
    life = Life()
    life.do(cmd.Merge(by="U1", into=1040))
    for command in (claim(), resolve(), cmd.Reopen(by="U2"), cmd.Follow(by="U2"), cmd.Merge(by="U2", into=1041)):
        refusal = life.do(command)
        assert isinstance(refusal, Refusal)
        assert (refusal.reason, refusal.what) == (RefusalReason.ISSUE_MERGED, "1040")


def test_an_issue_is_not_merged_into_itself() -> None:
    life = Life()
    for command in (cmd.Merge(by="U1", into=1001), take_in(issue=1001)):
        refusal = life.do(command)
        assert isinstance(refusal, Refusal)
        assert refusal.reason is RefusalReason.MERGE_WITH_ITSELF
    assert life.issue.is_open


def test_the_other_issue_counts_what_it_takes_in_once() -> None:
    life = Life()
    before = life.issue
    life.do(take_in(followers=("U7",)))
    assert life.do(take_in(followers=("U7",))) == ()
    assert (life.issue.mentions, life.issue.reach) == (before.mentions + 3, before.reach + 70)
    assert (life.issue.followers, life.issue.taken_in) == (("U7",), (1002,))


def test_departments_that_still_owed_something_get_a_share_of_the_other_issue() -> None:
    life = Life()
    life.do(take_in(asked=(("billing", ""), ("food", "Was breakfast served?"), ("gone", ""), ("digital", ""))))
    assert [(share.department, share.role) for share in life.issue.assignments] == [
        ("billing", Role.OWNER),
        ("food", Role.BROUGHT_IN),
        ("digital", Role.BROUGHT_IN),
    ]
    assert life.share(2).question == "Was breakfast served?"
    assert [each.channel for each in life.notices if isinstance(each, PostCard)] == ["#billing", "#food", "#digital"]


def test_merging_never_makes_an_issue_less_urgent() -> None:
    life = Life(Routing(department="billing", urgency=Urgency.NORMAL))
    life.do(take_in(urgency=Urgency.LOW))
    assert life.issue.urgency is Urgency.NORMAL
    life.do(take_in(issue=1003, urgency=Urgency.HIGH, asked=(("food", ""),)))
    assert life.issue.urgency is Urgency.HIGH
    assert life.share(2).door.policy == life.rulebook.policy_for(life.rulebook.door("food"), Urgency.HIGH)


def test_a_closed_issue_takes_nothing_in() -> None:
    life = Life()
    life.do(resolve())
    refusal = life.do(take_in())
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RefusalReason.ISSUE_CLOSED


def test_a_follower_hears_the_turns_and_nothing_of_their_own_doing() -> None:
    life = Life()
    life.do(cmd.Follow(by="U777"))
    life.do(claim(by="U222"))
    life.do(cmd.ChangeUrgency(by="U777", urgency=Urgency.HIGH))
    life.do(cmd.AddNote(by="U222", text="hm"))
    life.do(resolve(by="U222"))
    life.do(cmd.Reopen(by="U222"))
    assert told(life, "U777") == ["AssignmentClaimed", "IssueResolved", "IssueReopened"]
    life.do(cmd.Unfollow(by="U777"))
    life.now += hours(1)
    life.do(cmd.Dismiss(by="U222"))
    assert told(life, "U777") == ["AssignmentClaimed", "IssueResolved", "IssueReopened"]


def test_following_twice_is_following_once() -> None:
    life = Life()
    assert life.do(cmd.Unfollow(by="U777")) == ()
    life.do(cmd.Follow(by="U777"))
    assert life.do(cmd.Follow(by="U777")) == ()
    assert life.issue.followers == ("U777",)


def test_who_else_was_needed_is_kept_with_the_resolution() -> None:
    life = Life()
    life.do(cmd.Resolve(by="U1", assignment=1, needed=("food", "digital")))
    (resolved,) = [event for event in life.events if isinstance(event, ev.IssueResolved)]
    assert resolved.needed == ("food", "digital")
