"""What the canary sings."""

SHOWN = "🐤 Just checking that everything works, on somebody's request. This goes away by itself in a moment."
