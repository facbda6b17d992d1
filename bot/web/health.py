"""What /healthz says: does the process live, can it do its work, and if not, why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """`reasons` are for people; a process may be ready and still have some (a feed that backs off)."""

    is_live: bool = True
    is_ready: bool = True
    reasons: tuple[str, ...] = ()
