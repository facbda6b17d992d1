"""What the strategist reads of a mention that could not be sorted."""

TOLD = (
    "🧩 I could not sort a mention from {source}, though I tried {tries} times ({failed}). It is set aside, and "
    "nothing else waits for it. Please look whether somebody should answer it:"
)
HINT = "It is mention {mention}. `doorknock erase --mention {mention}` takes its words out for good."
