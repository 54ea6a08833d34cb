"""Find the installed rules and turn rule tables into rules.

Rules are found through the entry-point group ``rota.rules``, those that come with rota too.
"""

from collections import Counter
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from rota.rules import Rule

GROUP = "rota.rules"
NOT_INSTALLED = "install rota itself (pip install .), not only its files"


class PackError(Exception):
    """Rules cannot be found or told apart; the message says what to do."""


@cache
def installed() -> Mapping[str, EntryPoint]:
    """Entry points of all installed rules by name; PackError if there are none or two of one name."""
    found = tuple(entry_points(group=GROUP))
    if not found:
        raise PackError(f"no rules are installed; {NOT_INSTALLED}")
    twice = [name for name, times in Counter(entry.name for entry in found).items() if times > 1]
    if twice:
        packages = sorted({entry.value.split(":")[0] for entry in found if entry.name in twice})
        raise PackError(
            f"two rules are named {', '.join(sorted(twice))} ({', '.join(packages)}); uninstall one"
        )
    return {entry.name: entry for entry in found}


@cache
def rule_class(name: str) -> type[Rule]:
    """The class of the rule ``name``; PackError, with the nearest names, if it is not installed."""
    known = installed()
    if name not in known:
        near = get_close_matches(name, known, n=3) or sorted(known)
        raise PackError(f'no rule is named "{name}"; did you mean {" or ".join(near)}?')
    loaded = known[name].load()
    if not (isinstance(loaded, type) and issubclass(loaded, Rule) and loaded.name == name):
        raise PackError(f'the entry point "{name}" does not lead to a rule of that name')
    return loaded


def all_rules() -> tuple[type[Rule], ...]:
    """Every installed rule class, ordered by code."""
    return tuple(sorted((rule_class(name) for name in installed()), key=lambda rule: rule.code))


def make_rule(table: Mapping[str, Any]) -> Rule:
    """The rule that ``table`` describes; PackError or pydantic's ValidationError otherwise."""
    return rule_class(str(table.get("use", ""))).model_validate(table)
