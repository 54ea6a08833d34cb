"""The files of a staff copy that say what the centre is like: no terms, no limits, no names beyond what is allowed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tomli_w import dumps

from rota.domain.people import Agent
from rota.files.repository import Repository
from rota.work.staff.needs import Table, deferrable_here, files_of, needs_here

HEADER = "# Part of a staff copy, written by rota: what is changed here is lost."
NEUTRAL = "staff"
"""The employer and the contract of everybody in a staff copy, which say nothing about anybody's terms."""

OWN = "own"
"""The employer and the contract of the one whom a copy is for, so that their hours and lieu are counted right."""

_SERVICE = ("id", "site", "name", "letter", "skill", "overrun", "hours")
_PATTERN = (
    "id",
    "name",
    "letter",
    "start",
    "end",
    "unpaid-break",
    "paid-break",
    "break-window",
    "weekdays",
    "late",
)
_POLICIES = ("notice", "swaps", "round")


def fact_files(repo: Repository, group: str, agent: str | None, days: Sequence[date]) -> dict[str, str]:
    """Centre, people, rules, demand, calendar and names by file, as far as agents of ``group`` need them on ``days``."""
    people = list(_people(repo, group, days, agent))
    ids = [entry["id"] for entry in people]
    files: dict[str, Table] = {
        "centre.toml": _centre(repo, group, ids, _own_terms(repo, agent, days)),
        "people.toml": {"agent": people},
        "rules.toml": {"rule": list(_rules(repo))},
        "demand.toml": {
            "need": list(needs_here(repo, group, people, days)),
            "deferrable": list(deferrable_here(repo, people)),
        },
        **dict(_calendar(repo)),
    }
    if repo.centre.staff_copy.names and (names := _names(repo, ids, agent)):
        files["names.toml"] = names
    return {file: text(table) for file, table in files.items()}


def text(table: Table) -> str:
    """The text of a file of the copy."""
    return f"{HEADER}\n{dumps(table)}"


def _own_terms(repo: Repository, agent: str | None, days: Sequence[date]) -> tuple[list[Table], list[Table]]:
    """Employer and contract of ``agent`` on the last of the days here, without how much leave there is in a year."""
    person = next((entry for entry in repo.people.agent if entry.id == agent), None)
    here = [day for day in days if person is not None and person.holds(day)]
    if person is None or not here:
        return [], []
    terms = tuple(person.terms(here[-1]))
    data = repo.document("centre.toml").data
    employer = _by_id(data["employer"], next(entry.employer for entry in terms if entry.employer))
    contract = _by_id(data["contract"], next(entry.contract for entry in terms if entry.contract))
    plain = {key: value for key, value in contract.items() if key not in {"name", "employer"}}
    return [{**_only(employer, ("bank-holidays", "closures")), "id": OWN}], [{**plain, "id": OWN}]


def _by_id(tables: Sequence[Table], id: str | None) -> Table:
    return next(table for table in tables if table["id"] == id)


def _centre(repo: Repository, group: str, ids: Sequence[str], own: tuple[list[Table], list[Table]]) -> Table:
    data = repo.document("centre.toml").data
    entry = next(each for each in repo.centre.group if each.id == group)
    patterns = [pattern.id for pattern in repo.centre.pattern]
    return {
        "name": repo.centre.name,
        "zone": repo.centre.zone,
        **{key: data[key] for key in _POLICIES if key in data},
        "employer": [{"id": NEUTRAL, "bank-holidays": "unpaid", "closures": "unpaid"}, *own[0]],
        "site": [_only(site, ("id", "name")) for site in data["site"]],
        "team": [
            _only(team, ("id", "site", "name", *(("leader",) if team.get("leader") in ids else ())))
            for team in data["team"]
            if team["id"] in entry.teams
        ],
        "group": [_only(each, ("id", "teams", "name")) for each in data["group"] if each["id"] == group],
        "service": [_only(service, _SERVICE) for service in data["service"]],
        "pattern": [_only(pattern, _PATTERN) for pattern in data["pattern"]],
        "contract": [{"id": NEUTRAL, "fte": 1, "hours": "40:00", "patterns": patterns}, *own[1]],
    }


def _only(table: Mapping[str, Any], keys: Sequence[str]) -> Table:
    return {key: table[key] for key in keys if key in table}


def _people(repo: Repository, group: str, days: Sequence[date], own: str | None) -> Iterator[Table]:
    for agent in repo.people.agent:
        here = [day for day in days if repo.group_of(agent.id, day) == group]
        if here:
            yield _person(agent, here, days, own=agent.id == own)


def _person(agent: Agent, here: Sequence[date], days: Sequence[date], *, own: bool) -> Table:
    """One agent as of the last day here; first and last days are told where the rotas shown tell them too."""
    terms = tuple(agent.terms(here[-1]))
    skills = next(entry.skills for entry in terms if entry.skills is not None)
    weekdays = next((entry.weekdays for entry in terms if entry.weekdays is not None), None)
    return {
        "id": agent.id,
        "team": next(entry.team for entry in terms if entry.team),
        "employer": OWN if own else NEUTRAL,
        "contract": OWN if own else NEUTRAL,
        "home": next(entry.home for entry in terms if entry.home),
        "skills": list(skills),
        **({"weekdays": list(weekdays)} if own and weekdays else {}),
        **({"from": here[0]} if here[0] != days[0] else {}),
        **({"until": here[-1]} if here[-1] != days[-1] else {}),
    }


def _rules(repo: Repository) -> Iterator[Table]:
    """The rules that shifts alone can tell, without those whose settings name people."""
    ids = {agent.id for agent in repo.people.agent}
    for table in repo.rule_tables:
        if table.get("use") in repo.centre.staff_copy.rules and not ids.intersection(_texts(table)):
            yield dict(table)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, child in value.items():
            yield from _texts(key)
            yield from _texts(child)
    elif isinstance(value, (list, tuple)):
        for child in value:
            yield from _texts(child)


def _calendar(repo: Repository) -> Iterator[tuple[str, Table]]:
    for document in map(repo.document, files_of(repo, "calendar")):
        shown = _only(document.data, ("bank-holiday", "closure"))
        if shown:
            yield document.file, shown


def _names(repo: Repository, ids: Sequence[str], agent: str | None) -> Table:
    """Names of those shown; one's own login and address, by which one is known, only in one's own copy."""
    names: Table = {}
    for id in ids:
        person = repo.names.get(id)
        if person is not None:
            own = {"email": person.email, "login": person.login} if id == agent else {}
            told = {key: value for key, value in {"name": person.name, **own}.items() if value}
            names |= {id: told} if told else {}
    return names
