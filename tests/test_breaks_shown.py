"""Breaks in what is shown: a sign of their own in the day's strip, a word in an agent's list, no mark in the grid."""

from datetime import date

from rota.domain.cell import parse_cell
from rota.domain.moves import Move
from rota.domain.rota import Rota
from rota.show.agent import agent_month
from rota.show.day import day_strip
from rota.show.difference import BreakDifference, CellDifference, Difference, difference_text
from rota.show.grid import grid
from rota.show.moves import moves_lines
from rota.show.notice import Notice, cell_words, notice_text
from rota.testing import World, draw
from rota.testing.world import lay
from rota.work.celldiff import breaks_between, cells_between

NAMES = {"ann": "Ann Example", "bob": "Bob Featherstone"}
DAY = date(2026, 6, 2)
WORLD = {
    "legend": {
        "A": "early phones; 12:00-12:30 break",
        "B": "early phones; 12:30-13:00 break",
        "C": "early reception; 13:00-13:30 break",
        "Q": "early phones; 12:00-12:30 break; 14:00-15:00 email",
        "K": "late phones; 14:00-14:30 break; 16:00-16:30 meeting",
        "Z": "saturday phones; 12:00-12:30 break",
    },
    "centre": {
        "team": [{"id": "one", "name": "Phones", "leader": "ann"}],
        "group": [{"id": "town", "name": "B-Town", "teams": ["one"]}],
        "pattern": [
            {"id": "early", "unpaid-break": 30, "break-window": {"from": "11:30", "until": "14:00"}},
            {"id": "late", "unpaid-break": 30, "break-window": {"from": "13:00", "until": "15:30"}},
        ],
        "service": [
            {"id": "email", "site": "town", "letter": "M", "hours": [{"open": "08:30", "close": "17:30"}]},
        ],
    },
    "demand": {
        "need": [{"service": "phones", "weekdays": ["tue"], "start": "11:30", "heads": [2, 2, 2, 2, 1, 1]}],
    },
}


def town() -> Rota:
    """A week from Mon 1 June 2026, breaks placed."""
    rows = {"ann": "AQB.oZ.", "bob": "BBvvv..", "cat": "CCCCC..", "dan": "KKEEE.."}
    return draw(World.of(WORLD), {"rota": rows, "pins": ["ann 1..2"]})


GRID = """\
B-Town, June 2026 (Mon 1 Jun to Sun 7 Jun)

                        1 Jun - 7 Jun
Phones                  M   T   W   T   F   S   S
leader ann Ann Example  1   2   3   4   5   6   7     shifts    Sat   late  hours
ann Ann Example         Ep! Ep& Ep  .   o   Sp  .          4      1      0  37:30
bob Bob Featherstone    Ep  Ep  v   v   v   .   .          2      0      0  39:00
cat                     Er  Er  Er  Er  Er  .   .          5      0      0  37:30
dan                     Lp* Lp* Ep  Ep  Ep  .   .          5      0      2  37:30

Cover against need      M   T   W   T   F   S   S
worst half hour         1   2   3   4   5   6   7
phones                      0
reception
email

Cover meets the need in every half hour.

Patterns  E early 08:30-16:30   M middle 09:00-17:00   L late 10:00-18:00, late   S saturday 09:00-16:00   O morning 08:30-12:30
Services  p phones   r reception   M email
Other     . off   o lieu   v leave   * has timed parts   ! pinned   & pinned, has timed parts
"""
"""Three shifts of ann at 8:00 less half an hour, a lieu day of 8:00 and a Saturday of 7:00 are 37:30."""

STRIP = """\
B-Town, Tue 2 Jun 2026

Heads short           08    09    10    11    12    13    14    15    16    17
  phones                 :  :  :  :  :  :  :  .  .  :  :  .  :  :  :  :  :  :  :
  reception              :  :  :  :  :  :  :  :  :  .  :  :  :  :  :  :  .  .
  email                  .  .  .  .  .  .  .  .  .  .  .  :  :  .  .  .  .  .

At work               08    09    10    11    12    13    14    15    16    17
ann Ann Example       .  p  p  p  p  p  p  p  =  p  p  p  M  M  p  p  p  .  .  .    early phones 08:30-16:30; 12:00-12:30 break; 14:00-15:00 email
bob Bob Featherstone  .  p  p  p  p  p  p  p  p  =  p  p  p  p  p  p  p  .  .  .    early phones 08:30-16:30; 12:30-13:00 break
cat                   .  r  r  r  r  r  r  r  r  r  =  r  r  r  r  r  r  .  .  .    early reception 08:30-16:30; 13:00-13:30 break
dan                   .  .  .  .  p  p  p  p  p  p  p  p  =  p  p  p  -  p  p  p    late phones 10:00-18:00; 14:00-14:30 break; 16:00-16:30 meeting

phones                08    09    10    11    12    13    14    15    16    17
  heads                  2  2  2  3  3  3  3  2  2  3  3  1  2  3  3  2  1  1  1
  need                   0  0  0  0  0  0  2  2  2  2  1  1  0  0  0  0  0  0  0
  difference             +2 +2 +2 +3 +3 +3 +1 0  0  +1 +2 0  +2 +3 +3 +2 +1 +1 +1

reception             08    09    10    11    12    13    14    15    16    17
  heads                  1  1  1  1  1  1  1  1  1  0  1  1  1  1  1  1  0  0
  need                   0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0
  difference             +1 +1 +1 +1 +1 +1 +1 +1 +1 0  +1 +1 +1 +1 +1 +1 0  0

email                 08    09    10    11    12    13    14    15    16    17
  heads                  0  0  0  0  0  0  0  0  0  0  0  1  1  0  0  0  0  0
  need                   0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0
  difference             0  0  0  0  0  0  0  0  0  0  0  +1 +1 0  0  0  0  0

Cover meets the need in every half hour.

Key       p phones   r reception   M email   = break   - at work, serves nobody   . not on shift
Short     1-9 so many heads short (9: or more)   . as many as needed   : more
"""

MONTH = """\
ann Ann Example, Phones, June 2026 (Mon 1 Jun to Sun 7 Jun)

Mon 1 Jun  early phones     08:30-16:30  7:30  break 12:00-12:30, pinned
Tue 2 Jun  early phones     08:30-16:30  7:30  break 12:00-12:30, pinned
             email          14:00-15:00
Wed 3 Jun  early phones     08:30-16:30  7:30  break 12:30-13:00
Thu 4 Jun  off
Fri 5 Jun  lieu                          8:00  takes 8:00 of lieu
Sat 6 Jun  saturday phones  09:00-16:00  7:00  break 12:00-12:30, earns 7:00 of lieu
Sun 7 Jun  off

Month  4 shifts, 0 lates, 1 Saturday (Sat 6 Jun), 37:30 hours
Lieu   0:00 brought forward + 7:00 earned - 8:00 taken = -1:00
"""

LETTER = """\
Rota of cat, Phones, for June 2026 (Mon 1 Jun to Sun 7 Jun)
Draft.

Days
  1 Jun - 7 Jun    Mon to Fri early reception 08:30-16:30; Sat and Sun off

Sums
  5 shifts, 0 lates, 0 Saturdays, 37:30 hours
  time in lieu: 0:00 brought forward + 0:00 earned - 0:00 taken = 0:00
"""

DIFFERENCE = """\
From  one
To    other

Cells (1)
  ann Ann Example Wed 3 Jun: early phones -> early reception

Breaks alone (4)
  ann Ann Example: Mon 1 Jun 12:00-12:30 -> 12:30-13:00, Tue 2 Jun none -> 13:00-13:30, and 1 more
  bob Bob Featherstone: Mon 1 Jun 12:30-13:00 -> none
"""


def test_the_grid_marks_no_break() -> None:
    assert grid(town(), names=NAMES) == GRID


def test_the_grid_marks_no_trough_and_marks_any_other_stint() -> None:
    deferrable = {"service": "email", "weekdays": ["tue"], "hours": "1:00", "beside": ["phones"]}
    drawn = {"rota": {"ann": "QQAAA.."}, "pins": ["ann 2"]}
    troughs = World.of(lay({"demand": {"deferrable": [deferrable]}}, WORLD))
    assert _row(grid(draw(troughs, drawn), names={})).startswith("ann Ep Ep! Ep Ep Ep . . ")
    assert _row(grid(draw(World.of(WORLD), drawn), names={})).startswith("ann Ep* Ep& Ep Ep Ep . . ")


def _row(text: str) -> str:
    """The row of ann, with one space between its columns."""
    return " ".join(next(line for line in text.splitlines() if line.startswith("ann ")).split())


def test_the_days_strip_has_a_sign_for_breaks_and_the_letter_of_a_trough() -> None:
    assert day_strip(town(), DAY, names=NAMES) == STRIP


def test_the_sign_is_coloured_too() -> None:
    assert "\x1b[33m=\x1b[0m" in day_strip(town(), DAY, names=NAMES, color=True)


def test_a_day_without_breaks_has_no_key_for_them() -> None:
    assert "= break" not in day_strip(town(), date(2026, 6, 7), names=NAMES)


def test_a_break_off_the_half_hour_is_shown_in_words_alone_as_cover_counts_it() -> None:
    rota = town()
    cells = {agent: dict(days) for agent, days in rota.cells.items()}
    cells["ann"][DAY] = parse_cell("early phones; 12:10-12:30 break")
    text = day_strip(Rota(rota.facts, cells), DAY, names={})
    assert (
        "\nann           .  p  p  p  p  p  p  p  p  p  p  p  p  p  p  p  p  .  .  .    early phones" in text
    )


def test_an_agents_list_has_the_break_beside_the_shift() -> None:
    assert agent_month(town(), "ann", names=NAMES) == MONTH


def test_a_notice_puts_days_together_whenever_the_breaks_are() -> None:
    rota = town()
    cells = {agent: dict(days) for agent, days in rota.cells.items()}
    cells["cat"][DAY] = parse_cell("early reception; 11:30-12:00 break")
    assert notice_text(Notice(Rota(rota.facts, cells), "cat", "Draft."), NAMES) == LETTER


def test_ones_next_shift_says_its_break() -> None:
    assert cell_words(town(), "cat", DAY) == "early reception 08:30-16:30 (13:00-13:30 break)"


def test_days_that_become_the_same_duty_are_one_line() -> None:
    before = [parse_cell(f"early phones; {at}:00-{at}:30 break") for at in (12, 13)]
    after = [parse_cell(f"late phones; {at}:00-{at}:30 break") for at in (14, 15)]
    moves = [Move("ann", date(2026, 6, 1 + at), before[at], after[at]) for at in range(2)]
    assert moves_lines(moves, {}) == ["ann Mon 1 Jun to Tue 2 Jun, 2 cells: early phones -> late phones"]


def test_a_difference_tells_breaks_apart_and_briefly() -> None:
    days = [date(2026, 6, 1 + at) for at in range(4)]
    found = Difference(
        "one",
        "other",
        (CellDifference("ann", days[2], "early phones", "early reception"),),
        *((),) * 5,
        (
            BreakDifference("ann", days[0], "12:00-12:30", "12:30-13:00"),
            BreakDifference("ann", days[1], "", "13:00-13:30"),
            BreakDifference("ann", days[3], "12:00-12:30", "12:30-13:00"),
            BreakDifference("bob", days[0], "12:30-13:00", ""),
        ),
    )
    assert difference_text(found, NAMES) == DIFFERENCE


def test_troughs_that_move_are_named_with_their_service() -> None:
    deferrable = {"service": "email", "weekdays": ["tue"], "hours": "1:00", "beside": ["phones"]}
    moved = lay({"legend": {"B": "early phones; 12:00-12:30 break; 14:30-15:30 email"}}, WORLD)
    before, after = (
        draw(
            World.of(lay({"demand": {"deferrable": [deferrable]}}, world)),
            {"rota": {"ann": f"A{letter}AAA.."}},
        )
        for world, letter in ((WORLD, "Q"), (moved, "B"))
    )
    assert list(cells_between(before, after)) == []
    found = Difference("one", "other", *((),) * 6, tuple(breaks_between(before, after)))
    assert difference_text(found, NAMES).splitlines()[3:] == [
        "Breaks and troughs alone (1)",
        "  ann Ann Example: Tue 2 Jun 14:00-15:00 email -> 14:30-15:30 email",
    ]
