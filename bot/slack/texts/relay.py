"""An answer that is repeated in the thread of whoever had asked.

Guarantee: it reads as an answer, and says whose it is.
"""

ANSWERED = "💬 {who} of *{department}* answers{edited}:"
EDITED = " (edited)"
SOMEBODY = "Somebody"
NO_WORDS = "(a file, without words)"
SEE = "See their thread"
