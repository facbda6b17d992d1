"""The listeners: parse → command → service → acknowledge or answer, ten lines at most.

Guarantee: what a person asks for is stored before Slack is told that it was heard; where storing fails, Slack is told
so and sends it again.
"""
