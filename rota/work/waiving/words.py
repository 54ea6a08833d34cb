"""Waivers in words: of which rule, of whom, and when."""

from rota.work.waiving.standing import Held


def about(one: Held) -> str:
    """``the waiver of SAT02 for a2, 2026-12-12``."""
    return f"the waiver of {one.rule.code} for {whom(one)}, {when(one)}"


def whom(one: Held) -> str:
    """Who is meant, in the order of the keys."""
    waiver = one.waiver
    named = [
        *waiver.agents,
        *(f"team {team}" for team in waiver.teams),
        *(f"group {group}" for group in waiver.groups),
    ]
    return ", ".join(named)


def when(one: Held) -> str:
    """The days of the cells that are meant."""
    first, last = one.waiver.from_, one.waiver.until
    return str(first) if first == last else f"{first} to {last}"
