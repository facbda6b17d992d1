"""How an encoder wants to be used: its pooling, normalisation, window and prompt, read from its own files.

Guarantee: where the files say nothing it is mean pooling, unit length and no prompt; a pooling we do not know is
refused by name instead of silently replaced.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from bot.errors import SettingsError

Pooling = Literal["mean", "cls", "max", "lasttoken"]
POOLINGS: tuple[Pooling, ...] = ("mean", "cls", "max", "lasttoken")
# The same direction as the mean, and length is settled by normalising.
_SAME_AS_MEAN = frozenset({"mean_tokens", "mean_sqrt_len_tokens"})
_PROMPTS_FOR_US = ("classification", "clustering", "sts")
DEFAULT_WINDOW = 256
ISO_639_1 = 2  # letters
_FRONT_MATTER = re.compile(r"---\s*\n(.*?)\n---", re.DOTALL)
_LANGUAGE = re.compile(r"^language:((?:[^\n]*)(?:\n\s*-[^\n]*)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """`window` counts tokens, the special ones included; `prompt` is put before each text.

    `languages` (ISO 639-1) are those its model card names; none where it names none, or calls itself multilingual.
    """

    pooling: Pooling = "mean"
    window: int = DEFAULT_WINDOW
    prompt: str = ""
    languages: frozenset[str] = frozenset()


def read_recipe(folder: Path) -> Recipe:
    """The recipe of the encoder in `folder`. Raises SettingsError for a pooling that is not one of POOLINGS."""
    return Recipe(
        pooling=_pooling(folder), window=_window(folder), prompt=_prompt(folder), languages=_languages(folder)
    )


def _pooling(folder: Path) -> Pooling:
    config = _read(folder / _pooling_folder(folder) / "config.json")
    named = config.get("pooling_mode") or [
        key for key, is_on in config.items() if key.startswith("pooling_mode_") and is_on
    ]
    modes = [named] if isinstance(named, str) else [str(mode) for mode in cast("list[object]", named)]
    mode = "+".join(mode.removeprefix("pooling_mode_").removesuffix("_token") for mode in modes) or "mean"
    mode = "mean" if mode in _SAME_AS_MEAN else mode.removesuffix("_tokens")
    if mode not in POOLINGS:
        raise SettingsError(
            f"ENCODER: {folder} pools by {mode!r}, and Doorknock knows {', '.join(POOLINGS)}. Choose another encoder."
        )
    return mode


def _pooling_folder(folder: Path) -> str:
    modules = _read(folder / "modules.json").get("modules", [])
    entries = cast("list[dict[str, str]]", modules)
    return next((entry.get("path", "") for entry in entries if entry.get("type", "").endswith(".Pooling")), "1_Pooling")


def _window(folder: Path) -> int:
    said = _read(folder / "sentence_bert_config.json").get("max_seq_length")
    if isinstance(said, int) and said > 2:
        return said
    positions = _read(folder / "config.json").get("max_position_embeddings")
    # Two are kept back: some families count positions from behind the padding.
    return min(DEFAULT_WINDOW, positions - 2) if isinstance(positions, int) and positions > 4 else DEFAULT_WINDOW


def _prompt(folder: Path) -> str:
    config = _read(folder / "config_sentence_transformers.json")
    prompts = config.get("prompts") or {}
    if not isinstance(prompts, dict):
        return ""
    named = {str(name).lower(): str(prompt) for name, prompt in prompts.items()}
    wanted = (str(config.get("default_prompt_name") or "").lower(), *_PROMPTS_FOR_US)
    return next((named[name] for name in wanted if name in named), "")


def _languages(folder: Path) -> frozenset[str]:
    """Of the model card, which begins with YAML: `language: en`, or a list of them."""
    card = folder / "README.md"
    text = card.read_text(encoding="utf-8", errors="replace") if card.is_file() else ""
    head = _FRONT_MATTER.match(text)
    said = _LANGUAGE.search(head.group(1)) if head else None
    codes = re.findall(r"[a-z-]+", said.group(1)) if said else []
    is_plain = all(len(code) == ISO_639_1 for code in (code.strip("-") for code in codes) if code)
    return frozenset(code.strip("-") for code in codes if code.strip("-")) if is_plain else frozenset()


def _read(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"ENCODER: {path} is not readable JSON ({error}). Fetch the encoder again.") from error
    return content if isinstance(content, dict) else {"modules": content}
