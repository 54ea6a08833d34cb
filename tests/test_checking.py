"""The referee around the rules: how verdicts are added up, ordered, said once, counted, and when they fail."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from rota.checking import (
    Verdict,
    breaches,
    count_levels,
    excused,
    fails,
    findings,
    judge,
    worst_first,
)
from rota.domain.cell import Cell, Kind
from rota.domain.facts import Fixed, Why
from rota.domain.place import Place
from rota.domain.rota import Rota
from rota.domain.waivers import LiveWaiver
from rota.packs import make_rule
from rota.rules import Excuse, Finding, Level
from rota.testing import World, draw
from tests.waivers_world import GROUND, waived, waiver

RULE = make_rule({"use": "max-days-in-row", "days": 3})
MON, TUE, WED = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)


def found(code: str = "X01", level: Level = Level.MUST, message: str = "found", **more: object) -> Finding:
    return Finding(code, level, message, agent="ann", day=MON).with_(**more)


def drawn(row: str, **more: object) -> Rota:
    return draw(World.of(), {"rota": {"ann": row}, **more})


def test_a_verdict_adds_up_what_is_known_what_is_open_and_what_is_strong() -> None:
    verdict = Verdict(
        RULE,
        (
            found(amount=1),
            found(amount=2, strong=True),
            found(amount=4, excuse=Excuse.WAIVED),
            found(amount=8, unknown=True),
        ),
    )
    assert (verdict.amount, verdict.open_amount, verdict.strong_amount) == (7, 3, 2)


def test_the_worst_comes_first_and_what_is_excused_last() -> None:
    inside = [
        found("B01", day=TUE),
        found("B01", day=WED, agent=None, message="a"),
        found("B01", day=WED, message="a"),
        found("B01", day=WED, message="b"),
        found("B01", day=WED, agent="bob", message="a"),
        found("B01", day=None),
        found("C01"),
        found("A01", Level.SHOULD),
        found("A01", Level.WISH),
        found("A01", unknown=True),
        found("A01", excuse=Excuse.WAIVED),
        found("A01", excuse=Excuse.BEFORE, unknown=True),
    ]
    assert worst_first(reversed(inside)) == tuple(inside)


def test_what_is_unknown_is_said_once_at_its_worst_level_and_breaches_each_time() -> None:
    unknown, twice = found(unknown=True, amount=0), found()
    verdicts = [
        Verdict(RULE, (unknown.with_(level=Level.SHOULD), twice)),
        Verdict(RULE, (unknown, twice)),
    ]
    assert findings(verdicts) == (twice, twice, unknown)


@pytest.mark.parametrize(
    "other",
    [{"code": "X02"}, {"agent": "bob"}, {"day": TUE}, {"message": "else"}, {"place": Place("rotas/x.toml")}],
    ids=lambda other: next(iter(other)),
)
def test_what_is_unknown_of_something_else_is_said_too(other: dict[str, object]) -> None:
    unknown = found(unknown=True, amount=0)
    assert len(findings([Verdict(RULE, (unknown, unknown.with_(**other)))])) == 2


def test_breaches_are_what_a_plan_could_have_avoided() -> None:
    one = found()
    rest = (
        found(level=Level.SHOULD),
        found(unknown=True),
        found(in_facts=True),
        found(excuse=Excuse.WAIVED),
    )
    assert breaches([Verdict(RULE, (*rest, one))]) == (one,)


def test_each_excuse_is_counted_apart_and_the_unknown_too() -> None:
    assert count_levels(
        [
            found(),
            found(level=Level.WISH),
            found(unknown=True),
            found(excuse=Excuse.WAIVED),
            found(excuse=Excuse.BEFORE, unknown=True),
        ]
    ) == {"must": 1, "wish": 1, "unknown": 1, "waived": 1, "there before": 1}


@pytest.mark.parametrize(
    ("finding", "failing"),
    [
        (found(), "must should wish"),
        (found(level=Level.SHOULD), "should wish"),
        (found(level=Level.WISH), "wish"),
        (found(unknown=True), "strict"),
        (found(excuse=Excuse.WAIVED), ""),
        (found(excuse=Excuse.WAIVED, unknown=True), ""),
    ],
)
def test_a_finding_fails_the_check_by_its_level_or_unknown_if_strict(finding: Finding, failing: str) -> None:
    by_level = [level.value for level in Level if fails([finding], level)]
    strict = ["strict"] if finding.unknown and fails([finding], strict=True) else []
    assert " ".join([*by_level, *strict]) == failing
    assert fails([finding]) is ("must" in failing)
    assert not fails([])


def test_a_finding_stands_at_its_cell_its_row_or_the_head_of_the_rota() -> None:
    base, cell = Place("rotas/b.toml"), Place("changes/s1/3.toml", ("cell", 0))
    short = make_rule({"use": "max-days-in-row", "days": 2})
    facts = drawn("WWWW...").facts
    rota = Rota(facts, drawn("WWWW...").cells, base, {("ann", WED): cell})
    third, fourth = judge(rota, [short])[0].findings
    assert third.place == cell
    assert fourth.place == base.at("cells", "ann", "2026-06-04")


class Says(type(RULE)):
    """A rule that finds what it is told to."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        assert rota.agents
        yield from SAID


SAID: list[Finding] = []


def judged(rota: Rota, finding: Finding) -> Finding:
    SAID[:] = [finding]
    (verdict,) = judge(rota, [Says(use="max-days-in-row")])
    return verdict.findings[0]


def placed(finding: Finding, file: str = "rotas/b.toml") -> Place | None:
    rota = drawn("WWWW...")
    return judged(Rota(rota.facts, rota.cells, Place(file)), finding).place


def test_a_place_of_its_own_is_kept_and_without_an_agent_it_is_the_rotas() -> None:
    own, base = Place("leave/x/1.toml", ("until",)), Place("rotas/b.toml")
    assert placed(found(place=own)) == own
    assert placed(found(agent=None)) == base
    assert placed(found(day=None)) == base.at("cells", "ann")
    assert placed(found(), file="") == Place("")


@pytest.mark.parametrize(
    ("cells", "in_facts"),
    [
        pytest.param([MON], True, id="a cell that was settled"),
        pytest.param([TUE], False, id="one that was planned"),
        pytest.param([MON, TUE], False, id="one of each"),
        pytest.param([WED], False, id="one that was settled otherwise"),
        pytest.param([MON, date(2026, 5, 31)], True, id="the day before the period"),
        pytest.param([date(2026, 6, 8)], True, id="the day after it"),
        pytest.param([], False, id="none at all"),
    ],
)
def test_a_finding_whose_cells_all_stood_before_is_in_the_facts(cells: list[date], in_facts: bool) -> None:
    rota = drawn("WWWW...", facts=["ann 1"])
    fixed = {**rota.facts.fixed, ("ann", WED): Fixed(Cell(Kind.OFF), Why.RECORDED)}
    rota = Rota(replace(rota.facts, fixed=fixed), rota.cells)
    keys = tuple(("ann", day) for day in cells)
    assert judged(rota, found(cells=keys)).in_facts is in_facts
    assert judged(rota, found(cells=keys, in_facts=True)).in_facts


def test_an_excuse_is_the_first_live_waiver_that_covers_it_with_its_place() -> None:
    rota = drawn("WWWW...")
    other = waiver(rule="SAT02", agents=("ann",), from_=MON, until=MON)
    covering = waiver(rule="X01", agents=("ann",), from_=MON, until=MON)
    lives = (
        LiveWaiver(other, Place("a.toml")),
        LiveWaiver(covering, Place("b.toml")),
        LiveWaiver(covering, GROUND),
    )
    facts = replace(rota.facts, waivers=lives)
    finding = found(cells=(("ann", MON),))
    got = excused(finding, facts)
    assert (got.excuse, got.ground) == (Excuse.WAIVED, Place("b.toml"))
    assert excused(finding, rota.facts) is finding
    assert excused(finding, waived(rota.facts, other)) is finding
    assert judged(Rota(facts, rota.cells), finding).excuse is Excuse.WAIVED
