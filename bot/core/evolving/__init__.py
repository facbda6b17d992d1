"""How each event changes an issue, one module a subject; the table in `evolve` says which function is whose.

Guarantee: pure; nothing is refused, not even what happened to a share that is not there.
"""
