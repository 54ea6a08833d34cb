"""How a sizing is written: as text, compared whole, as CSV and as JSON."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

from rota.domain.contract import Contract
from rota.domain.presence import Presence
from rota.domain.sized import Bind, Peak, PostLine, Sized, Week
from rota.show.size import size_csv, size_json, size_text

FULL = Contract(id="full-time", fte=1, hours=2400, patterns=("early", "late", "saturday"), saturdays=True)
HALF = Contract(id="mornings", fte="0.5", hours=1200, patterns=("morning",))


def year(contract: Contract, wait: int | None, entitled: int) -> Presence:
    return Presence(
        contract=contract,
        contracted=Fraction(261),
        in_breaks=Fraction(0),
        closed=Fraction(8),
        entitled=entitled,
        day=contract.hours // 5,
        from_leave=Fraction(1),
        absent=Fraction(5, 100),
        wait=wait,
    )


SIZED = Sized(
    year=2026,
    group="hall",
    percent=90,
    absent=Fraction(5, 100),
    every=6,
    part_time=20,
    services=("phones", "desk"),
    posts=(
        PostLine("full-time", "phones", Fraction(1), 7, 6),
        PostLine("full-time", "desk", Fraction(1), 2, 3),
        PostLine("mornings", "phones", Fraction(1, 2), 1, 0),
    ),
    bound=Fraction(19, 2),
    presences=(year(FULL, 6, 200 * 60), year(HALF, None, 100 * 60)),
    basis="full-time",
    binds=(
        Bind("work", Fraction(500), Fraction(68)),
        Bind("peak", Fraction(8), Fraction(86, 100), (0, 630)),
        Bind("saturdays", Fraction(1), Fraction(95, 600)),
        Bind("shifts", Fraction(41), Fraction(43, 10)),
    ),
    week=(
        Week(0, {("early", "phones"): 4, ("late", "desk"): 1}, 45, 47),
        Week(5, {("saturday", "phones"): 1}, 51, 51),
    ),
    peaks=(
        Peak("phones", date(2026, 1, 5), 630, 56.0, 75, 4, 0.809, 0.465, 80, 15, 85, 5, 85, 1, 5),
        Peak("desk", date(2026, 1, 5), 540, 1.5, 120, 1, 0.99, 0.0, 80, 60, 100, 0, 100, 2, 2),
    ),
    beside={"office": 2},
    unused=("term-time",),
    serves={"phones": ("desk",), "desk": ()},
    shrunk=(),
    notes=("calendar/2026.toml lists no bank holiday, so none is reckoned with.",),
)

TEXT = """\
Posts of hall in 2026, with 90% of the days of each weekday met in full

Contract   home service  posts  today  difference
full-time  phones            7      6          +1
full-time  desk              2      3          -1
mornings   phones            1      0          +1
as today   office            2      2           0
all posts                   12     11          +1
FTE sized                  9.5    9.0        +0.5

It is proven that fewer FTE do not do.

What asks for posts of full-time            amount  a post gives  posts
the work itself, in head half hours a week     500        68.000    7.4
the busiest half hour, Mon 10:30                 8         0.860    9.3
shifts on a Saturday, in turns                   1         0.158    6.3
shifts from opening to closing, a week          41         4.300    9.5  binds

A post's year, in days             full-time  mornings
contracted days of the year            261.0     261.0
less closed days                        -8.0      -8.0
= open days                            253.0     253.0
  leave of the year, in hours         200:00    100:00
  at so many hours a day                8:00      4:00
  of it closed days                      1.0       1.0
less leave on open days                -24.0     -24.0
less absence, 5.0% of the rest         -11.5     -11.5
= days at work, lieu days counted      217.6     217.6
  of its open days, the share          0.860     0.860
  days at work in a week               4.299     4.299
  one Saturday in                          6         -
  of a head on each Saturday           0.158     0.000

Required headcount at the busiest half hour that is met
phones Mon 5 Jan 10:30: 56 calls x 75 s / 1800 s = 2.33 agents always busy
  4 agents answer 80.9%, one fewer 46.5%; 80% within 15 s asked for, nobody busier than 85%
  4 / 0.95 shrinkage / 0.85 availability = 4.95, so 5 heads
desk Mon 5 Jan 09:00: 1.5 calls x 120 s / 1800 s = 0.10 agents always busy
  1 agent answers 99.0%, one fewer 0.0%; 80% within 60 s asked for
  2 heads, the least that there are whenever it is open

An ordinary week  Mon  Sat
phones early        4
phones saturday          1
desk late           1
shifts              5    1
days met in full   45   51
of open days       47   51

How it is reckoned
* A day is met when every half hour of every service has its required headcount, breaks taken out where a pattern has a break-window. Leave is spread evenly over the year.
* Absence 5% of the days that leave leaves: an assumption; --absence sets it.
* Saturdays: one Saturday in 6 at full time; each is a day off in lieu in its week.
* New posts: full-time, mornings; part-time 20% at most.
* No new posts of term-time: name contracts with --contracts.
* Posts of phones also serve desk, as half of today's do at least.
* office has no demand: its 2 stay as they are.
* calendar/2026.toml lists no bank holiday, so none is reckoned with.
"""


def test_it_lays_the_whole_reckoning_open() -> None:
    assert size_text(SIZED) == TEXT


def test_it_says_when_no_fewer_are_proven_and_by_how_much() -> None:
    text = size_text(replace(SIZED, bound=Fraction(9)))
    assert "Time ran out: at least 9.0 FTE are proven to be needed, a gap of 5.3%." in text
    assert "fewer FTE do not do" not in text


def test_absence_counted_by_shrinkage_is_said_to_be() -> None:
    text = size_text(replace(SIZED, shrunk=("phones",), absent=Fraction(0)))
    assert "* Absence 0% beyond what the shrinkage of phones already counts; --absence sets it." in text


def test_more_contracts_than_fit_side_by_side_begin_below() -> None:
    five = tuple(
        replace(SIZED.presences[0], contract=FULL.model_copy(update={"id": f"c{at}"})) for at in range(5)
    )
    text = size_text(replace(SIZED, presences=five))
    assert text.count("A post's year, in days") == 2
    assert max(map(len, text.split("Required headcount")[0].splitlines())) <= 80


def test_csv_has_a_row_for_each_contract_and_home() -> None:
    assert size_csv(SIZED) == (
        "contract,home,fte,posts,today,difference\n"
        "full-time,phones,1,7,6,1\n"
        "full-time,desk,1,2,3,-1\n"
        "mornings,phones,1/2,1,0,1\n"
        ",office,,2,2,0\n"
    )


def test_json_is_exact() -> None:
    found = json.loads(size_json(SIZED))
    assert found["format"] == "rota-size/1"
    assert found["fte"] == {"needed": "19/2", "today": "9", "at-least": "19/2"}
    assert found["posts"][2] == {
        "contract": "mornings",
        "home": "phones",
        "fte": "1/2",
        "posts": 1,
        "today": 0,
    }
    assert found["yields"]["full-time"]["at-work"] == str(Fraction(229) * 95 / 100)
    assert found["binds"]["what"][0] == {
        "what": "work",
        "amount": "500",
        "a-post-gives": "68",
        "posts": "7.353",
    }
    assert found["week"][1]["shifts"] == [{"pattern": "saturday", "service": "phones", "heads": 1}]
    assert found["kept-as-today"] == {"office": 2}
