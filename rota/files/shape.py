"""Pydantic's errors as findings: the key's own place, and plain words for what is wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rota.domain.place import Place
from rota.domain.table import kebab
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.valuewords import wrong_value
from rota.files.wording import close, listed, nearest, quoted
from rota.rules import Finding

Path = tuple[str | int, ...]


def findings_of(
    error: ValidationError, table: Any, place: Callable[[Path], Place], model: type[BaseModel], name: str = ""
) -> tuple[Finding, ...]:
    """What ``error`` says about ``table``, which should have been a ``model``: a finding for each key.

    ``place`` gives the place of a key path in the table; ``name`` says in messages which table it is.
    """
    return tuple(
        _finding(path, details, f"{name}{_tables_around(table, path)}", place(path), model)
        for path, details in _narrowed(error.errors(), table)
    )


def rule_findings(
    error: ValidationError, table: Mapping[str, Any], place: Place, rule: type[BaseModel]
) -> tuple[Finding, ...]:
    """What ``error`` says about a ``[[rule]]`` table at ``place``, which should have been a ``rule``."""
    return findings_of(
        error, table, lambda path: place.at(*path), rule, f"rule {quoted(table.get('use', ''))}: "
    )


def _narrowed(errors: Sequence[ErrorDetails], table: Any) -> list[tuple[Path, ErrorDetails]]:
    """One error for each key: of a value that fits none of several types, the one that got furthest."""
    placed = [(_real_path(details, table), details) for details in errors]
    return [
        (path, details)
        for at, (path, details) in enumerate(placed)
        if not any(_outdone(path, other, at, later) for later, (other, _) in enumerate(placed))
    ]


def _outdone(path: Path, other: Path, at: int, later: int) -> bool:
    deeper = len(other) > len(path) and other[: len(path)] == path and bool(path)
    return deeper or (other == path and later < at)


def _real_path(details: ErrorDetails, table: Any) -> Path:
    """Pydantic's location without the names of its types, which stand for no key."""
    loc = details["loc"]
    path: Path = ()
    for at, key in enumerate(loc):
        last_missing = details["type"] == "missing" and at == len(loc) - 1
        if last_missing or _has(table, key):
            path = (*path, key)
            table = None if last_missing else table[key]
    return path


def _has(value: Any, key: str | int) -> bool:
    if isinstance(value, Mapping):
        return key in value
    return isinstance(value, list) and isinstance(key, int) and key < len(value)


def _finding(path: Path, details: ErrorDetails, where: str, place: Place, model: type[BaseModel]) -> Finding:
    key, kind = _key(path), details["type"]
    if kind == "extra_forbidden":
        known = known_keys(model, path[:-1])
        near = f"{nearest(key, known)} " if close(key, known) else ""
        fix = f"{near}Keys here: {listed(known, 30)}"
        return fault(Code.UNKNOWN_KEY, f"{where}unknown key {quoted(key)}", fix, place)
    if kind == "missing":
        return fault(Code.MISSING_KEY, f"{where}{quoted(key)} is missing", f"add {key} = ...", place)
    message, fix = wrong_value(kind, details, key)
    return fault(Code.WRONG_VALUE, f"{where}{message}", fix, place)


def _tables_around(table: Any, path: Path) -> str:
    return where_in(table, path[:-1] if _names_key(path) else path)


def _names_key(path: Path) -> bool:
    return bool(path) and isinstance(path[-1], str)


def _key(path: Path) -> str:
    return next((key for key in reversed(path) if isinstance(key, str)), "the file")


def where_in(data: Any, path: Iterable[str | int]) -> str:
    """The tables on the way to ``path`` as people name them: ``agent "a004", limit 1: ``."""
    names, last = [], ""
    for key in path:
        if not _has(data, key):
            break
        data = data[key]
        if isinstance(key, str):
            last = key
        if isinstance(data, Mapping):
            names.append(_table_name(data, key, last))
    return f"{', '.join(names)}: " if names else ""


def _table_name(table: Mapping[str, Any], key: str | int, last: str) -> str:
    for naming in ("id", "use"):
        if isinstance(table.get(naming), str):
            return f"{last} {quoted(table[naming])}"
    return f"{last} {key + 1}" if isinstance(key, int) else str(key)


def known_keys(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The keys that the table at ``path`` of a ``model`` may have, as they are written in files."""
    for key in path:
        if isinstance(key, str):
            model = (
                next(
                    (
                        _model_in(field.annotation)
                        for name, field in model.model_fields.items()
                        if kebab(name) == key
                    ),
                    None,
                )
                or model
            )
    return tuple(kebab(name) for name in model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((inner for part in get_args(annotation) if (inner := _model_in(part))), None)
