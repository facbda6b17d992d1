"""The App Home: its greeting and the titles of its parts.

Guarantee: says what waits, and for whom.
"""

HELLO = (
    "*Hello!* When the public says something that your department can answer, I knock on your door. Here is what waits."
)
MINE = "Yours"
DEPARTMENT = "Waiting for {department}"
