"""The App Home: one page for each person, made of parts by who reads it.

Guarantee: shows only what the database says now, within Slack's hundred blocks; what may be done is decided on the
server at the click.
"""
