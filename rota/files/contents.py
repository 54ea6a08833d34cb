"""All files of a repository but its rotas, read and put together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from rota.domain.absence import AbsenceEvent
from rota.domain.calendar import Calendar
from rota.domain.centre import Centre
from rota.domain.changes import ChangeEvent
from rota.domain.demand import Demand
from rota.domain.draws import DrawEvent
from rota.domain.history import History
from rota.domain.leave import LeaveEvent
from rota.domain.people import People
from rota.domain.publication import PublicationEvent
from rota.domain.round import RoundEvent
from rota.domain.table import Table
from rota.domain.volumes import Volumes
from rota.domain.waivers import WaiverFile
from rota.domain.wishes import AgentWishes
from rota.files.baseline import FILE as BASELINE
from rota.files.baseline import Baseline
from rota.files.callreading import read_sheets
from rota.files.callsheet import FOLDER as DEMAND
from rota.files.callsheet import Sheet, volumes_of
from rota.files.chains import read_chains
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.loading import Loader
from rota.files.matters import Chain
from rota.files.names import Name
from rota.files.staffcopy import FILE as STAFF_COPY
from rota.files.staffcopy import StaffCopy
from rota.files.toml import Document
from rota.files.wording import found

T = TypeVar("T", bound=Table)

MATTERS = {"leave": 1, "absence": 1, "changes": 1, "draws": 1, "rotas": 2, "rounds": 2}
"""Where matters are, each with how many folders down one is."""


class RuleFile(Table):
    """``rules.toml``: the rules that apply, in order of importance within each tier."""

    rule: tuple[dict[str, Any], ...] = ()

    @property
    def skills(self) -> frozenset[str]:
        """The skills that rules ask for by name, of which no service need know."""
        return frozenset(skill for table in self.rule if isinstance(skill := table.get("skill"), str))


@dataclass
class Contents:
    """What the files say. Each part comes with the documents that it was read from."""

    centre: Centre | None = None
    people: People | None = None
    history: History = field(default_factory=History)
    rules: RuleFile = field(default_factory=RuleFile)
    demand: tuple[tuple[Document, Demand], ...] = ()
    demand_whole: bool = True
    """Whether every file of demand could be read, so that what is not there is not said anywhere."""
    sheets: tuple[Sheet, ...] = ()
    volumes: Volumes = field(default_factory=dict)
    calendar: tuple[tuple[Document, Calendar], ...] = ()
    wishes: tuple[tuple[Document, AgentWishes], ...] = ()
    leave: tuple[Chain[LeaveEvent], ...] = ()
    absence: tuple[Chain[AbsenceEvent], ...] = ()
    changes: tuple[Chain[ChangeEvent], ...] = ()
    draws: tuple[Chain[DrawEvent], ...] = ()
    publications: tuple[Chain[PublicationEvent], ...] = ()
    rounds: tuple[Chain[RoundEvent], ...] = ()
    waivers: WaiverFile = field(default_factory=WaiverFile)
    baseline: Baseline | None = None
    staff_copy: StaffCopy | None = None
    names: Mapping[str, Name] = field(default_factory=dict)

    @property
    def chains(self) -> tuple[Chain[Any], ...]:
        """Every matter that can change cells."""
        return (*self.leave, *self.absence, *self.changes)

    @property
    def all_demand(self) -> Demand:
        """All demand, in the order of the files."""
        files = [demand for _, demand in self.demand]
        return Demand(
            need=tuple(entry for file in files for entry in file.need),
            calls=tuple(entry for file in files for entry in file.calls),
            event=tuple(entry for file in files for entry in file.event),
            deferrable=tuple(entry for file in files for entry in file.deferrable),
        )

    @property
    def all_days(self) -> Calendar:
        """The calendars of all years together."""
        return Calendar.together(calendar for _, calendar in self.calendar)


def read_contents(loader: Loader) -> Contents:
    """Everything that can be read; what cannot is among the findings of ``loader``."""
    files = _demand_files(loader)
    contents = Contents(
        centre=loader.model(Centre, "centre.toml"),
        people=loader.model(People, "people.toml"),
        history=loader.optional(History, "history.toml") or History(),
        rules=loader.model(RuleFile, "rules.toml") or RuleFile(),
        demand=_many(loader, Demand, files),
        calendar=_many(loader, Calendar, loader.folder("calendar")),
        wishes=_many(loader, AgentWishes, loader.folder("wishes")),
        leave=read_chains(loader, "leave", LeaveEvent),
        absence=read_chains(loader, "absence", AbsenceEvent),
        changes=read_chains(loader, "changes", ChangeEvent),
        draws=read_chains(loader, "draws", DrawEvent),
        publications=read_chains(loader, "rotas", PublicationEvent, depth=2),
        rounds=read_chains(loader, "rounds", RoundEvent, depth=2),
        waivers=loader.optional(WaiverFile, "waivers.toml") or WaiverFile(),
        baseline=loader.optional(Baseline, BASELINE),
        staff_copy=loader.optional(StaffCopy, STAFF_COPY),
        names=_names(loader),
    )
    contents.demand_whole = len(contents.demand) == len(files)
    if contents.centre is not None:  # without services the names of sheets mean nothing
        services = [service.id for service in contents.centre.service]
        contents.sheets = read_sheets(loader, DEMAND, services)
        contents.volumes = volumes_of(contents.sheets)
    return contents


def _demand_files(loader: Loader) -> tuple[str, ...]:
    """demand.toml, then the files of demand/ by name. With neither, the missing demand.toml is a finding."""
    more = loader.folder("demand")
    return more if more and not loader.exists("demand.toml") else ("demand.toml", *more)


def _many(loader: Loader, model: type[T], files: Iterable[str]) -> tuple[tuple[Document, T], ...]:
    read = ((file, loader.model(model, file)) for file in files)
    return tuple((loader.documents[file], value) for file, value in read if value is not None)


def _names(loader: Loader) -> dict[str, Name]:
    document = loader.read("names.toml") if loader.exists("names.toml") else None
    if document is None:
        return {}
    names = {}
    for id, table in document.data.items():
        if not isinstance(table, dict):
            loader.findings.append(
                fault(
                    Code.WRONG_VALUE,
                    f"{id} is {found(table)}, not a table",
                    f"write [{id}], and name, email and login below it",
                    document.place(id),
                )
            )
        elif (name := loader.validated(Name, document, id)) is not None:
            names[id] = name
    return names
