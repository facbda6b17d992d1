"""The 120 mentions to hotels, written without looking at the rules: whose each is, and at which stage, "" for none."""

import json
from pathlib import Path
from typing import Any

from bot.classify.heads import Question

_LINES = Path(__file__).with_name("fresh_mentions.jsonl").read_text(encoding="utf-8").splitlines()
FRESH: list[dict[str, Any]] = [json.loads(line) for line in _LINES]
TEXTS: list[str] = [row["text"] for row in FRESH]
QUESTIONS = [Question(text=row["text"], language=row["language"]) for row in FRESH]
LABELS: list[str] = [row["label"] for row in FRESH]
