"""What each command means for an issue, one module a subject; the table in `decide` says which function is whose.

Guarantee: pure; each function is handed its own command and no other. Whether a closed issue is asked at all, `decide`
has settled before.
"""
