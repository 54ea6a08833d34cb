"""The rules: those in force in a repository, all that are installed, and what each code is about."""

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from rota.domain.period import Period
from rota.files.codes import Code
from rota.files.errors import BadInput
from rota.files.paths import find_root
from rota.files.repository import Repository
from rota.files.wording import either
from rota.packs import all_rules
from rota.report import Described
from rota.rules import Rule
from rota.show.code_text import CodeText, Explained
from rota.show.rule_facts import InForce
from rota.show.rule_markdown import rule_markdown
from rota.work.errors import Unusable
from rota.work.ruleset import every_rule, rules_of


@dataclass(frozen=True)
class Entry:
    """One rule in a list: its level and source are empty where no table sets them, ``law`` where it is none of law."""

    code: str
    name: str
    about: str
    level: str = ""
    source: str = ""
    law: str = ""


def installed() -> tuple[Entry, ...]:
    """Every installed rule, by code."""
    return tuple(Entry(rule.code, rule.name, _about(rule), law=rule.law) for rule in all_rules())


def in_force(repo: Repository, month: str | None) -> tuple[Entry, ...]:
    """The rules of ``rules.toml`` in their order: those in force in ``month``, or all of them."""
    found = every_rule(repo) if month is None else rules_of(repo, Period.of_month(month))
    return tuple(
        Entry(rule.code, rule.name, _about(type(rule)), rule.level.value, rule.cited, rule.law)
        for rule in found.rules
    )


def law_left_out(repo: Repository, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The installed rules of law that are not among ``entries``; none for a staff copy, which has few of the rules."""
    if repo.staff_copy is not None:
        return ()
    there = {entry.code for entry in entries}
    return tuple(entry for entry in installed() if entry.law and entry.code not in there)


def find(wanted: str) -> Explained:
    """The rule with that code or name, or else what that code means; Unusable, with the nearest, if there is none."""
    by_name: dict[str, Explained] = {rule.name: rule for rule in all_rules()}
    by_code: dict[str, Explained] = {page.code: page for page in everything()}
    found = by_name.get(wanted.lower()) or by_code.get(wanted.upper())
    if found is None:
        near = get_close_matches(wanted.upper(), by_code) or get_close_matches(wanted.lower(), by_name)
        raise Unusable(
            f'no rule or code is named "{wanted}"; '
            + (f"did you mean {either(near)}?" if near else "`rota explain --all` has them all")
        )
    return found


def everything() -> tuple[Explained, ...]:
    """Every installed rule by code, then every code that is no rule's."""
    others = (CodeText(code.value, code.meaning, code.check, code.advice) for code in sorted(Code))
    return (*all_rules(), *others)


def here(start: Path, page: Explained, *, must_be: bool) -> tuple[InForce, ...] | None:
    """How a rule stands in the repository around ``start``; None for a code that is no rule's.

    None as well where there is no repository, unless there ``must_be`` one; BadInput where it is not in order.
    """
    if isinstance(page, CodeText) or not (must_be or _found(start)):
        return None
    repo = Repository.open(start)
    found = every_rule(repo)
    tables = tuple(
        InForce(rule, str(repo.resolve(place)))
        for rule, place in zip(found.rules, found.places, strict=True)
        if type(rule) is page
    )
    # A staff copy has few of the rules: what it lacks may well be in force.
    return tables if tables or repo.staff_copy is None else None


def _found(start: Path) -> bool:
    try:
        find_root(start)
    except BadInput:
        return False
    return True


def described(codes: Iterable[str]) -> Mapping[str, Described]:
    """What each of ``codes`` means, whether of a rule or of none."""
    known = {page.code: page for page in everything()}
    return {code: _described(known[code]) for code in sorted(set(codes)) if code in known}


def _described(page: Explained) -> Described:
    if isinstance(page, CodeText):
        return Described(page.code, page.check, page.meaning, page.markdown)
    return Described(page.code, page.name, _about(page), rule_markdown(page))


def _about(rule: type[Rule]) -> str:
    """The first sentence about the rule."""
    return inspect.cleandoc(rule.__doc__ or "").partition("\n")[0].strip()
