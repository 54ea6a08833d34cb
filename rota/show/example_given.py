"""What an example gives besides its cells, in lines for people: settings, leave, wishes, terms, what was recorded."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rota.show.safe import safe
from rota.show.settings import toml_value

LETTERS = {
    "W": "any shift",
    "E": "early phones 08:30-16:30",
    "M": "middle phones 09:00-17:00",
    "L": "late phones 10:00-18:00",
    "S": "Saturday phones 09:00-16:00",
    "P": "morning phones 08:30-12:30",
    "e": "early reception 08:30-16:30",
    "m": "middle reception 09:00-17:00",
    "l": "late reception 10:00-18:00",
    "s": "Saturday reception 09:00-16:00",
    "p": "morning reception 08:30-12:30",
    "o": "lieu",
    "v": "leave",
    "x": "absent",
    "t": "training",
    "#": "closed",
    "-": "not known",
    ".": "off",
}
"""The letters of the small world in which examples and cases are drawn."""

WHO = {
    "ann": "of the phones",
    "bob": "of the phones (trained for nothing else)",
    "cat": "of the reception",
    "dan": "of the reception",
}
"""The agents of the small world."""

_DAYS = re.compile(r"(\S+) (-?\d+)(?:\.\.(-?\d+|\?))?(?: (asked|morning|afternoon))?")
_CHANGED = re.compile(r"(\S+) (-?\d+) (\S)>(\S)")
_LISTS = {
    "leave": "granted leave",
    "absences": "absence",
    "given-over": "given away by agreement",
    "taken-over": "taken over by agreement",
    "facts": "settled before planning",
    "pins": "pinned",
}
_FILES = {
    "centre": "centre.toml",
    "people": "people.toml",
    "demand": "demand.toml",
    "calendar": "calendar/",
    "history": "history.toml",
}


def given(table: Mapping[str, Any]) -> Iterator[str]:
    """A line for each thing that an example gives besides its cells."""
    settings = {**({"level": table["level"]} if "level" in table else {}), **table.get("settings", {})}
    if settings:
        yield "with " + _pairs(settings)
    if "start" in table:
        yield f"day 1 is {table['start']}"
    for letter, cell in table.get("legend", {}).items():
        yield safe(f"{letter} is {cell}")
    if table.get("past") == "unknown":
        yield "nothing more is known of the time before"
    for key, file in _FILES.items():
        for where, values in _tables(table.get(key, {}), ()):
            yield f"in {file}, {where}{_pairs(values)}"
    for key, words in _LISTS.items():
        if key in table:
            yield f"{words}: {'; '.join(map(_days, table[key]))}"
    for agent, wishes in table.get("wishes", {}).items():
        yield f"{safe(agent)} wishes {'; '.join(map(_wish, wishes))}"
    yield from _record(table.get("record", {}))
    if table.get("unknown"):
        yield "the rule says that it cannot know"


def _record(record: Mapping[str, Any]) -> Iterator[str]:
    """What was recorded, an event a line."""
    for family, matters in record.items():
        chains = {"": matters} if isinstance(matters, (list, str)) else matters
        for id, events in chains.items():
            for event in [events] if isinstance(events, str) else events:
                yield f"{family}{' ' * bool(id)}{id}: {_CHANGED.sub(_changed, safe(event))}"


def _changed(found: re.Match[str]) -> str:
    agent, day, before, after = found.groups()
    return f"{agent} day {day} from {before} to {after}"


def _days(text: str) -> str:
    found = _DAYS.fullmatch(text)
    if found is None:
        return safe(text)
    agent, first, last, said = found.groups()
    until = {None: "", "?": " on, nobody knows until when"}.get(last, f" to {last}")
    words = {None: "", "asked": ", asked for only"}.get(said, f", {said} only")
    return f"{agent} day{'s' * bool(until)} {first}{until}{words}"


def _wish(wish: Mapping[str, Any]) -> str:
    what = " ".join(str(wish[key]) for key in ("what", "pattern", "service") if key in wish)
    first, last = wish["from"], wish.get("until", wish["from"])
    days = f"day {first}" if first == last else f"days {first} to {last}"
    return safe(f"{what} on {days}{', strongly' * (wish.get('strength') == 'strong')}")


def _tables(value: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The tables inside ``value`` that hold values, each with its place: ``contract full-time: ``."""
    inner = {key: rows for key, entry in value.items() if (rows := _inside(entry, at_top=not path))}
    own = {key: entry for key, entry in value.items() if key != "id" and key not in inner}
    if own:
        yield safe(f"{' '.join(path)}: ") if path else "", own
    for key, rows in inner.items():
        for row in rows:
            yield from _tables(row, (*path, key, *([row["id"]] if "id" in row else [])))


def _inside(entry: Any, *, at_top: bool) -> list[Mapping[str, Any]]:
    """The tables that ``entry`` holds: those of a list, or itself at the top of a file."""
    if isinstance(entry, Mapping):
        return [entry] if at_top else []
    rows = entry if isinstance(entry, list) else []
    return [row for row in rows if isinstance(row, Mapping)]


def _pairs(values: Mapping[str, Any]) -> str:
    return safe(", ".join(f"{key} = {_value(value)}" for key, value in values.items()))


def _value(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list) and any(isinstance(entry, Mapping) for entry in value):
        return f"[{', '.join(_value(entry) for entry in value)}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_value(entry)}' for key, entry in value.items())} }}"
    return toml_value(value)
