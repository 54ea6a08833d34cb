"""Who is moved, in words: stretches of days, what was told, and the rest of a month planned anew."""

from datetime import date, timedelta

from rota.domain.cell import CLOSED, OFF, parse_cell
from rota.domain.moves import Move
from rota.domain.rota import Rota
from rota.show.moves import moves_lines, moves_words, since_text
from rota.show.replan import Replanned, replan_text
from rota.show.scorecard import TierLine
from tests.plan_helpers import month, need

EARLY, LATE = parse_cell("early phones"), parse_cell("late phones")
MONDAY = date(2026, 6, 1)
NAMES = {"ann": "Ann Lee"}


def move(agent: str, day: int, before=EARLY, after=LATE) -> Move:
    return Move(agent, MONDAY + timedelta(days=day), before, after)


WEEK = [*(move("ann", day) for day in (0, 1, 4)), move("ann", 5, OFF, EARLY), move("bob", 2, LATE, EARLY)]


def test_the_same_change_on_several_days_is_one_line() -> None:
    assert moves_words(WEEK) == "2 people moved, 5 cells changed"
    assert moves_words(WEEK[-1:]) == "1 person moved, 1 cell changed"
    assert moves_words([]) == "nobody is moved"
    assert moves_lines(WEEK, NAMES) == [
        "ann Ann Lee Mon 1 Jun to Fri 5 Jun, 3 cells: early phones -> late phones",
        "ann Ann Lee Sat 6 Jun: off -> early phones",
        "bob Wed 3 Jun: late phones -> early phones",
    ]
    assert moves_lines(WEEK, NAMES, most=1) == [
        "ann Ann Lee Mon 1 Jun to Fri 5 Jun, 3 cells: early phones -> late phones",
        "and 2 more",
    ]


def test_what_was_told_is_compared_with_in_full_and_another_draft_in_numbers() -> None:
    assert since_text(3, WEEK, NAMES, told=False) == "Against draft 3: 2 people moved, 5 cells changed."
    assert since_text(3, [], NAMES, told=False) == "Nobody is moved from draft 3."
    assert since_text(1, [], NAMES, told=True) == "Nobody is moved from draft 1, which was told."
    assert since_text(1, WEEK[-1:], NAMES, told=True) == (
        "Against draft 1, which was told: 1 person moved, 1 cell changed:\n"
        "  bob Wed 3 Jun: late phones -> early phones"
    )


def test_a_month_planned_anew_says_who_is_moved_comes_goes_and_must_agree() -> None:
    facts = month(["ann", "bob"], demand=[need("phones", [1], start="17:30")])
    early = {
        agent: {day: EARLY if day.weekday() < 5 else OFF for day in facts.period.days}
        for agent in facts.agents
    }
    late = {**early, "bob": {day: LATE if cell == EARLY else cell for day, cell in early["bob"].items()}}
    text = replan_text(
        Replanned(
            start=MONDAY + timedelta(days=1),
            before=Rota(facts, early),
            after=Rota(facts, late),
            moves=[move("bob", day) for day in (1, 2, 3, 4)],
            given=[move("ann", 4, EARLY, CLOSED)],
            new={"cat": dict.fromkeys(facts.period.days[3:5], EARLY)},
            gone={"dan": {facts.period.days[4]: EARLY, facts.period.days[5]: OFF}},
            consent=[move("bob", 1)],
            frozen=MONDAY + timedelta(days=2),
            tiers=[TierLine("people moved", "people", 1, 1, 0.0, True, 0.25)],
        ),
        names=NAMES,
    )
    assert text.splitlines() == [
        "town, June 2026 (Mon 1 Jun to Sun 7 Jun), from Tue 2 Jun: 1 person moved, 4 cells changed",
        "Moved      bob Tue 2 Jun to Fri 5 Jun, 4 cells: early phones -> late phones",
        "New        cat Thu 4 Jun to Fri 5 Jun: 2 shifts",
        "Gone       dan Fri 5 Jun to Sat 6 Jun: 1 shift",
        "Given      ann Ann Lee Fri 5 Jun: early phones -> closed",
        "Consent    is needed up to Wed 3 Jun:",
        "           bob Tue 2 Jun: early phones -> late phones",
        "Cover      4 head half-hours short as it stands, nobody short then",
        "",
        "Tier          best  bound  allowance  seconds  status  unit",
        "people moved     1      1          0      0.2  proven  people",
    ]
