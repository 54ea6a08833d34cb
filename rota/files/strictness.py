"""Values that pydantic would bend into shape: ``"30"`` for 30, ``"yes"`` for true, 830 for a time of day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from types import NoneType
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from rota.domain.place import Place
from rota.domain.table import kebab
from rota.files.codes import Code
from rota.files.errors import fault
from rota.files.wording import found
from rota.rules import Finding

Path = tuple[str | int, ...]


def bent_values(
    value: BaseModel,
    table: Mapping[str, Any],
    place: Callable[[Path], Place],
    name_of: Callable[[Path], str],
    path: Path = (),
) -> Iterator[Finding]:
    """A finding for each value of ``table`` that is of another type than the field of ``value`` it became."""
    for name, key, wants in _fields(type(value)):
        if key not in table:
            continue
        if wants and not wants.fits(table[key]):
            words, fix = wants.words, wants.fix
            yield fault(
                Code.WRONG_VALUE,
                f"{name_of(path)}{key} is {found(table[key])}, not {words}",
                fix,
                place((*path, key)),
            )
        yield from _deeper(getattr(value, name), table[key], place, name_of, (*path, key))


def _deeper(
    value: Any, raw: Any, place: Callable[[Path], Place], name_of: Callable[[Path], str], path: Path
) -> Iterator[Finding]:
    if isinstance(value, BaseModel) and isinstance(raw, Mapping):
        yield from bent_values(value, raw, place, name_of, path)
    elif isinstance(value, tuple) and isinstance(raw, list):
        for at, (entry, written) in enumerate(zip(value, raw, strict=True)):
            if isinstance(entry, BaseModel):
                yield from bent_values(entry, written, place, name_of, (*path, at))


class _Wants(NamedTuple):
    """What a file should say for a field, and the next step where it says something else."""

    words: str
    fix: str
    fits: Callable[[Any], bool]


_TIME = _Wants("a time in quotes", 'write it as "08:30"', lambda raw: isinstance(raw, str))
_WHOLE = _Wants(
    "a whole number", "write it without quotes and without a decimal point", lambda raw: type(raw) is int
)
_YES_OR_NO = _Wants("true or false", "write true or false, without quotes", lambda raw: type(raw) is bool)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str, _Wants | None], ...]:
    """Each field of ``model``: its name, its key in files, and what it wants there if pydantic would bend it."""
    return tuple((name, kebab(name), _wants(field)) for name, field in model.model_fields.items())


def _wants(field: FieldInfo) -> _Wants | None:
    kind, metadata = _unwrapped(field)
    if kind is int:
        return _TIME if any(isinstance(entry, BeforeValidator) for entry in metadata) else _WHOLE
    return _YES_OR_NO if kind is bool else None


def _unwrapped(field: FieldInfo) -> tuple[Any, Sequence[Any]]:
    """The type of a field that may be None, and what is said of it."""
    kinds = [kind for kind in get_args(field.annotation) if kind is not NoneType]
    if len(kinds) == 1 and NoneType in get_args(field.annotation):
        return (
            (kinds[0].__origin__, kinds[0].__metadata__)
            if hasattr(kinds[0], "__metadata__")
            else (kinds[0], ())
        )
    return field.annotation, field.metadata
