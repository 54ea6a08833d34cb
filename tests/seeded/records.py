"""What was done to the town's published June, written as its files: publication, changes, leave and absence."""

import tomllib
from collections.abc import Sequence
from datetime import date
from typing import Any

from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.leave import LeaveEvent, Reason
from rota.domain.matter import BASE, CellChange, Event, Step
from rota.domain.publication import PublicationEvent
from rota.files import matters
from rota.files.digest import digest
from tests.seeded.bases import DAY, JUNE, LEADER, town
from tests.seeded.breaking import Breach, Valid

NAME = "town/2026-06"
BASE_FILE = f"rotas/{NAME}.toml"


def at(day: date, hour: int = 12) -> str:
    """A moment of ``day``, in UTC."""
    return f"{day}T{hour:02}:00:00+00:00"


def write(rota: Breach, ref: str, *events: Event) -> None:
    """The matter ``ref`` with these events, each on the one before it."""
    previous = None
    for number, event in enumerate(events, 1):
        text = matters.dump(event.model_copy(update={"previous": previous}))
        rota.files[f"{ref}/{number}.toml"] = text
        previous = digest(tomllib.loads(text))


def base_digest(rota: Breach) -> str:
    """The digest of June's base as it is by now."""
    return digest(tomllib.loads(rota.text(BASE_FILE)))


def said_of_month(base: str, step: Step, on: date, **more: Any) -> PublicationEvent:
    """The leader tells or publishes June, whose base has that digest."""
    said = {"by": LEADER, "at": at(on), "rota": base, "notice": max(0, (JUNE - on).days)}
    return PublicationEvent(event=step, **said | more)


def published_town() -> Valid:
    """The town whose June was told and published six weeks before."""
    return publish(town())


def publish(valid: Valid) -> Valid:
    """``valid`` with its June told and published six weeks before."""
    rota = Breach(valid)
    told, published = (
        said_of_month(
            base_digest(rota), step, JUNE - DAY * 42, at=at(JUNE - DAY * 42, hour), judged={NAME: "cells"}
        )
        for step, hour in ((Step.TOLD, 8), (Step.PUBLISHED, 9))
    )
    write(rota, f"rotas/{NAME}", told, published)
    return valid.with_(rota.files)


def cell(rota: Breach, agent: str, day: date, after: str, on: str = BASE, before: str = "") -> CellChange:
    """A changed cell, from what stands in the base unless ``before`` says otherwise."""
    return CellChange(agent=agent, day=day, before=before or rota.valid.cell(agent, day), after=after, on=on)


def exchanged(rota: Breach, one: str, other: str, day: date) -> tuple[CellChange, ...]:
    """The cells of a swap on one day: one becomes a late, the other takes the early."""
    return cell(rota, one, day, "late phones"), cell(rota, other, day, rota.valid.cell(one, day))


def change(
    rota: Breach,
    kind: ChangeKind,
    step: Step,
    by: str,
    on: str,
    cells: Sequence[CellChange] = (),
    **more: Any,
) -> ChangeEvent:
    """An event of a change; with cells it names the base that it was judged against."""
    base = {NAME: base_digest(rota)} if cells else {}
    said = {"event": step, "kind": kind, "by": by, "at": on, "cell": tuple(cells), "base": base}
    return ChangeEvent(**said | more)


def swap(
    rota: Breach, ref: str, cells: Sequence[CellChange], asked: date, by: str = LEADER, **approval: Any
) -> None:
    """A swap asked for by the first of the cells, accepted by the other the next day, and approved on the third."""
    one, other = cells[0].agent, cells[1].agent
    write(
        rota,
        ref,
        change(rota, ChangeKind.SWAP, Step.REQUESTED, one, at(asked), cells),
        change(rota, ChangeKind.SWAP, Step.ACCEPTED, other, at(asked + DAY)),
        change(rota, ChangeKind.SWAP, Step.APPROVED, by, at(asked + DAY * 2), cells, **approval),
    )


def recorded(
    rota: Breach,
    ref: str,
    kind: ChangeKind,
    cells: Sequence[CellChange],
    on: date,
    by: str = LEADER,
    **more: Any,
) -> None:
    """A change that somebody records alone."""
    write(rota, ref, change(rota, kind, Step.RECORDED, by, at(on), cells, **more))


def leave(
    rota: Breach, ref: str, agent: str, first: date, last: date, *steps: tuple[Step, str, str], **more: Any
) -> None:
    """Leave of ``agent`` with its steps, by whom and when each."""
    events = [
        LeaveEvent(
            event=step,
            by=by,
            at=moment,
            agent=agent,
            **{"from": first, "until": last},
            reason=Reason.COVER if step is Step.REFUSED else None,
            **more,
        )
        for step, by, moment in steps
    ]
    write(rota, ref, *events)
