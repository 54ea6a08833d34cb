"""What rules of law share: the regulations as they are cited, limits that only tighten, grounds of waivers."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import AfterValidator

from rota.domain.clock import hhmm

SPECIAL_CASE = (
    "special-case",
    "regulation 21: far places of work, security, continuity of service, a foreseeable surge, or an emergency; "
    "with compensatory rest (regulation 24)",
)
SHIFT_CHANGE = (
    "shift-change",
    "regulation 22: a shift worker who changes shift and cannot take the rest between the two; "
    "with compensatory rest (regulation 24)",
)
SPLIT_WORK = (
    "split-work",
    "regulation 22(1)(c): work that is split up over the day; with compensatory rest (regulation 24)",
)
AGREEMENT = (
    "agreement",
    "regulation 23(a): a collective or workforce agreement; with compensatory rest (regulation 24)",
)
UNMEASURED = ("unmeasured", "regulation 20: working time that is not measured, as a managing executive's")
FORCE_MAJEURE = (
    "force-majeure",
    "regulation 27, under 18: temporary work that nobody foresaw, that cannot wait and that no adult can do; "
    "lost rest made up for within three weeks",
)
SURGE = (
    "surge",
    "regulation 27A(1): continuity of service, or a surge in demand, that no adult can meet, without harm to "
    "education or training",
)


def regulation(number: str) -> str:
    """The Working Time Regulations, cited by the ``number`` of the regulation."""
    return f"Working Time Regulations 1998, regulation {number}"


def grounds(*found: tuple[str, str]) -> Mapping[str, str]:
    """Grounds of waivers by the word for them, with what each means."""
    return MappingProxyType(dict(found))


def at_least(minutes: int, number: str, most: int) -> AfterValidator:
    """A length of time that may be longer than what regulation ``number`` gives, up to ``most``, and never shorter."""
    limit = f"regulation {number} gives at least {hhmm(minutes)}"

    def kept(value: int) -> int:
        if value < minutes:
            raise ValueError(f"{hhmm(value)} is too little, {limit}; you may ask for more, not for less")
        if value > most:
            raise ValueError(f"{hhmm(value)} is too much, {limit}; you may ask for up to {hhmm(most)}")
        return value

    return AfterValidator(kept)


def at_most(minutes: int, number: str, least: int) -> AfterValidator:
    """A length of time that may be shorter than what regulation ``number`` allows, down to ``least``, and never longer."""
    limit = f"regulation {number} allows at most {hhmm(minutes)}"

    def kept(value: int) -> int:
        if value > minutes:
            raise ValueError(f"{hhmm(value)} is too much, {limit}; you may allow less, not more")
        if value < least:
            raise ValueError(
                f"{hhmm(value)} is too little, {limit}; you may allow as little as {hhmm(least)}"
            )
        return value

    return AfterValidator(kept)
