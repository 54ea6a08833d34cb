"""What a plan achieves, and how it is getting on."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from rota.checking import judge
from rota.domain.cover import Cover
from rota.domain.demand import Demand
from rota.domain.rota import Rota
from rota.rules import Finding, Level, RotaModel, Rule
from rota.show.progress import LiveProgress, Progress, progress_line, progress_of
from rota.show.scorecard import PinCost, Scorecard, TierLine, percent, scorecard, unfinished
from tests.show_world import NAMES, town


class Tuesdays(Rule):
    """No shift on the second day."""

    code: ClassVar[str] = "TST01"
    name: ClassVar[str] = "tuesdays"
    unit: ClassVar[str] = "shifts"
    remedy: ClassVar[str] = "move it"

    def encode(self, model: RotaModel) -> None:
        for agent in model.facts.agents:
            model.forbid(self, agent, model.facts.period.days[1])

    def check(self, rota: Rota) -> Iterator[Finding]:
        yield self.finding("ann", rota.days[1], "works", amount=2, strong=True)
        yield self.finding("bob", rota.days[1], "works")
        yield self.unknown("who knows")


TIERS = (
    TierLine("cover", "head half-hours", 10, 10, 0.0, True, 1.25),
    TierLine("should", "shifts", 301, 300, 1 / 301, False, 20.0, allowance=2),
    TierLine("wish", "wishes refused", None, None, 1.0, False, 0.0),
)

WHOLE = """\
Cover      10 head half-hours short in 5 places
           phones 6, at worst phones Tue 2 Jun 09:00-10:00: 1 short
           reception 4, at worst reception Sat 6 Jun 09:00-10:00: 1 short
Wishes     granted 1 of 1 strong and 1 of 2 mild; 1 refused
Saturdays  0 to 1 an agent (spread 1), 1 in all: 0 for 3 agents, 1 for 1 agent
Lates      0 to 6 an agent (spread 6), 6 in all

Tier    best  bound  allowance  seconds  status       unit
cover     10     10          0      1.2  proven       head half-hours
should   301    300          2     20.0  gap 0.3%     shifts
wish       -      -          0      0.0  out of time  wishes refused

Pins       2 cells pinned: cover 2 head half-hours

Rule             level   findings  amount  unit
TST01  tuesdays  should         2       3  shifts, 2 of them strong; unknown in 1 place

Agent                 shifts  hours  Sat  late  granted  refused   lieu
ann Ann Example           10  87:00    1     0        1        0  -1:00
bob Bob Featherstone       6  80:00    0     6        1        1   0:00
cat Cat Ng                10  88:00    0     0        0        0  -8:00
dan                        5  56:00    0     0        0        0   0:00
"""


def card(pins_cost: tuple[PinCost, ...] | None) -> Scorecard:
    rota = town()
    return Scorecard(rota, TIERS, judge(rota, [Tuesdays(use="tuesdays", level=Level.SHOULD)]), pins_cost)


def test_the_scorecard_whole() -> None:
    cost = (PinCost("cover", "head half-hours", 2), PinCost("wish", "wishes refused", 0))
    assert scorecard(card(cost), names=NAMES) == WHOLE


def test_pins_that_cost_nothing_or_nobody_knows_what() -> None:
    assert "2 cells pinned: they cost nothing\n" in scorecard(card(()), names=NAMES)
    assert "2 cells pinned: what they cost was not worked out\n" in scorecard(card(None), names=NAMES)


def test_cover_that_meets_the_need_everywhere_and_nothing_pinned() -> None:
    rota = town()
    facts = replace(rota.facts, demand=Demand(), fixed={})
    lines = scorecard(Scorecard(Rota(facts, rota.cells), (), ()), names={}).splitlines()
    assert lines[0] == "Cover      meets the need in every half hour"
    assert lines[4:6] == ["", "Agent  shifts  hours  Sat  late  granted  refused   lieu"]


def test_a_small_gap_is_never_shown_as_none() -> None:
    assert [percent(share) for share in (0, 0.0001, 0.003, 1)] == ["0.0%", "under 0.1%", "0.3%", "100.0%"]


def test_progress_in_one_line() -> None:
    shortfalls = Cover(town()).shortfalls()
    assert progress_line(Progress(3.9, "cover")) == "0:03  cover  |  looking for a first rota"
    assert progress_line(Progress(75.0, "wishes", shortfalls, 31, 40, 0.0031)) == (
        "1:15  wishes  |  10 head half-hours short (phones Tue 2 Jun 09:00-10:00: 1 short and 4 other places)"
        "  |  31 of 40 wishes granted  |  gap 0.3%"
    )
    assert progress_line(Progress(1, "should", ())) == "0:01  should  |  cover meets the need"


def test_progress_is_read_off_the_best_rota() -> None:
    found = progress_of(12.0, town(), "wishes", 0.25)
    assert (found.granted, found.wishes, len(found.shortfalls or ())) == (2, 3, 5)
    assert progress_line(progress_of(0.4, None, "", None)).startswith("0:00  ")


def test_live_progress_shows_the_line_and_takes_itself_away() -> None:
    stream = io.StringIO()
    with LiveProgress(stream, color=False) as live:
        live.update(Progress(3.9, "cover"))
    assert "0:03  cover\n  looking for a first rota" in stream.getvalue().replace("\r", "")
    assert stream.getvalue().endswith("\x1b[2K")


def test_aims_that_more_time_may_better_are_said() -> None:
    proven = TierLine("cover", "head half-hours", 4, 4, 0.0, proven=True, seconds=1)
    near = TierLine(
        "service-level", "calls beyond target", 1005, 1000, 0.005, proven=False, seconds=1, scale=100
    )
    far = TierLine(
        "service-level", "calls beyond target", 878950, 40400, 0.954, proven=False, seconds=1, scale=100
    )
    last = TierLine("wishes", "wishes", 3, 0, 1.0, proven=False, seconds=1)
    assert unfinished([proven, near]) == ""
    assert unfinished([proven, far, last]) == (
        "Time ran out before it was known how much better service-level and 1 other aim could be "
        "(8789.5 calls beyond target in this rota, at least 404 in any). "
        "Planning again goes on from this draft; --time-limit gives it longer."
    )
