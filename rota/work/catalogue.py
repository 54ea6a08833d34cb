"""The rules: those in force in a repository, all that are installed, and what each is about."""

import inspect
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rota.domain.period import Period
from rota.files.codes import Code
from rota.files.repository import Repository
from rota.packs import all_rules, make_rule
from rota.report import Described
from rota.rules import Rule
from rota.work.errors import unknown
from rota.work.ruleset import rules_of

_CODE = re.compile(r"[A-Z]+[0-9]+")
"""What somebody means as a code, though there may be none of it."""


@dataclass(frozen=True)
class Entry:
    """One rule in a list: its level and source are empty where no table sets them."""

    code: str
    name: str
    about: str
    level: str = ""
    source: str = ""


def installed() -> tuple[Entry, ...]:
    """Every installed rule, by code."""
    return tuple(Entry(rule.code, rule.name, _about(rule)) for rule in all_rules())


def in_force(repo: Repository, month: str | None) -> tuple[Entry, ...]:
    """The rules of ``rules.toml`` in their order: those in force in ``month``, or all of them."""
    if month is None:
        rules: tuple[Rule, ...] = tuple(make_rule(table) for table in repo.rule_tables)
    else:
        rules = rules_of(repo, Period.of_month(month)).rules
    return tuple(
        Entry(rule.code, rule.name, _about(type(rule)), rule.level.value, rule.source) for rule in rules
    )


def explain(wanted: str) -> str:
    """The documentation of the rule with that code or name; Unusable, with the nearest, if there is none."""
    by_name = {rule.name: rule for rule in all_rules()}
    by_code = {rule.code: rule for rule in by_name.values()}
    rule = by_name.get(wanted.lower()) or by_code.get(wanted.upper())
    if rule is None:
        raise unknown("rule", wanted, by_code if _CODE.fullmatch(wanted.upper()) else by_name)
    return inspect.cleandoc(sys.modules[rule.__module__].__doc__ or rule.__doc__ or rule.name)


def described(codes: Iterable[str]) -> Mapping[str, Described]:
    """What each of ``codes`` means, whether of a rule or of none."""
    rules = {rule.code: rule for rule in all_rules()}
    faults = {code.value: code for code in Code}
    return {
        code: _of_rule(rules[code]) if code in rules else _of_fault(faults[code])
        for code in sorted(set(codes))
        if code in rules or code in faults
    }


def _of_rule(rule: type[Rule]) -> Described:
    return Described(rule.code, rule.name, _about(rule), explain(rule.code), rule.law)


def _of_fault(code: Code) -> Described:
    return Described(code.value, code.check, code.meaning, code.meaning)


def _about(rule: type[Rule]) -> str:
    """The first sentence about the rule."""
    return inspect.cleandoc(rule.__doc__ or "").partition("\n")[0].strip()
