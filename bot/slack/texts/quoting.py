"""What stands where a message quoted words that were erased, and nothing else is left of it."""

NOTHING_LEFT = "🧹 What stood here quoted words that have been erased since. Nothing else is left of it."
