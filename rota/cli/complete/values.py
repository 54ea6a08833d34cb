"""What can stand where a kind of value is wanted: commands, options, ids, months, rules, states, drafts, open matters."""

import re
from collections.abc import Callable, Iterable, Iterator

from rota.cli.complete.line import COMMAND, OPTION, Asked, commands_below, options_of, repeatable
from rota.cli.complete.matters import drawn, matters, wishes
from rota.cli.complete.reading import Shallow, is_id
from rota.cli.complete.rules import installed

FILES, FOLDERS = ":files", ":folders"
"""What is left to the shell, which knows files better; no value begins with a colon."""

MOST = 1_000
"""Values offered at once."""

_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_NUMBER = re.compile(r"([1-9][0-9]{0,5})\.toml")
_LONGEST_NAME = 40
_STATES = ("off", "lieu", "leave", "absent", "training")

Values = Iterator[tuple[str, str]]
"""Values, each with what is said about it, or nothing."""

Source = Callable[[Shallow, Asked], Values]


def values(asked: Asked) -> Values:
    """What the word that is asked for can be, as far as it is typed, each once; files of any name as one mark."""
    start, before = asked.start, asked.before
    if asked.kind.endswith(","):
        done, comma, start = start.rpartition(",")
        before += done + comma
    seen: set[str] = set()
    for value, about in _all(asked):
        if value in {FILES, FOLDERS}:
            yield value, ""
        elif value.startswith(start) and value not in seen:
            seen.add(value)
            yield before + value, about
        if len(seen) == MOST:
            return


def _all(asked: Asked) -> Values:
    source = _SOURCES.get(asked.kind.removesuffix(","))
    if source is not None:
        yield from source(Shallow(asked.given.get("--repo", "")), asked)
    elif asked.kind.islower():
        yield from _plain(asked.kind.split("|"))


def _plain(found: Iterable[str]) -> Values:
    return ((value, "") for value in found)


def _options(_: Shallow, asked: Asked) -> Values:
    names = options_of(asked.path)
    return _plain([name for name in names if name not in asked.given or name in repeatable(asked.path)])


def _agents(repo: Shallow, _: Asked) -> Values:
    """The agents by id, with their names where names.toml has them."""
    yield "me", "yourself"
    yield from _named(repo, repo.ids("people.toml", "agent"))


def _who(repo: Shallow, _: Asked) -> Values:
    """Everybody who can act: agents, and HR's own ids."""
    hr = repo.data("centre.toml").get("hr")
    own = [id for id in hr if is_id(id)] if isinstance(hr, list) else []
    yield from _named(repo, [*repo.ids("people.toml", "agent"), *own])


def _named(repo: Shallow, ids: list[str]) -> Values:
    names = repo.data("names.toml")
    for id in ids:
        person = names.get(id)
        name = person.get("name") if isinstance(person, dict) else None
        yield id, _harmless(name) if isinstance(name, str) else ""


def _harmless(name: str) -> str:
    """A name as a shell may show it: without what controls or deceives."""
    return "".join(letter for letter in name if letter.isprintable())[:_LONGEST_NAME]


def _of_centre(table: str) -> Source:
    return lambda repo, _: _plain(repo.ids("centre.toml", table))


def _cells(repo: Shallow, _: Asked) -> Values:
    """The states of a day, and every pattern with every service."""
    yield from _plain(_STATES)
    services = repo.ids("centre.toml", "service")
    yield from _plain(
        f"{pattern} {service}" for pattern in repo.ids("centre.toml", "pattern") for service in services
    )


def _known_months(repo: Shallow, asked: Asked) -> list[str]:
    """The months that have a rota or a draft, of the group that was said or of all."""
    group = asked.given.get("--group", "")
    groups = [group] if is_id(group) else repo.ids("centre.toml", "group")
    names = [name.removesuffix(".toml") for each in groups for name in repo.listed(f"rotas/{each}")]
    names += [name for each in groups for name in repo.listed(f"drafts/{each}")]
    return sorted({name for name in names if _MONTH.fullmatch(name)})


def _months(repo: Shallow, asked: Asked) -> Values:
    """The months that there are, and the one that comes next."""
    known = _known_months(repo, asked)
    yield from _plain(known)
    if known:
        year, month = (int(part) for part in known[-1].split("-"))
        yield f"{year + month // 12}-{month % 12 + 1:02}", ""


def _years(repo: Shallow, asked: Asked) -> Values:
    return _plain([month[:4] for month, _ in _months(repo, asked)])


def _drafts(repo: Shallow, asked: Asked) -> Values:
    """The numbers of the month's drafts, or of the latest month's that has any."""
    said = asked.given.get("MONTH") or asked.given.get("--month", "")
    months = [said] if _MONTH.fullmatch(said) else _known_months(repo, asked)[::-1]
    return _plain(next((found for month in months if (found := _numbers(repo, asked, month))), []))


def _numbers(repo: Shallow, asked: Asked, month: str) -> list[str]:
    group = asked.given.get("--group", "")
    groups = [group] if is_id(group) else repo.ids("centre.toml", "group")
    names = (name for each in groups for name in repo.listed(f"drafts/{each}/{month}"))
    return sorted({match[1] for name in names if (match := _NUMBER.fullmatch(name))}, key=int)


def _rotas(repo: Shallow, asked: Asked) -> Values:
    """The months, and each draft by its number, as ``rota diff`` names them."""
    for month in _known_months(repo, asked):
        yield month, ""
        yield from _plain([f"{month}#{number}" for number in _numbers(repo, asked, month)])


def _rules(repo: Shallow, _: Asked) -> Values:
    """The rules in force here, then whatever else is installed."""
    rows = repo.data("rules.toml").get("rule")
    used = [row.get("use") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return _plain([name for name in [*used, *installed()] if is_id(name)])


_SOURCES: dict[str, Source] = {
    COMMAND: lambda _, asked: _plain(commands_below(asked.path)),
    OPTION: _options,
    "AGENT": _agents,
    "WHO": _who,
    "GROUP": _of_centre("group"),
    "TEAM": _of_centre("team"),
    "SITE": _of_centre("site"),
    "SERVICE": _of_centre("service"),
    "PATTERN": _of_centre("pattern"),
    "CONTRACT": _of_centre("contract"),
    "EMPLOYER": _of_centre("employer"),
    "CELL": _cells,
    "MONTH": _months,
    "YEAR": _years,
    "DRAFT": _drafts,
    "ROTA": _rotas,
    "RULE": _rules,
    "MATTER": lambda repo, asked: _plain(matters(repo, asked.path)),
    "MATTER/AGENT": lambda repo, asked: iter((*_plain(matters(repo, asked.path)), *_agents(repo, asked))),
    "DRAW": lambda repo, _: _plain(drawn(repo)),
    "WISH": lambda repo, asked: _plain(wishes(repo, asked.given.get("AGENT", ""))),
    "FILE": lambda _, __: _plain([FILES]),
    "DIR": lambda _, __: _plain([FOLDERS]),
}
"""Where the values of each kind come from; kinds that are not here, such as days, are for the user alone to know."""
