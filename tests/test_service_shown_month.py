"""The service level of a month and of a day, as grid, strip, scorecard and progress show it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rota.checking import Verdict, judge
from rota.demand.staffing import CallStaffing
from rota.domain.demand import Demand
from rota.domain.levels import levels_of, wanting
from rota.domain.rota import Rota
from rota.packs import make_rule
from rota.show.day import day_strip
from rota.show.grid import grid
from rota.show.levels import calls_words, in_time, level_words, target_words
from rota.show.progress import Progress, progress_line, progress_of
from rota.show.scorecard import PinCost, Scorecard, TierLine, scorecard
from tests.calls_world import called
from tests.show_world import town

MONDAY = date(2026, 6, 1)

MONTH = """\
Cover against need        M   T   W   T   F   S   S     M   T   W   T   F   S   S
worst half hour           1   2   3   4   5   6   7     8   9   10  11  12  13  14
phones                    -2  -3  -3  -3  -1            -3  -3  -3  -3  -2
reception                 0                   -1        +1                  -1

Service level in %        M   T   W   T   F   S   S     M   T   W   T   F   S   S
< under target            1   2   3   4   5   6   7     8   9   10  11  12  13  14
phones                    68< 48< 48< 18< 81            48< 48< 48< 18< 0<

Posts short in 2 places, 4 head half-hours in all:
  reception Sat 6 Jun 09:00-10:00: 1 short
  reception Sat 13 Jun 09:00-10:00: 1 short
Service level  phones 43.1% of 187 calls in time, target 80% MISSED; 106.4 outside; 9 days under target; \
worst Thu 4 Jun 10:00 0%
Below required headcount on 9 days under target:
  phones Thu 4 Jun 09:30-10:30: 3 short
  phones Thu 11 Jun 09:30-10:30: 3 short
  phones Tue 2 Jun 09:30-10:00: 3 short
  phones Wed 3 Jun 09:30-10:00: 3 short
  phones Mon 8 Jun 09:30-10:00: 3 short
  and 26 more
"""

DAY = """\
phones        08      09      10      11      12      13      14      15      16      17
  heads           1   2   2   2   2   2   2   2   2   2   2   2   2   2   2   2   1   1   1
  need            3   3   4   4   3   3   0   0   0   0   0   0   0   0   0   0   0   0   0
  difference      -2  -1  -2  -2  -1  -1  +2  +2  +2  +2  +2  +2  +2  +2  +2  +2  +1  +1  +1
  % in time       58< 84  64< 53< 75< 84
"""

BELOW = """\
Every given post is filled in every half hour.
Service level  phones 68.3% of 23 calls in time, target 80% MISSED; 7.3 outside; worst 10:00 53%
Below required headcount in 4 places, 9 head half-hours in all:
  phones Mon 1 Jun 08:30-09:00: 2 short, 09:00-09:30: 1 short, 09:30-10:30: 2 short, 10:30-11:30: 1 short

"""


def calm(calls: list[float], **more: Any) -> Rota:
    """The town with so few calls on Mondays that everybody is answered, and no posts at all."""
    rota = called(day=[{"weekdays": ["mon"], "start": "10:00", "calls": calls}], **more)
    demand = rota.facts.demand.model_copy(update={"need": ()})
    return Rota(replace(rota.facts, demand=demand), rota.cells)


def test_a_month_shows_each_days_service_level_and_what_it_comes_to() -> None:
    assert MONTH in grid(called(), names={})


def test_days_that_meet_their_target_are_counted_and_not_told() -> None:
    text = grid(called(), names={}, width=80)
    assert "1 more day below it in some half hour, yet on target.\n" in text
    assert "phones Fri 5 Jun" not in text
    assert all(len(line) <= 80 for line in text.splitlines() if "short" not in line)


def test_days_under_target_are_red_and_those_far_under_it_bold() -> None:
    text = grid(called(), names={}, color=True)
    assert "\x1b[1;31m48<\x1b[0m" in text
    assert "\x1b[1;31mphones 43.1% of 187 calls" in text
    mild = grid(calm([6, 6], target=60), names={}, color=True)
    assert "\x1b[31m53<\x1b[0m" in mild


def test_without_posts_nothing_is_said_of_posts_and_all_is_well() -> None:
    text = grid(calm([0.1]), names={})
    assert "phones                    99                            99\n" in text
    assert "Service level  phones 100.0% of 0.2 calls in time, target 80%; 0 outside\n" in text
    assert not any(word in text for word in ("Posts", "post is", "Below", "under target;", "MISSED"))


def test_a_month_in_which_nobody_calls_speaks_of_cover_alone() -> None:
    assert grid(calm([0]), names={}).count("Service level") == 0
    assert grid(town(), names={}).count("Service level") == 0
    assert day_strip(town(), MONDAY, names={}).count("time") == 0


def test_a_day_shows_the_level_of_each_half_hour_with_calls() -> None:
    text = day_strip(called(), MONDAY, names={})
    assert DAY in text
    assert BELOW in text
    assert text.count("% in time") == 1, "nobody calls the reception"


def test_a_level_is_rounded_down_and_a_few_calls_are_never_none() -> None:
    assert [in_time(share) for share in (0.79999, 0.8, 0.57, 1.0)] == ["79.9%", "80.0%", "57.0%", "100.0%"]
    assert [target_words(share) for share in (0.8, 0.775)] == ["80%", "77.5%"]
    said = [calls_words(calls) for calls in (0, 0.01, 7, 53.2, 999.96, 13204.4)]
    assert said == ["0", "under 0.1", "7", "53.2", "1000", "13,204"]


def test_targets_that_differ_are_weighed_by_calls() -> None:
    first = called(target=80).facts.demand.calls[0]
    later = first.model_copy(update={"from_": date(2026, 6, 8), "target": 90})
    rota = called()
    demand = Demand(calls=(first, later), need=rota.facts.demand.need)
    staffing = CallStaffing(rota.facts.centre, rota.facts.calendar, demand, {})
    moved = Rota(replace(rota.facts, demand=demand, staffing=staffing), rota.cells)
    assert level_words(levels_of(moved)[0]).startswith("phones 43.1% of 187 calls in time, target 85% MISSED")


def test_days_that_want_mending_are_those_with_posts_short_or_a_target_missed() -> None:
    assert [day.day for day in wanting(called())] == [1, 2, 3, 4, 6, 8, 9, 10, 11, 12, 13]
    assert wanting(calm([0.1])) == ()


CARD = """\
Cover      4 head half-hours short in 2 places
           reception 4, at worst reception Sat 6 Jun 09:00-10:00: 1 short
Calls      phones 43.1% of 187 calls in time, target 80% MISSED; 106.4 outside;
           9 days under target; worst Thu 4 Jun 10:00 0%
Wishes     granted 1 of 1 strong and 1 of 2 mild; 1 refused
Saturdays  0 to 1 an agent (spread 1), 1 in all: 0 for 3 agents, 1 for 1 agent
Lates      0 to 6 an agent (spread 6), 6 in all

Tier           best  bound  allowance  seconds  status    unit
service-level  53.2     53       0.26      3.2  gap 0.4%  calls outside target

Pins       2 cells pinned: service-level 4.1 calls outside target

Rule                    level   findings  amount  unit
COVER03  service-level  should        10   87.75  calls outside target
"""


def level_verdict(rota: Rota) -> tuple[Verdict, ...]:
    return judge(rota, [make_rule({"use": "service-level", "level": "should"})])


def test_the_scorecard_counts_in_the_units_of_its_rules() -> None:
    rota = called()
    tier = TierLine("service-level", "calls outside target", 5320, 5300, 20 / 5320, False, 3.2, 26, 100)
    pins = (PinCost("service-level", "calls outside target", 410, 100),)
    text = scorecard(Scorecard(rota, (tier,), level_verdict(rota), pins), names={}, width=80)
    assert text.partition("\nAgent")[0].splitlines() == CARD.splitlines()


@pytest.mark.parametrize(("amount", "said"), [(0, "all work is done in time"), (90, "90 minutes late")])
def test_the_scorecard_says_what_comes_too_late_of_work_that_can_wait(amount: int, said: str) -> None:
    rota = called()
    email = {"service": "phones", "weekdays": ["mon"], "hours": "2:00", "due": 1}
    demand = Demand.model_validate({"deferrable": [email]})
    facts = replace(rota.facts, demand=demand, staffing=None)
    rule = make_rule({"use": "work-in-time", "level": "should"})
    found = (rule.finding(None, MONDAY, "late", amount=amount),) if amount else ()
    text = scorecard(Scorecard(Rota(facts, rota.cells), (), (Verdict(rule, found),)), names={})
    assert text.splitlines()[1] == f"Deferred   {said}"


def test_progress_tells_posts_in_words_and_calls_in_percent() -> None:
    assert progress_line(progress_of(2, called(), "service-level", 0.01)) == (
        "0:02  service-level  |  4 head half-hours short (reception Sat 6 Jun 09:00-10:00: 1 short and 1 other place)"
        "  |  phones 43.1% in time, target 80%  |  2 of 3 wishes granted  |  gap 1.0%"
    )
    good = levels_of(calm([0.1]))
    assert progress_line(Progress(1, "wishes", (), levels=good)) == "0:01  wishes  |  phones 100.0% in time"
