"""What is asked to be other than it is, as it is typed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rota.work.errors import Unusable


@dataclass(frozen=True)
class NewAgent:
    """An agent who is not there yet: a contract, and skills of which the first is that of the home service."""

    contract: str
    skills: tuple[str, ...]


@dataclass(frozen=True)
class Closed:
    """A site that is closed for one day."""

    site: str
    day: date


@dataclass(frozen=True)
class Change:
    """What is other than it is.

    ``calls`` is what all calls come to in percent, ``absent`` so many agents away all month, ``cap`` how many every absence
    cap lets be away. None, 0 and nothing leave things as they are.
    """

    calls: int | None = None
    absent: int = 0
    cap: int | None = None
    agents: tuple[NewAgent, ...] = ()
    closed: tuple[Closed, ...] = ()

    @property
    def of_rules_only(self) -> bool:
        """Whether nothing is other than the absence caps."""
        return self.calls is None and not (self.absent or self.agents or self.closed)


def change_of(
    calls: str | None, absent: int | None, cap: int | None, agents: Iterable[str], closed: Iterable[str]
) -> Change:
    """The change that the options of the command say; Unusable if one cannot be understood, or all are left out."""
    made = Change(
        calls=_percent(calls) if calls is not None else None,
        absent=absent or 0,
        cap=cap,
        agents=tuple(map(_agent, agents)),
        closed=tuple(map(_closed, closed)),
    )
    if made == Change():
        raise Unusable("say what is to be other: --calls, --absent, --cap, --add-agent or --close")
    return made


def _percent(text: str) -> int:
    """``+20%`` as 120."""
    match = re.fullmatch(r"([+-])(\d{1,3})%?", text.strip())
    percent = 100 + int(f"{match[1]}{match[2]}") if match else 0
    if match is None or percent < 0:
        raise Unusable(f'--calls "{text}" is no change in percent; write it as +20% or -10%')
    return percent


def _agent(text: str) -> NewAgent:
    contract, *skills = (piece.strip() for piece in text.split(","))
    if not contract or not skills or not all(skills):
        raise Unusable(
            f'--add-agent "{text}" names no contract and skill; write it as CONTRACT,SKILL or CONTRACT,SKILL,SKILL'
        )
    return NewAgent(contract, tuple(dict.fromkeys(skills)))


def _closed(text: str) -> Closed:
    site, comma, day = text.partition(",")
    try:
        if comma and re.fullmatch(r"\d{4}-\d{2}-\d{2}", day.strip()):
            return Closed(site.strip(), date.fromisoformat(day.strip()))
    except ValueError:
        pass
    raise Unusable(f'--close "{text}" is no site and day; write it as SITE,2026-12-01')
