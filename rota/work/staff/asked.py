"""What was asked for in a staff copy: every event, wish and answer in it that rota did not put there itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rota.domain.changes import ChangeEvent
from rota.domain.leave import LeaveEvent
from rota.domain.matter import Event, Step
from rota.domain.wishes import AgentWishes, NoWishes, Wish
from rota.files.digest import digest
from rota.files.errors import BadInput
from rota.files.loading import listing, validate
from rota.files.staffcopy import FILE, StaffCopy
from rota.files.toml import read_toml
from rota.work.errors import Unusable

MATTERS: Mapping[str, type[ChangeEvent | LeaveEvent]] = {"changes": ChangeEvent, "leave": LeaveEvent}
"""The matters that agents can begin and go on with in a staff copy."""

_ID = re.compile(r"[a-z0-9]{10,32}")
_NUMBER = re.compile(r"([1-9][0-9]{0,3})\.toml")
NOBODY = "unknown"
_STEPS = {
    Step.REQUESTED: "asks for",
    Step.ACCEPTED: "accepts",
    Step.DECLINED: "declines",
    Step.WITHDRAWN: "withdraws",
    Step.WAITLISTED: "waits for",
}


@dataclass(frozen=True)
class Asked:
    """One thing asked for: ``key`` names it, ``agent`` is who asked, as far as that can be told.

    ``said`` is the event, the wish or the answer that there are none; None for a wish taken back, and for what
    cannot be read, of which ``fault`` says why.
    """

    key: str
    digest: str
    agent: str
    said: Event | Wish | NoWishes | None = None
    fault: str = ""

    @property
    def ref(self) -> str:
        """The matter, such as ``changes/k3f9x2m7q1zw``."""
        return self.key.rpartition("/")[0]

    @property
    def about(self) -> str:
        """What was asked for, in words."""
        if self.fault:
            return "wrote what cannot be read"
        if isinstance(self.said, Wish):
            return f"wishes for {self.said}"
        if isinstance(self.said, NoWishes):
            return f"has no wishes for {self.said.month}"
        if isinstance(self.said, LeaveEvent):
            days = _days(self.said.from_, self.said.until)
            return f"{_STEPS.get(self.said.event, self.said.event.value)} leave {days}"
        if isinstance(self.said, ChangeEvent):
            days = ", ".join(sorted({str(change.day) for change in self.said.cell}))
            what = f"{_STEPS.get(self.said.event, self.said.event.value)} {self.said.kind.value}"
            return f"{what} on {days}" if days else what
        return "takes a wish back"


def _days(first: date, last: date) -> str:
    return f"on {first}" if first == last else f"from {first} until {last}"


def read_mark(copy: Path) -> StaffCopy:
    """The mark of the staff copy in ``copy``; Unusable if it is none."""
    if not (copy / FILE).is_file():
        raise Unusable(f"{copy} is no staff copy: it has no {FILE}; make one with: rota staff-copy DIR")
    try:
        return validate(StaffCopy, read_toml(copy, FILE).data)
    except ValidationError:
        raise Unusable(
            f"{copy / FILE} is not as rota wrote it; make the copy anew in an empty folder"
        ) from None


def asked_in(copy: Path, mark: StaffCopy) -> tuple[Asked, ...]:
    """Everything that was asked for in ``copy``, each matter's events in order, then wishes."""
    return (*_events(copy, mark), *_wishes(copy, mark))


def _events(copy: Path, mark: StaffCopy) -> Iterator[Asked]:
    for folder in MATTERS:
        for id in listing(copy, folder):
            names = listing(copy, f"{folder}/{id}")
            for name in sorted(names, key=lambda name: (len(name), name)):
                asked = _event(copy, folder, id, name)
                if mark.given.get(asked.key) != asked.digest:
                    yield asked


def _event(copy: Path, folder: str, id: str, name: str) -> Asked:
    file = f"{folder}/{id}/{name}"
    key = file.removesuffix(".toml")
    if not (_ID.fullmatch(id) and _NUMBER.fullmatch(name)):
        return Asked(key, digest(file), NOBODY, fault=f"{file} is no event of a matter")
    data, fault = _data(copy, file)
    if fault:
        return Asked(key, digest(fault), NOBODY, fault=fault)
    try:
        event = validate(MATTERS[folder], data)
    except ValidationError as error:
        return Asked(key, digest(data), NOBODY, fault=f"{file}: {error.error_count()} values cannot be")
    return Asked(key, digest(data), event.by, event)


def _wishes(copy: Path, mark: StaffCopy) -> Iterator[Asked]:
    there: set[str] = set()
    for name in listing(copy, "wishes"):
        file = f"wishes/{name}"
        for asked in _of_file(copy, file):
            there.add(asked.key)
            if mark.given.get(asked.key) != asked.digest:
                yield asked
    for key in mark.given:
        folder, agent, *_ = key.split("/")
        if folder == "wishes" and key not in there:
            yield Asked(key, digest({"taken-back": key}), agent)


def _of_file(copy: Path, file: str) -> Iterator[Asked]:
    data, fault = _data(copy, file)
    try:
        wishes = None if fault else validate(AgentWishes, data)
    except ValidationError as error:
        wishes, fault = None, f"{file}: {error.error_count()} values cannot be"
    if wishes is None or file != f"wishes/{wishes.agent}.toml":
        fault = fault or f"{file} is about somebody else than its name says"
        yield Asked(file.removesuffix(".toml"), digest(fault), NOBODY, fault=fault)
        return
    for wish in wishes.wish:
        yield Asked(*wish_mark(wishes.agent, wish), wishes.agent, wish)
    for none in wishes.none:
        yield Asked(*wish_mark(wishes.agent, none), wishes.agent, none)


def wish_mark(agent: str, said: Wish | NoWishes) -> tuple[str, str]:
    """The key and the digest of a wish of ``agent``, or of the answer that there are none."""
    name = said.id if isinstance(said, Wish) else f"none-{said.month}"
    return f"wishes/{agent}/{name}", digest(said.model_dump(mode="json", exclude_none=True))


def _data(copy: Path, file: str) -> tuple[dict[str, Any], str]:
    """What the file says, or why it cannot be read."""
    try:
        return read_toml(copy, file).data, ""
    except BadInput as error:
        return {}, str(error)
