"""Waivers as a table and as JSON, and findings as tables to be pasted into waivers.toml."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rota.domain.place import Place
from rota.show.paint import Line, paint, wrapped
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import counted

FORMAT = "rota-waivers/1"

_COLUMNS = (
    Column("waiver"),
    Column("rule"),
    Column("for"),
    Column("cells"),
    Column("state"),
    Column("covers", right=True),
    Column("expires"),
    Column("approved by"),
)


@dataclass(frozen=True)
class WaiverLine:
    """One waiver: what it says, its ``state`` today in words, the days left of it, and how many findings it covers.

    One that is expired or does not hold covers none; ``covers`` are then those that it would. ``unused`` says that
    there are none, and that its days are over. ``faults`` say why it does not hold.
    """

    place: Place
    rule: str
    name: str
    whom: Mapping[str, Sequence[str]]
    first: date
    last: date
    state: str
    covers: int
    unused: bool
    approver: str
    approved: date
    expires: date
    days_left: int
    reason: str
    ground: str = ""
    amount: int | None = None
    faults: tuple[str, ...] = ()


def waiver_list(lines: Sequence[WaiverLine], *, width: int | None = None, color: bool = False) -> str:
    """The table, and below it each waiver's reason; with nothing in it a sentence that says so."""
    if not lines:
        return paint([[("No waiver is there.", "")]], color=color)
    text: list[Line] = [*table(_COLUMNS, map(_row, lines)), []]
    for line in lines:
        said = "; ".join([f"{line.ground}: {line.reason}" if line.ground else line.reason, *line.faults])
        text += wrapped(f"{line.place}: {safe(said)}", width, indent="", hang="  ")
    return paint(text, color=color)


def _row(line: WaiverLine) -> tuple[str, ...]:
    unused = ", unused" if line.unused else ""
    left = f" ({counted(line.days_left, 'day')})" if line.days_left >= 0 else ""
    most = f", {line.amount} at most" if line.amount else ""
    return (
        str(line.place),
        f"{line.rule} {line.name}",
        ", ".join(f"{kind} {id}" if kind != "agent" else id for kind, ids in line.whom.items() for id in ids),
        (str(line.first) if line.first == line.last else f"{line.first} to {line.last}") + most,
        f"{line.state}{unused}",
        str(line.covers),
        f"{line.expires}{left}",
        f"{line.approver} on {line.approved}",
    )


def waiver_json(lines: Sequence[WaiverLine]) -> str:
    """The waivers as JSON of the format ``rota-waivers/1``, keys in a fixed order."""
    document = {"format": FORMAT, "waivers": [_entry(line) for line in lines]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _entry(line: WaiverLine) -> dict[str, Any]:
    return {
        "place": str(line.place),
        "rule": line.rule,
        "name": line.name,
        **{f"{kind}s": list(ids) for kind, ids in line.whom.items()},
        "from": str(line.first),
        "until": str(line.last),
        "state": line.state,
        "covers": line.covers,
        "unused": line.unused,
        "approver": line.approver,
        "approved": str(line.approved),
        "expires": str(line.expires),
        "days_left": line.days_left,
        "reason": safe(line.reason),
        "ground": line.ground,
        "amount": line.amount,
        "faults": list(line.faults),
    }


@dataclass(frozen=True)
class DraftWaiver:
    """A waiver of ``findings``, in their own words, that nobody has given a reason for yet.

    ``grounds`` are those of the regulation, by their words; ``approver`` is empty unless HR asks for it.
    """

    rule: str
    agent: str
    group: str
    first: date
    last: date
    findings: tuple[str, ...]
    grounds: Mapping[str, str]
    approver: str
    approved: date
    expires: date


def draft_text(drafts: Sequence[DraftWaiver]) -> str:
    """A table for each of ``drafts``, to be put below others; with its blanks left blank it is refused."""
    return "".join("".join(f"{line}\n" for line in ("", *_draft(draft))) for draft in drafts)


def _draft(draft: DraftWaiver) -> list[str]:
    grounds = [f"#   {word}: {safe(meaning)}" for word, meaning in draft.grounds.items()]
    return [
        "[[waiver]]",
        *(f"# {safe(message)}" for message in draft.findings),
        f'rule = "{draft.rule}"',
        f'agents = ["{draft.agent}"]' if draft.agent else f'groups = ["{draft.group}"]',
        f"from = {draft.first}",
        f"until = {draft.last}",
        *([*grounds, 'ground = ""'] if draft.grounds else []),
        'reason = ""',
        f'approver = "{draft.approver}"',
        f"approved = {draft.approved}",
        f"expires = {draft.expires}",
    ]
