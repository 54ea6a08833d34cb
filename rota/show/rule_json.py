"""The page of a rule as JSON, for other tools."""

import json
from collections.abc import Sequence
from typing import Any

from rota.rules import Rule
from rota.rules.page import page_of
from rota.show.code_text import CodeText, Explained
from rota.show.rule_facts import InForce
from rota.show.settings import settings_of, settings_text

FORMAT = "rota-explain/1"


def as_json(pages: Sequence[Explained], here: Sequence[InForce] | None = None) -> str:
    """The pages of rules and of codes that are no rule's; ``here`` is how the only rule of them stands in a repository."""
    entries = [_code(page) if isinstance(page, CodeText) else _rule(page) for page in pages]
    document: dict[str, Any] = {"format": FORMAT, "codes": entries}
    if here is not None:
        document["here"] = [_here(each) for each in here]
    return json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n"


def _code(entry: CodeText) -> dict[str, Any]:
    return {"code": entry.code, "check": entry.check, "says": entry.meaning, "next": entry.advice}


def _rule(rule: type[Rule]) -> dict[str, Any]:
    page = page_of(rule)
    return {
        "code": rule.code,
        "rule": rule.name,
        "says": page.says,
        "sections": [{"label": label, "text": text} for label, text in page.sections],
        "level": rule.model_fields["level"].default.value,
        "unit": rule.unit,
        "next": rule.remedy,
        "law": rule.law,
        "grounds": dict(rule.grounds),
        "settings": [{"key": entry.key, "default": entry.default} for entry in settings_of(rule)],
        "toml": page.setting,
        "passes": [example.table for example in page.examples if not example.fails],
        "fails": [example.table for example in page.examples if example.fails],
    }


def _here(each: InForce) -> dict[str, Any]:
    return {
        "level": each.rule.level.value,
        "from": each.rule.from_,
        "until": each.rule.until,
        "settings": settings_text(each.rule),
        "source": each.rule.cited,
        "place": each.place,
    }
