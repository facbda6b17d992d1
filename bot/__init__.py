"""Doorknock: routes public mentions to the department that must act, and knocks until a person answers."""

__version__ = "0.1.0"
