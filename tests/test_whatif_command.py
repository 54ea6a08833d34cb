"""``rota whatif`` as it is typed: sides beside one another, expectations argued by hand, and nothing written."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rota.checking import Verdict, judge
from rota.domain.rota import Rota
from rota.files.repository import Repository
from rota.packs import make_rule
from rota.rules import Rule
from rota.show.whatif import Side, WhatIf, whatif_text
from rota.work.choose import choose
from rota.work.situation import facts_of
from rota.work.whatif.whatif import better
from tests.cli_helpers import MONTH, Ran, rota, tiny, with_draft
from tests.test_plan_command import keep_rules

NOW = "2026-10-16T09:00:00+01:00"
FEW = ("shift-patterns", "working-days", "contract-days", "trained", "absence-cap", "cover", "wishes")


def whatif(root: Path, *args: object) -> Ran:
    return rota("whatif", MONTH, *args, "--time-limit", "10", "--repo", root, ROTA_NOW=NOW)


def sides(root: Path, *args: object) -> dict[str, dict]:
    """What each side comes to, by its title."""
    done = whatif(root, *args, "--format", "json")
    assert done.code == 0, done.err
    return {side["side"]: side for side in json.loads(done.out)["sides"]}


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    """The small example with few rules, and a draft in which everybody works early at home."""
    root = tiny(tmp_path)
    keep_rules(root, *FEW)
    return with_draft(root)


def written(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


CAPPED = """\
What if: Town hall, December 2026 (Mon 30 Nov to Sun 3 Jan)
* at most 3 of front office may be away, not 2

                               as it is  as it stands
given heads short, half hours       144           144
strong wishes granted            2 of 2        2 of 2
mild wishes granted              2 of 6        2 of 6
Saturdays worked                      0             0
lates worked                          0             0
must rules broken                     0             0

Free places for leave  week of  days  then  whole weeks  then
front office           30 Nov      8    13            1     2
front office           7 Dec       5    10            1     2
front office           14 Dec     10    15            2     3
front office           21 Dec      8    12            2     3
front office           28 Dec      3     6            1     2

as it is: draft 1 of town-hall 2026-12.
as it stands: the same cells under the change, nobody having reacted to it yet.
Free places: days of leave that the cap leaves, and agents who can have the whole week; other rules stand.
A cap on leave and absence moves no shift, so nothing is planned anew.
Nothing is written.
"""


def test_another_cap_shows_what_leave_could_still_be_granted(hall: Path) -> None:
    """Leave is counted by hand: a1 has 7 to 11 December, a4 two days and 29 to 31 December and so on."""
    before = written(hall)
    done = whatif(hall, "--cap", "3")
    assert (done.code, done.err) == (0, "")
    assert done.out == CAPPED
    assert written(hall) == before


def test_with_somebody_absent_the_plan_stands_worse_and_is_mended(hall: Path) -> None:
    """Everybody early leaves the phones alone from 16:30 on; without a6 more is short, and planned anew less than either."""
    before = written(hall)
    found = sides(hall, "--absent", "1")
    assert list(found) == ["as it is", "as it stands", "planned anew"]
    assert found["as it is"]["posts_short"] <= found["as it stands"]["posts_short"]
    assert found["planned anew"]["posts_short"] < found["as it stands"]["posts_short"]
    assert found["planned anew"]["must_rules_broken"] == 0
    assert found["planned anew"]["aims"]["proven"] == found["planned anew"]["aims"]["all"]
    assert written(hall) == before


def test_the_more_are_absent_the_more_is_short(hall: Path) -> None:
    """What covers a month with two away covers it with one: the best with more away is never better."""
    short = [sides(hall, "--absent", number)["planned anew"]["posts_short"] for number in (1, 3)]
    assert short == sorted(short)
    assert short[1] > 0


def test_one_more_agent_leaves_no_more_short(hall: Path) -> None:
    """Before anything else the new agent can be off all day, as far as cover goes; five days a week help."""
    found = sides(hall, "--absent", "3")
    more = sides(hall, "--absent", "3", "--add-agent", "full-time,phones,reception")
    assert more["planned anew"]["posts_short"] < found["planned anew"]["posts_short"]
    assert list(sides(hall, "--add-agent", "full-time,phones")) == ["as it is", "planned anew"]


def test_a_day_that_is_closed_asks_for_nobody(hall: Path) -> None:
    """On Wednesday 16 December three half hours are short at the end: the phones, and reception from 16:30."""
    found = sides(hall, "--close", "town-hall,2026-12-16")
    assert found["as it stands"]["posts_short"] < found["as it is"]["posts_short"]
    assert found["planned anew"]["posts_short"] == 0


def test_more_calls_are_answered_later_and_planning_helps(hall: Path) -> None:
    with (hall / "demand.toml").open("a", encoding="utf-8") as demand:
        demand.write(
            '\n[[calls]]\nservice = "phones"\naht = 300\nwithin = 20\n\n[[calls.day]]\n'
            'weekdays = ["mon", "tue", "wed", "thu", "fri"]\nstart = "16:00"\ncalls = [6, 6, 6, 6]\n'
        )
    with (hall / "rules.toml").open("a", encoding="utf-8") as rules:
        rules.write('\n[[rule]]\nuse = "service-level"\nlevel = "should"\nsource = "service agreement"\n')
    found = sides(hall, "--calls", "+50%")
    before, stands, anew = (side["service"]["phones"] for side in found.values())
    assert stands["offered"] == anew["offered"] == pytest.approx(1.5 * before["offered"])
    assert stands["outside"] > before["outside"]
    assert anew["outside"] < stands["outside"]


def test_without_a_plan_the_month_is_planned_first(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    keep_rules(root, *FEW)
    before = written(root)
    done = whatif(root, "--absent", "1")
    assert done.code == 0
    assert "as it is: a plan made just now, as there is no draft yet; " in done.out
    assert written(root) == before


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "rota: say what is to be other: --calls, --absent, --cap, --add-agent or --close\n"),
        (("--calls", "20"), 'rota: --calls "20" is no change in percent; write it as +20% or -10%\n'),
        (("--calls", "+20%"), "rota: --calls: no service of this month has calls in demand.toml; "),
        (("--add-agent", "full,phones"), 'rota: no contract is named "full"; did you mean "full-time"?\n'),
        (
            ("--absent", "7"),
            "rota: --absent 7: only 6 agents of town-hall are at services that need somebody\n",
        ),
        (
            ("--cap", "1", "--draft", "7"),
            "rota: town-hall has no draft 7 of 2026-12; there is only draft 1\n",
        ),
    ],
)
def test_what_makes_no_sense_is_a_matter_of_usage(hall: Path, args: tuple[str, ...], said: str) -> None:
    done = whatif(hall, *args)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(said)


def test_a_cap_needs_a_rule_to_change(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    keep_rules(root, "trained", "cover")
    done = whatif(with_draft(root), "--cap", "1")
    assert (done.code, done.out) == (2, "")
    assert "rules.toml has no absence-cap in force, so there is nothing to change" in done.err


# ---- which of two rotas is better ------------------------------------------------------------------


def verdicts(rules: list[Rule], *amounts: int) -> Iterator[Verdict]:
    """Verdicts with one finding of that amount each."""
    for rule, amount in zip(rules, amounts, strict=True):
        yield Verdict(rule, (rule.finding(None, None, "short", amount=amount),) if amount else ())


def test_musts_come_before_cover_and_cover_before_wishes() -> None:
    rules = [
        make_rule({"use": "trained"}),
        make_rule({"use": "wishes", "level": "wish"}),
        make_rule({"use": "cover", "level": "should"}),
    ]

    def wins(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        return better(tuple(verdicts(rules, *one)), tuple(verdicts(rules, *other)))

    assert wins((0, 9, 9), (1, 0, 0))
    assert wins((0, 9, 1), (0, 0, 2))
    assert wins((0, 1, 1), (0, 2, 1))
    assert not wins((0, 1, 1), (0, 1, 1))


def test_what_a_rule_may_be_slackened_by_is_no_difference() -> None:
    rules = [
        make_rule({"use": "service-level", "level": "should", "slack": 10}),
        make_rule({"use": "wishes", "level": "wish"}),
    ]
    one, other = (tuple(verdicts(rules, *amounts)) for amounts in ((1009, 1), (1000, 2)))
    assert better(one, other)
    assert not better(tuple(verdicts(rules, 1011, 1)), other)


# ---- the text --------------------------------------------------------------------------------------

THREE = """\
What if: Town hall, December 2026 (Mon 30 Nov to Sun 3 Jan)
* a1 and a2 absent for a week

                               as it is  as it stands  planned anew
given heads short, half hours       144           206           144
strong wishes granted            2 of 2        2 of 2        2 of 2
mild wishes granted              2 of 6        2 of 6        2 of 6
Saturdays worked                      0             0             0
lates worked                          0             0             0
must rules broken                     0             0             0

Rules that differ     as it is  as it stands  planned anew
COVER01 cover should       144           206           144  head half-hours

as it is: draft 1 of town-hall 2026-12.
as it stands: the same cells under the change, nobody having reacted to it yet.
planned anew: planned under the change; 2 of 3 aims proven.
Nothing is written.
"""


def test_three_sides_stand_beside_one_another(hall: Path) -> None:
    """The draft by hand, the same without a1's and a2's cells of a week, and the draft again as if it had been planned."""
    repo = Repository.open(hall)
    facts = facts_of(repo, "town-hall", MONTH)
    cells = choose(repo, "town-hall", MONTH).file.cells
    gone = {
        agent: days if agent not in ("a1", "a2") else dict(list(days.items())[7:])
        for agent, days in cells.items()
    }
    rules = [make_rule({"use": "cover", "level": "should"}), make_rule({"use": "wishes", "level": "wish"})]
    found = [Rota(facts, own) for own in (cells, gone, cells)]
    first, second, third = (Side("as it is", own, judge(own, rules)) for own in found)
    what = WhatIf(
        MONTH,
        ("a1 and a2 absent for a week",),
        "draft 1 of town-hall 2026-12",
        (
            first,
            replace(second, title="as it stands"),
            replace(third, title="planned anew", aims=3, proven=2),
        ),
    )
    assert whatif_text(what) == THREE
    kept = replace(second, title="planned anew", kept=True)
    text = whatif_text(replace(what, sides=(first, second, kept)))
    assert "planned anew: nothing better was found in the time; see --time-limit.\n" in text
