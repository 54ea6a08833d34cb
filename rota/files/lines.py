"""Tables as TOML with one fact a line, so that one changed fact is one changed line in a diff."""

from collections.abc import Iterable, Iterator, Mapping

from tomli_w import dumps


def facts(table: Mapping[str, object]) -> str:
    """``table`` and its sub-tables; it may hold no list, since lists are folded by their width."""
    return dumps(table)


def tables(name: str, entries: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Each of ``entries`` as a table of an array, never folded into one line; None is left out."""
    for entry in entries:
        yield f"\n[[{name}]]\n{facts(present(entry))}"


def present(entry: Mapping[str, object]) -> dict[str, object]:
    """What ``entry`` says; TOML has no word for nothing."""
    return {key: value for key, value in entry.items() if value is not None}
