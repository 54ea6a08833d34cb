"""``people.toml``, ``names.toml`` and the centre's tables for the people of a sheet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from rota.domain.clock import hhmm
from rota.work.init.blocks import Block, array, exchange, join, quoted, split, table_text
from rota.work.init.people_csv import Person

FULL_TIME_DAYS = 5


@dataclass(frozen=True)
class Settled:
    """The texts of the files for these people, and what a leader should look at again."""

    files: dict[str, str]
    notes: tuple[str, ...]


def settle(starter: dict[str, str], people: Sequence[Person]) -> Settled:
    """The starter's files made over for ``people``: their teams, contracts, employers and services."""
    centre = _Centre(split(starter["centre.toml"]), people)
    files = {
        "centre.toml": centre.text(),
        "people.toml": _people(starter["people.toml"], people, centre.default_employer),
        "names.toml": _names(starter["names.toml"], people),
        "demand.toml": _demand(starter["demand.toml"], people),
    }
    notes = (*centre.notes, "demand.toml still asks for the example's headcount; write your own into it")
    return Settled(files, notes)


class _Centre:
    """The starter's centre with tables for what the sheet names and the starter does not have."""

    def __init__(self, blocks: list[Block], people: Sequence[Person]) -> None:
        self._blocks = blocks
        self._people = people
        self._template = next(block for block in blocks if block.table == "contract")
        self._site = next(block.id for block in blocks if block.table == "site")
        employers = [block.id for block in blocks if block.table == "employer"]
        self._named = sorted({person.employer for person in people if person.employer})
        self.default_employer = self._named[0] if len(self._named) == 1 else employers[0]
        self.notes: list[str] = []

    def text(self) -> str:
        blocks = exchange(self._blocks, "employer", self._employers(), lambda block: self._employs(block.id))
        blocks = exchange(blocks, "team", self._teams())
        blocks = exchange(blocks, "group", self._group())
        blocks = exchange(blocks, "service", self._services(), lambda _: True)
        blocks = exchange(blocks, "contract", self._contracts(), lambda _: True)
        return join(self._open_to_all_employers(block) for block in blocks).rstrip() + "\n"

    def _ids(self, table: str) -> set[str]:
        return {block.id for block in self._blocks if block.table == table}

    def _employs(self, employer: str) -> bool:
        return employer in {person.employer or self.default_employer for person in self._people}

    def _employers(self) -> Iterator[str]:
        for employer in self._named:
            if employer not in self._ids("employer"):
                yield table_text("employer", [f"id = {quoted(employer)}"])

    def _open_to_all_employers(self, block: Block) -> Block:
        """A contract of the starter is one of its employer; with the sheet's own employers it is for any."""
        if block.table != "contract" or not self._named:
            return block
        lines = [line for line in block.body.splitlines(keepends=True) if not line.startswith("employer = ")]
        return Block(block.table, block.comment, "".join(lines))

    def _teams(self) -> Iterator[str]:
        for team in _in_order(person.team for person in self._people):
            members = [person for person in self._people if person.team == team]
            lines = [f"id = {quoted(team)}", f"name = {quoted(members[0].team_name)}"]
            lines.append(f"site = {quoted(self._site)}")
            lines += [f"leader = {quoted(person.id)}" for person in members if person.leader][:1]
            if not any(person.leader for person in members):
                self.notes.append(f'team {team} has no leader; add leader = "ID" to it in centre.toml')
            yield table_text("team", lines)

    def _group(self) -> Iterator[str]:
        old = next(block for block in self._blocks if block.table == "group")
        teams = array(_in_order(person.team for person in self._people))
        yield table_text(
            "group", [f"id = {quoted(old.id)}", f"name = {quoted(old.value('name'))}", f"teams = {teams}"]
        )

    def _services(self) -> Iterator[str]:
        template = next(block for block in self._blocks if block.table == "service")
        for service in _in_order(skill for person in self._people for skill in person.skills):
            if service not in self._ids("service"):
                self.notes.append(
                    f"service {service} was given the hours of {template.id}; correct them in centre.toml"
                )
                yield _renamed(template.body, service)

    def _contracts(self) -> Iterator[str]:
        for contract in _in_order(person.contract for person in self._people):
            if contract not in self._ids("contract"):
                terms = ContractTerms.of(person for person in self._people if person.contract == contract)
                self.notes.append(f"contract {contract} was declared as {terms}; correct it in centre.toml")
                yield table_text("contract", [f"id = {quoted(contract)}", *terms.lines(self._template)])


@dataclass(frozen=True)
class ContractTerms:
    """What a sheet says of a contract; hours are minutes a week."""

    fte: Fraction
    hours: int
    days: int

    @classmethod
    def of(cls, people: Iterable[Person]) -> "ContractTerms":
        """The terms of the first person who has any; full time where the sheet says nothing."""
        rows = list(people)
        fte = next((person.fte for person in rows if person.fte), None)
        hours = next((person.hours for person in rows if person.hours), None)
        days = next((person.days for person in rows if person.days), None)
        fte = fte or min(Fraction(1), Fraction(hours or FULL_HOURS, FULL_HOURS))
        days = days or min(FULL_TIME_DAYS, ceil(fte * FULL_TIME_DAYS))
        return cls(fte, hours or days * FULL_HOURS // FULL_TIME_DAYS, days)

    def __str__(self) -> str:
        return f"{float(self.fte):g} FTE, {hhmm(self.hours)} hours on {self.days} days a week"

    def lines(self, template: Block) -> Iterator[str]:
        """The rest of the contract's table: the patterns and Saturdays of the ``template``."""
        yield f"fte = {float(self.fte):.6g}"
        yield f'hours = "{hhmm(self.hours)}"'
        yield f"days = {self.days}"
        for line in template.body.splitlines():
            if line.startswith(("patterns = ", "saturdays = ")):
                yield line


FULL_HOURS = 40 * 60
"""A full week of the starter's patterns, of eight hours each."""


def _people(starter: str, people: Sequence[Person], employer: str) -> str:
    head = str(split(starter)[0]) + split(starter)[1].comment
    tables = (table_text("agent", _agent_lines(person, employer)) for person in people)
    return f"{head.rstrip()}\n\n{''.join(tables).rstrip()}\n"


def _agent_lines(person: Person, employer: str) -> Iterator[str]:
    yield f"id = {quoted(person.id)}"
    yield f"team = {quoted(person.team)}"
    yield f"employer = {quoted(person.employer or employer)}"
    yield f"contract = {quoted(person.contract)}"
    yield f"home = {quoted(person.home)}"
    yield f"skills = {array(person.skills)}"
    if person.weekdays:
        yield f"weekdays = {array(person.weekdays)}"
    for key, day in (
        ("from", person.from_),
        ("until", person.until),
        ("under-18-until", person.under_18_until),
    ):
        if day is not None:
            yield f"{key} = {day}"


def _names(starter: str, people: Sequence[Person]) -> str:
    head = str(split(starter)[0]) + split(starter)[1].comment
    tables = []
    for person in people:
        fields = (("name", person.name), ("email", person.email), ("login", person.login))
        tables.append(
            "\n".join([f"[{person.id}]", *(f"{key} = {quoted(text)}" for key, text in fields if text)])
        )
    return f"{head.rstrip()}\n\n" + "\n\n".join(tables) + "\n"


def _demand(starter: str, people: Sequence[Person]) -> str:
    """The starter's needs, but of services for which somebody is trained."""
    skills = {skill for person in people for skill in person.skills}
    blocks = split(starter)
    return join(block for block in blocks if block.table != "need" or block.value("service") in skills)


def _renamed(body: str, service: str) -> str:
    lines = []
    for line in body.splitlines(keepends=True):
        if line.startswith("id = "):
            lines.append(f"id = {quoted(service)}\n")
        elif not line.startswith(("name = ", "letter = ", "skill = ")):
            lines.append(line)
    return "".join(lines)


def _in_order(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
