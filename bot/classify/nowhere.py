"""What belongs to nobody, whatever the company: a keyboard's noise, talk that is about nothing, a word by itself.

Guarantee: the same in every run and for every encoder, since it only compares vectors. It never files anything, and
what resembles a department's own matter more than it resembles noise or talk is left to the department.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np

from bot.classify.kernel import Vectors
from bot.classify.solving import Flags
from bot.classify.text import has_words, readable

# Written for this project, but for the first sentence of the printers' old dummy text.
NOISE = (
    "asdf asdf asdf",
    "qwe rty uio",
    "sdfgsdfg",
    "lkjhgf poiuz mnbv",
    "xcvb nmxc vb",
    "kjhsdf iuwer",
    "fjdk",
    "ghg jdjd fkfk slsl",
    "wpf kzq xvt rbl",
    "tzkw q hfpd",
    "b v k z p r",
    "zzz xxx qqq",
    "nnnnn",
    "aaaaaaa",
    "8f3a91cc07",
    "a1b2c3d4e5f60718",
    "ba bo bi ba",
    "mipo tarulo venasi",
    "dokira fumo lebati",
    "ruvani pelo",
    "zuvo leki dapru",
    "tima sodu renako",
    "kofi balu meno tigu",
    "gasi pu lorevi",
    "sevudo nabike",
    "rofega timu",
    "tempora quis nobis veniam",
    "et iusto odio dignissimos",
    "vestibulum mauris nec arcu, pellentesque rhoncus a sapien",
    "omnis natura sub caelo, neque finis est in tempore",
    "quod si non fuerat, cur tandem manet sine nomine",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore.",
)
TALK = (
    "good morning",
    "hello everyone",
    "thank you",
    "ha ha ha",
    "what a day",
    "yes",
    "no",
    "okay",
    "maybe tomorrow",
    "who knows",
    "I am bored",
    "I love this song",
    "my dog is asleep",
    "happy birthday, old friend",
    "the moon is bright",
    "the team won the match",
    "the election is next week",
    "I watched a film last night",
    "my homework is not done",
    "just a test, please ignore",
    "one two three",
    "the colour green",
    "a tree and a bird",
    "history is a long story",
    "my brain hurts",
    "I miss my childhood",
    "what is the meaning of life?",
    "good night",
)
# What resembles noise or talk less than this is neither: a misspelt complaint sounds a little like noise, and a long
# post like everything.
LIKE_NOISE = 0.4
LIKE_TALK = 0.35
# How much a word by itself must resemble what a department was taught: near enough to be named there.
OWN_WORD = 0.5
# Where a department's own text is as near, it is the department's.
_TIE = 1e-4
_WORD = re.compile(r"\w+")
# Scripts that put no blanks between words, each of their signs being a word or a part of one.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


class Nowhere:
    """Knows by their vectors the texts that no department should get."""

    def __init__(self, encode: Callable[[Sequence[str]], Vectors]) -> None:
        """`encode` turns texts into unit vectors of one width, as those of the departments' texts."""
        vectors = encode([*NOISE, *TALK])
        self._noise, self._talk = vectors[: len(NOISE)], vectors[len(NOISE) :]

    def claims(self, texts: Sequence[str], vectors: Vectors, nearest: Vectors) -> Flags:
        """Which of `texts` (n,) with their `vectors` (n, dimension) belong nowhere.

        `nearest` (n,) is the cosine to the most alike of all that departments were taught.
        """
        is_noise = _rivals(vectors @ self._noise.T, nearest, least=LIKE_NOISE)
        is_talk = _rivals(vectors @ self._talk.T, nearest, least=LIKE_TALK)
        is_lone = np.array([_is_lone_word(text) for text in texts], dtype=bool)
        is_silent = np.array([not has_words(text) for text in texts], dtype=bool)
        claimed: Flags = is_silent | is_noise | is_talk | (is_lone & (nearest < OWN_WORD))
        return claimed


def _rivals(cosines: Vectors, nearest: Vectors, *, least: float) -> Flags:
    """Where the highest of `cosines` (texts, seeds) is at least `least` and above what is `nearest` (texts,)."""
    highest = cosines.max(axis=1)
    found: Flags = (highest >= least) & (highest > nearest + _TIE)
    return found


def _is_lone_word(text: str) -> bool:
    plain = readable(text)
    return len(_WORD.findall(plain)) == 1 and len(_UNSPACED.findall(plain)) <= 1
