"""JSON Schemas of every file, made from the models, so that editors complete and check what people write.

Both taplo and tombi read them. A bare TOML date is a string of the format ``date`` to them; JSON
has no dates.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from rota.domain.absence import AbsenceEvent
from rota.domain.anchor import AnchorEvent
from rota.domain.calendar import Calendar
from rota.domain.centre import Centre
from rota.domain.changes import ChangeEvent
from rota.domain.closings import ClosedEvent
from rota.domain.demand import Demand
from rota.domain.draws import DrawEvent
from rota.domain.history import History
from rota.domain.leave import LeaveEvent
from rota.domain.people import People
from rota.domain.publication import PublicationEvent
from rota.domain.round import RoundEvent
from rota.domain.table import ID_PATTERN
from rota.domain.waivers import WaiverFile
from rota.domain.wishes import AgentWishes
from rota.files.baseline import Baseline
from rota.files.names import Name
from rota.files.rotatable import RotaTable
from rota.rules import Rule

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
FOLDER = "schemas"
"""Where `rota init` puts the schemas, and where files refer to."""

_MODELS: Mapping[str, type[BaseModel]] = {
    "centre": Centre,
    "people": People,
    "demand": Demand,
    "calendar": Calendar,
    "history": History,
    "wishes": AgentWishes,
    "leave": LeaveEvent,
    "absence": AbsenceEvent,
    "changes": ChangeEvent,
    "draws": DrawEvent,
    "publication": PublicationEvent,
    "round": RoundEvent,
    "closing": ClosedEvent,
    "anchors": AnchorEvent,
    "rota": RotaTable,
    "waivers": WaiverFile,
    "baseline": Baseline,
}


def schemas(rules: Iterable[type[Rule]]) -> dict[str, Schema]:
    """Every schema by name; ``rules`` are the classes that ``rules.toml`` may use."""
    made = {name: _of_model(model) for name, model in _MODELS.items()}
    return made | {"names": _names(), "rules": _rules(rules)}


def file_name(name: str) -> str:
    """The name of a schema's file: ``centre.schema.json``."""
    return f"{name}.schema.json"


def reference(name: str, depth: int = 0) -> str:
    """The first line with which a file that is ``depth`` folders down refers to its schema."""
    return f"#:schema ./{'../' * depth}{FOLDER}/{file_name(name)}"


def dump(schema: Schema) -> str:
    """The text of a schema's file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _of_model(model: type[BaseModel]) -> Schema:
    return {"$schema": DRAFT, **_tidy(model.model_json_schema(by_alias=True))}


def _names() -> Schema:
    return {
        "$schema": DRAFT,
        "description": "Who the ids are; git ignores this file.",
        "type": "object",
        "additionalProperties": False,
        "patternProperties": {ID_PATTERN: _tidy(Name.model_json_schema(by_alias=True))},
    }


def _rules(rules: Iterable[type[Rule]]) -> Schema:
    classes = sorted(rules, key=lambda rule: rule.name)
    definitions: Schema = {}
    for rule in classes:
        schema = rule.model_json_schema(by_alias=True)
        definitions |= schema.pop("$defs", {})
        schema["properties"]["use"] = {"const": rule.name}
        definitions[rule.name] = schema
    return {
        "$schema": DRAFT,
        "description": "Which rules apply, in order of importance within each tier.",
        "type": "object",
        "additionalProperties": False,
        "properties": {"rule": {"type": "array", "items": _by_use([rule.name for rule in classes])}},
        "$defs": _tidy(definitions),
    }


def _by_use(names: list[str]) -> Schema:
    """A table is what its ``use`` says."""
    return {
        "type": "object",
        # Which keys there may be is said further down; tombi warns of every setting without this.
        "additionalProperties": True,
        "required": ["use"],
        "properties": {"use": {"enum": names}},
        "allOf": [
            {"if": {"properties": {"use": {"const": name}}}, "then": {"$ref": f"#/$defs/{name}"}}
            for name in names
        ],
    }


def _tidy(schema: Any) -> Any:
    """``schema`` without what means nothing in TOML: nulls, made-up titles, defaults in Python's own units."""
    if isinstance(schema, list):
        return [_tidy(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    schema = _without_null(schema)
    return {
        key: {name: _tidy(child) for name, child in value.items()}
        if key in {"properties", "$defs", "patternProperties"}
        else _tidy(value)
        for key, value in schema.items()
        if key not in {"title", "default"}
    }


def _without_null(schema: Schema) -> Schema:
    """TOML has no null: a key that may be left out is just not required."""
    choices = schema.get("anyOf")
    if choices is None:
        return schema
    left = [choice for choice in choices if choice != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return rest | (left[0] if len(left) == 1 else {"anyOf": left})
