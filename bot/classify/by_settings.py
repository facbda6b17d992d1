"""The classifier that the settings ask for.

Guarantee: nothing is loaded until it is needed.
"""

from collections.abc import Callable
from functools import partial

from bot.classify.classifier import EncoderClassifier
from bot.classify.finding import PreferredPrecision, found_encoder, load_found
from bot.core.rulebook import Rulebook
from bot.ports import FoundEncoder
from bot.settings import Settings


def classifier_from(settings: Settings, choose: Callable[[], FoundEncoder]) -> EncoderClassifier:
    """A classifier for a process; `choose` is asked, when the encoder is loaded, which one it is to be."""
    load = partial(load_found, device=settings.encoder_device, threads=settings.torch_threads)
    return EncoderClassifier(lambda: load(choose()), load_other=load)


def classifier_for(settings: Settings, rulebook: Rulebook) -> EncoderClassifier:
    """A classifier for a command, by ENCODER and ENCODER_BACKEND alone."""
    prefer = preferred_by(settings, lambda: rulebook).of
    return classifier_from(settings, lambda: found_encoder(settings.encoder, prefer=prefer))


def preferred_by(settings: Settings, rulebook: Callable[[], Rulebook]) -> PreferredPrecision:
    """The precision that the settings ask for; where it is int8, `rulebook` has to judge it first."""
    return PreferredPrecision(
        settings.encoder_backend, device=settings.encoder_device, threads=settings.torch_threads, rulebook=rulebook
    )
