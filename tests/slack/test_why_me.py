"""What "Why me?" makes of a judgement."""

from dataclasses import replace

from bot.core.classification import Classification, DepartmentScore
from bot.slack.messages.scene import Scene
from bot.slack.modals.why_me import why_me
from tests.core.example import RULEBOOK, Life
from tests.slack.test_card import SAID, Team


def test_a_department_that_does_not_fit_at_all_is_not_listed() -> None:
    life = Life()
    scores = [DepartmentScore(department=key, score=score) for key, score in (("billing", 0.99), ("food", 0.004))]
    judged = Classification(departments=tuple(scores), is_confident=True)
    scene = Scene(issue=life.issue, share=life.share(), rulebook=RULEBOOK, people=Team(), now=life.now)
    shown = str(why_me(scene, replace(SAID, classification=judged)))
    assert "Billing: 99%" in shown
    assert "Food: 0%" not in shown
