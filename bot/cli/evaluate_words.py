"""What was evaluated, how quickly and by what, in sentences.

Guarantee: pure.
"""

from typing import TYPE_CHECKING

from bot.classify.evaluate.trials import Protocol

if TYPE_CHECKING:
    from bot.classify.evaluate.evaluation import Evaluation


def headline(evaluation: "Evaluation") -> str:
    """What was done, and what was learnt from, in a line."""
    texts, labels = f"{evaluation.texts:,} texts", f"{len(evaluation.labels)} labels"
    match evaluation.plan.protocol:
        case Protocol.COLD_START:
            how = "by the labels' descriptions alone"
        case Protocol.WHOLE:
            how = f"by {evaluation.examples:,} examples"
        case Protocol.SHOTS:
            how = f"by {evaluation.plan.shots} examples a label, {_times(evaluation)} drawn"
        case Protocol.FOLDS:
            how = f"by five-fold cross-validation, {_times(evaluation)} divided"
    return f"{texts} of {labels}, judged {how}."


def introduction(evaluation: "Evaluation") -> str:
    """The headline, and what was read beside the examples."""
    return f"{headline(evaluation)}{_beside(evaluation)}"


def pace(evaluation: "Evaluation") -> str:
    """Encoder, and texts a second."""
    speed = evaluation.throughput
    return (
        f"{evaluation.encoder} on {evaluation.backend}: {speed.encoding:,.0f} texts a second encoded, "
        f"{speed.judging:,.0f} judged; fitted in {speed.fitting:.2f} s."
    )


def unknown(evaluation: "Evaluation") -> str:
    """What to say of the languages the encoder was not made for; nothing where there are none."""
    names = ", ".join(each.language for each in evaluation.languages if each.is_known is False)
    if not names:
        return ""
    return (
        f"{evaluation.encoder} does not know these languages: {names}. Expect little of what it files there; a "
        "multilingual ENCODER is the remedy."
    )


def _beside(evaluation: "Evaluation") -> str:
    if not evaluation.unlabelled:
        return ""
    return (
        f" The department head has also read {evaluation.unlabelled:,} other texts of --train, without their labels, "
        "as it reads the mentions that are stored; --labelled-only leaves them out."
    )


def _times(evaluation: "Evaluation") -> str:
    draws = len(evaluation.head.draws)
    return "once" if draws == 1 else f"{draws} times"
