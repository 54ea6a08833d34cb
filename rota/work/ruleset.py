"""The rules in force: tables of ``rules.toml`` turned into rules, and what is wrong with them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from rota.domain.period import Period
from rota.domain.place import Place
from rota.files.codes import Code
from rota.files.errors import BadInput, fault
from rota.files.repository import Repository
from rota.files.shape import rule_findings
from rota.packs import PackError, make_rule, rule_class
from rota.rules import Finding, Level, Rule


@dataclass(frozen=True)
class RuleSet:
    """The rules that hold for a period, with the tables they came from, in the order of the file."""

    rules: tuple[Rule, ...]
    tables: tuple[Mapping[str, object], ...]
    places: tuple[Place, ...]


def rules_of(repo: Repository, period: Period) -> RuleSet:
    """The rules in force in ``period``; BadInput with all that is wrong with any of them."""
    every, wrong = _read(repo)
    found = [(rule, table, place) for rule, table, place in every if rule.holds(period.start)]
    wrong.extend(_mixed_ranks([(rule, place) for rule, _, place in found]))
    if wrong:
        raise BadInput(resolved(repo, finding) for finding in wrong)
    return RuleSet(*(tuple(column) for column in zip(*found, strict=True))) if found else RuleSet((), (), ())


def every_rule(repo: Repository) -> RuleSet:
    """The rules of all periods, in the order of the file; BadInput with all that is wrong with any of them."""
    every, wrong = _read(repo)
    if wrong:
        raise BadInput(resolved(repo, finding) for finding in wrong)
    return RuleSet(*(tuple(column) for column in zip(*every, strict=True))) if every else RuleSet((), (), ())


def _read(repo: Repository) -> tuple[list[tuple[Rule, Mapping[str, object], Place]], list[Finding]]:
    """Every rule with its table and place, and what is wrong with the tables that make none."""
    found = []
    wrong: list[Finding] = []
    for index, table in enumerate(repo.rule_tables):
        place = repo.rule_place(index)
        try:
            rule = make_rule(table)
        except ValidationError as error:
            wrong.extend(rule_findings(error, table, place, rule_class(table["use"])))
        except PackError as error:
            wrong.append(fault(Code.UNKNOWN_ID, str(error), "see `rota rules --all`", place.at("use")))
        else:
            wrong.extend(_off_the_edge(rule, place))
            found.append((rule, table, place))
    return found, wrong


def _off_the_edge(rule: Rule, place: Place) -> Iterator[Finding]:
    """Settings hold for whole periods, so that no month is judged by two of them."""
    if rule.from_ is not None and rule.from_ != Period.holding(rule.from_).start:
        edge = Period.holding(rule.from_).start
        message = f"{rule.use} holds from {rule.from_}, in the middle of a rota"
        yield fault(Code.WRONG_VALUE, message, f"let it begin with a rota, such as {edge}", place.at("from"))
    if rule.until is not None and rule.until != Period.holding(rule.until).end:
        edge = Period.holding(rule.until).end
        message = f"{rule.use} holds until {rule.until}, in the middle of a rota"
        yield fault(Code.WRONG_VALUE, message, f"let it end with a rota, such as {edge}", place.at("until"))


def _mixed_ranks(found: Iterable[tuple[Rule, Place]]) -> Iterator[Finding]:
    """Rules that share a rank are added up, so they count the same thing."""
    first: dict[object, tuple[Rule, Place]] = {}
    for rule, place in found:
        if rule.rank is not None and rule.level is not Level.MUST:
            other, where = first.setdefault((rule.in_tier, rule.rank), (rule, place))
            if (other.counts_in, other.counts_by) != (rule.counts_in, rule.counts_by):
                yield fault(
                    Code.WRONG_VALUE,
                    f"{rule.use} counts {rule.counts_in}, and {other.use} of the same rank {rule.rank} "
                    f"counts {other.counts_in}",
                    "give one of them another rank: what shares a rank is added up",
                    place.at("rank"),
                    second=where.at("rank"),
                )


def resolved(repo: Repository, finding: Finding) -> Finding:
    """``finding`` with line and column in its places."""
    place = finding.place and repo.resolve(finding.place)
    return finding.with_(place=place, second=finding.second and repo.resolve(finding.second))
