"""The JSON Schema of ``rota check --format json``."""

from typing import Any

from rota.rules import Excuse, Level
from rota.show.report.json import FORMAT
from rota.show.report.words import excuse_word

Schema = dict[str, Any]

_LEVELS = [level.value for level in Level]
_EXCUSES = [excuse_word(excuse) for excuse in Excuse]
_STRING: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer", "minimum": 0}
_TRUTH: Schema = {"type": "boolean"}
_ID: Schema = {"type": ["string", "null"]}


def schema() -> Schema:
    """The schema: every key is there always, and no other."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "description": "What rota check --format json prints.",
        **_table(
            format={"const": FORMAT},
            passes=_TRUTH,
            faulty=_about("The input has faults, so that nothing or not all was judged.", _TRUTH),
            fail_on={"enum": _LEVELS[:-1]},
            strict=_about("What is unknown fails too.", _TRUTH),
            counts=_counts(),
            left_out=_about("How many findings nobody asked for.", _NUMBER),
            gone=_about("How many findings of the baseline no longer occur.", _NUMBER),
            sections=_list(_section()),
        ),
    }


def _section() -> Schema:
    return _table(
        title=_STRING,
        group=_about("Empty for what is no month's rota.", _STRING),
        month=_STRING,
        counts=_counts(),
        findings=_list(_finding()),
    )


def _finding() -> Schema:
    return _table(
        code=_STRING,
        rule=_about("Empty for faults of the input.", _STRING),
        level={"enum": _LEVELS},
        unknown=_about("History does not reach back far enough to judge.", _TRUTH),
        message=_STRING,
        agent=_ID,
        day={"type": ["string", "null"], "format": "date"},
        amount=_about("In the unit that follows.", {"type": "number", "minimum": 0}),
        unit=_STRING,
        strong=_about("A strong wish.", _TRUTH),
        in_facts=_about("No plan could have avoided it.", _TRUTH),
        cells=_about("Agent and day of each cell that is part of it.", _list(_list(_STRING))),
        next=_STRING,
        source=_about("The clause or regulation behind the rule.", _STRING),
        place=_place(),
        second=_place(),
        excuse=_about("Why it does not count, if it does not.", {"enum": [None, *_EXCUSES]}),
        ground=_about("Where the excuse stands.", _place()),
        fingerprint=_about("The same in every run, however lines move; no two alike in one report.", _STRING),
    )


def _place() -> Schema:
    keys = _list({"type": ["string", "integer"]})
    place = _table(file=_STRING, line=_NUMBER, column=_NUMBER, path=_about("The keys that lead to it.", keys))
    return {"anyOf": [{"type": "null"}, place]}


def _counts() -> Schema:
    return _table(**dict.fromkeys([*_LEVELS, "unknown", *_EXCUSES], _NUMBER))


def _table(**keys: Schema) -> Schema:
    return {"type": "object", "additionalProperties": False, "required": list(keys), "properties": keys}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _about(text: str, schema: Schema) -> Schema:
    return {"description": text, **schema}
