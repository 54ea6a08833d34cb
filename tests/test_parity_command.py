"""Parity as it is printed, and that each of its figures can be counted again from what it lists."""

import csv
import io
import json
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from rota.domain.cell import parse_cell
from rota.domain.changes import ChangeEvent, ChangeKind
from rota.domain.leave import LeaveEvent, Reason
from rota.domain.matter import Means, Step
from rota.domain.parity import Counted, Figure, Parity, Side
from rota.files import matters
from rota.files.repository import Repository
from rota.show.parity import parity_csv, parity_text
from rota.work.amend import changes_to, evidence
from tests.audit_helpers import swap, then
from tests.cli_helpers import Ran, rota, tiny
from tests.living_world import GROUP, LEADER, published

FULL, PART = Side("council", full_time=True), Side("council", full_time=False)


def made(*more: Counted) -> Parity:
    """Two weeks with one full-timer and one part-timer, and three Saturdays worked."""
    start = date(2026, 6, 1)
    counted = (
        Counted(Figure.DAYS, FULL, "ann", start, "until 2026-06-14, full-time at 1", Fraction(14)),
        Counted(Figure.FTE, FULL, "ann", start, "until 2026-06-14, full-time at 1", Fraction(14)),
        Counted(Figure.SHARE, FULL, "ann", start, "2 open Saturdays at 1", Fraction(2)),
        Counted(Figure.SATURDAYS, FULL, "ann", date(2026, 6, 6), "saturday phones"),
        Counted(Figure.DAYS, PART, "bob", start, "until 2026-06-14, three-days at 0.60", Fraction(14)),
        Counted(Figure.FTE, PART, "bob", start, "until 2026-06-14, three-days at 0.60", Fraction(42, 5)),
        Counted(Figure.SHARE, PART, "bob", start, "2 open Saturdays at 0.60", Fraction(6, 5)),
        Counted(Figure.SATURDAYS, PART, "bob", date(2026, 6, 6), "saturday phones"),
        Counted(Figure.SATURDAYS, PART, "bob", date(2026, 6, 13), "saturday phones"),
        *more,
    )
    return Parity(date(2025, 6, 16), start, date(2026, 6, 14), ("town/2026-06",), 2, counted)


TABLE = """\
Parity from Mon 1 Jun 2026 to Sun 14 Jun 2026
Counted in 1 published rota: town/2026-06.
A year would begin on 2025-06-16; no rota is there up to 2026-05-31.

council                          full-time  part-time     all
people                                   1          1       2
heads, on average                        1          1       2
FTE, on average                          1       0.60    1.60
FTE that shares in Saturdays             1       0.60    1.60
Saturdays worked                         1          2       3
Saturdays per FTE                        1       3.33    1.88
lates                                    0          0       0
lates per FTE                            0          0       0
wishes refused                      0 of 0     0 of 0  0 of 0
wishes refused per head                  0          0       0
leave refused                       0 of 0     0 of 0  0 of 0
leave refused per head                   0          0       0
bank holidays credited, days             0          0       0
bank holidays per head, days             0          0       0
notice published, mean days              -          -       -
notice published, least                  -          -       -
notice told, mean days                   -          -       -
notice told, least                       -          -       -
short-notice changes by consent          0          0       0
short-notice changes without             0          0       0
"""

DETAIL = """
council, full-time
figure              agent  date        amount  what
days here           ann    2026-06-01      14  until 2026-06-14, full-time at 1
full-time days      ann    2026-06-01      14  until 2026-06-14, full-time at 1
share in Saturdays  ann    2026-06-01       2  2 open Saturdays at 1
Saturdays worked    ann    2026-06-06       1  saturday phones

council, part-time
figure              agent  date        amount  what
days here           bob    2026-06-01      14  until 2026-06-14, three-days at 0.60
full-time days      bob    2026-06-01    8.40  until 2026-06-14, three-days at 0.60
share in Saturdays  bob    2026-06-01    1.20  2 open Saturdays at 0.60
Saturdays worked    bob    2026-06-06       1  saturday phones
Saturdays worked    bob    2026-06-13       1  saturday phones
"""


def test_the_table_and_what_is_behind_it() -> None:
    assert parity_text(made()) == TABLE
    assert parity_text(made(), detail=True) == TABLE + DETAIL


def test_a_sheet_has_exact_amounts_and_no_formulas() -> None:
    rows = parity_csv(made(Counted(Figure.LATES, PART, "=ann", date(2026, 6, 2), "late phones")))
    assert rows.splitlines()[0] == "employer,side,figure,agent,date,amount,what"
    assert (
        'council,part-time,full-time days,bob,2026-06-01,42/5,"until 2026-06-14, three-days at 0.60"' in rows
    )
    assert rows.splitlines()[-1] == "council,part-time,lates,'=ann,2026-06-02,1,late phones"


@pytest.fixture(scope="module")
def december(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published December, told late, with a swap, two changes on the eve and one refused leave."""
    root = published(tmp_path_factory.mktemp("parity"))
    told = (
        Repository.open(root)
        .publication_chains[0]
        .events[0]
        .model_copy(update={"event": Step.TOLD, "at": "2026-11-02T09:00:00+00:00", "previous": None})
    )
    then(root, f"rotas/{GROUP}/2026-12", told)
    swap(root)
    _recorded(root, "a4", date(2026, 12, 1), "changes/repair000001", {})
    _recorded(root, "a5", date(2026, 12, 2), "changes/repair000002", {"a5": Means.PHONE})
    asked = {"agent": "a6", "from_": date(2026, 12, 9), "until": date(2026, 12, 9)}
    matters.begin_at(
        root,
        "leave/refused00001",
        LeaveEvent(event=Step.REQUESTED, by="a6", at="2026-11-01T09:00:00+00:00", **asked),
    )
    then(
        root,
        "leave/refused00001",
        LeaveEvent(
            event=Step.REFUSED, by=LEADER, at="2026-11-05T09:00:00+00:00", reason=Reason.COVER, **asked
        ),
    )
    return root


def _recorded(root: Path, agent: str, day: date, ref: str, consent: dict[str, Means]) -> None:
    """The leader takes a shift away on 30 November."""
    repo = Repository.open(root)
    cells = changes_to(repo, {(agent, day): parse_cell("off")})
    event = ChangeEvent(
        event=Step.RECORDED,
        kind=ChangeKind.REPAIR,
        by=LEADER,
        at="2026-11-30T09:00:00+00:00",
        cell=cells,
        consent=consent,
        **evidence(repo, cells),
    )
    matters.begin_at(root, ref, event)


def run(root: Path, *args: object) -> Ran:
    return rota("parity", *args, "--repo", root)


def test_a_month_is_counted_with_all_that_was_done_to_it(december: Path) -> None:
    ran = run(december)
    assert (ran.code, ran.err) == (0, "")
    lines = {line[:31].strip(): line[31:].split("  ") for line in ran.out.splitlines()}
    shown = {label: [value.strip() for value in values if value.strip()] for label, values in lines.items()}
    assert shown["people"] == ["5", "1", "6"]
    assert shown["leave refused"] == ["0 of 3", "1 of 1", "1 of 4"]
    assert shown["notice published, mean days"] == ["42", "42", "42"]
    assert shown["notice told, least"] == ["28", "28", "28"]
    assert shown["short-notice changes by consent"] == ["1", "0", "1"], "the swap of 8 December was early"
    assert shown["short-notice changes without"] == ["1", "0", "1"]


def test_every_figure_can_be_counted_again_from_the_sheet(december: Path) -> None:
    totals: Counter[tuple[str, str]] = Counter()
    for row in csv.DictReader(io.StringIO(run(december, "--format", "csv").out)):
        totals[row["side"], row["figure"]] += Fraction(row["amount"])
    told = json.loads(run(december, "--format", "json").out)
    assert told["format"] == "rota-parity/1"
    for side in ("full-time", "part-time"):
        for figure, amount in told["employers"]["council"][side]["totals"].items():
            assert totals[side, figure] == Fraction(amount), (side, figure)
    late = sum(
        cell.pattern == "late"
        for row in Repository.open(december).rotas(GROUP)["2026-12"].cells.values()
        for cell in row.values()
    )
    assert totals["full-time", "lates"] + totals["part-time", "lates"] == late


def test_the_matters_behind_the_figures_are_named(december: Path) -> None:
    told = json.loads(run(december, "--format", "json", "--detail").out)["counted"]
    named = {(one["figure"], one["agent"], one["what"]) for one in told}
    assert ("leave refused", "a6", "leave/refused00001/2") in named
    changes = {
        (figure, agent, what.partition(":")[0]) for figure, agent, what in named if "changes" in figure
    }
    assert changes == {
        ("changes without consent", "a4", "changes/repair000001/1"),
        ("changes by consent", "a5", "changes/repair000002/1"),
    }


def test_nothing_published_is_nothing_to_compare(tmp_path: Path, december: Path) -> None:
    ran = run(tiny(tmp_path))
    assert ran.code == 2
    assert "no rota is published yet" in ran.err
    ran = run(december, "--until", "2026-11")
    assert ran.code == 2
    assert "no rota is published until 2026-11; the first is that of 2026-12" in ran.err
    assert run(december, "--group", "nowhere").code == 2


def test_a_staff_copy_has_none_of_it(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    (root / "staff-copy.toml").write_text("", "utf-8")
    ran = run(root)
    assert ran.code == 1
    assert "`rota parity` is for the whole repository, which leaders and HR have" in ran.err
