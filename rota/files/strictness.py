"""Values that pydantic would bend into shape: ``"30"`` for 30, ``"yes"`` for true, 830 for a time of day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import NoneType
from typing import Any, get_args

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
    for name, field in type(value).model_fields.items():
        key = kebab(name)
        if key not in table:
            continue
        if wanted := _wanted(field, table[key]):
            words, fix = wanted
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


def _wanted(field: FieldInfo, raw: Any) -> tuple[str, str] | None:
    """What the file should have said, and the next step; None where ``raw`` is as it should be."""
    kind, metadata = _unwrapped(field)
    is_time = any(isinstance(entry, BeforeValidator) for entry in metadata)
    if kind is int and is_time and not isinstance(raw, str):
        return "a time in quotes", 'write it as "08:30"'
    if kind is int and not is_time and type(raw) is not int:
        return "a whole number", "write it without quotes and without a decimal point"
    if kind is bool and type(raw) is not bool:
        return "true or false", "write true or false, without quotes"
    return None


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
