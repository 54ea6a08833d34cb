"""The settings of rules as they are written in ``rules.toml``."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, get_args

from pydantic import WithJsonSchema
from pydantic.fields import FieldInfo

from rota.domain.clock import hhmm
from rota.domain.table import kebab
from rota.rules import Rule


@dataclass(frozen=True)
class Setting:
    """A setting of a rule: its key, its default as TOML, or that it must be given, and what it means."""

    key: str
    default: str
    about: str


def settings_of(rule: type[Rule]) -> tuple[Setting, ...]:
    """The rule's own settings, in the order of its class."""
    return tuple(
        Setting(kebab(name), _default(field), field.description or "")
        for name, field in rule.model_fields.items()
        if name not in Rule.model_fields
    )


def settings_text(rule: Rule) -> str:
    """What a rule is set to, ``days = 6, count = ["leave"]``; settings that are empty are left out."""
    fields = type(rule).model_fields
    own = [(name, getattr(rule, name)) for name in fields if name not in Rule.model_fields]
    given = [(name, value) for name, value in own if value is not None and value != ()]
    return ", ".join(f"{kebab(name)} = {toml_value(value, _timed(fields[name]))}" for name, value in given)


def toml_value(value: Any, timed: bool = False) -> str:
    """A setting's value as TOML; ``timed`` whole numbers are minutes and written ``"11:00"``."""
    if isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, int) and timed:
        text = f'"{hhmm(value)}"'
    elif isinstance(value, Fraction):
        text = str(float(value))
    elif isinstance(value, (list, tuple, set, frozenset)):
        ordered = sorted(value) if isinstance(value, (set, frozenset)) else value
        text = f"[{', '.join(toml_value(entry, timed) for entry in ordered)}]"
    elif isinstance(value, dict):
        text = f"{{ {', '.join(f'{key} = {toml_value(entry, timed)}' for key, entry in value.items())} }}"
    else:
        text = f'"{value}"' if isinstance(value, str) else str(value)
    return text


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be given"
    value = field.get_default(call_default_factory=True)
    return "not set" if value is None else toml_value(value, _timed(field))


def _timed(field: FieldInfo) -> bool:
    """Whether a field holds a time of day or a length of time, in minutes."""
    return any(_is_time(entry) for entry in [*field.metadata, *_nested(field.annotation)])


def _nested(annotation: Any) -> list[Any]:
    inner = list(get_args(annotation))
    return [*inner, *(deeper for entry in inner for deeper in _nested(entry))]


def _is_time(entry: Any) -> bool:
    schema = entry.json_schema if isinstance(entry, WithJsonSchema) else None
    return schema is not None and ":" in str(schema.get("pattern", ""))
