"""The month's grid, compared whole."""

import re
from dataclasses import replace

import pytest

from rota.domain.rota import Rota
from rota.show.grid import grid
from tests.show_world import NAMES, town

PLAIN = """\
B-Town, June 2026 (Mon 1 Jun to Sun 14 Jun)

                          1 Jun - 7 Jun                 8 Jun - 14 Jun
Phones                    M   T   W   T   F   S   S     M   T   W   T   F   S   S
leader ann Ann Example    1   2   3   4   5   6   7     8   9   10  11  12  13  14    shifts    Sat   late  hours
ann Ann Example           Ep  Ep! Ep& Ep  Ep  .   .     Ep  Ep  Ep  Ep  o   Sp  .         10      1      0  87:00
bob Bob Featherstone      Lp  Lp  Lp  v   v   .   .     Lp  Lp  Lp  x   x   .   .          6      0      6  80:00

Front desk, ground floor  M   T   W   T   F   S   S     M   T   W   T   F   S   S
                          1   2   3   4   5   6   7     8   9   10  11  12  13  14    shifts    Sat   late  hours
cat Cat Ng                Mr  Mr  Mr  Mr  Mr  o   .     Mr  Mr  Mr  Mr  Mr  .   .         10      0      0  88:00
dan                       t*  t   #   #   #   .   .     Er  Er  Er  Er  Er  .   .          5      0      0  56:00

Cover against need        M   T   W   T   F   S   S     M   T   W   T   F   S   S
worst half hour           1   2   3   4   5   6   7     8   9   10  11  12  13  14
phones                    0   -1                        -1  -1
reception                 0                   -1        +1                  -1

Short of need in 5 places, 10 head half-hours in all:
  phones Tue 2 Jun 09:00-10:00: 1 short
  reception Sat 6 Jun 09:00-10:00: 1 short
  phones Mon 8 Jun 09:00-10:00: 1 short
  phones Tue 9 Jun 09:00-10:00: 1 short
  reception Sat 13 Jun 09:00-10:00: 1 short

Patterns  E early 08:30-16:30   M middle 09:00-17:00   L late 10:00-18:00, late   S saturday 09:00-16:00   O morning 08:30-12:30
Services  p phones   r reception
Other     . off   o lieu   v leave   x absent   t training   # closed   * has timed parts   ! pinned   & pinned, has timed parts
"""

NARROW = """\
B-Town, June 2026 (Mon 1 Jun to Sun 14 Jun)

                          1 Jun - 7 Jun
Front desk, ground floor  M  T  W  T  F  S  S
                          1  2  3  4  5  6  7
cat Cat Ng                Mr Mr Mr Mr Mr o  .
dan                       t* t  #  #  #  .  .

Cover against need        M  T  W  T  F  S  S
worst half hour           1  2  3  4  5  6  7
phones                    0  -1
reception                 0              -1

                          8 Jun - 14 Jun
Front desk, ground floor  M  T  W  T  F  S  S
                          8  9  10 11 12 13 14
cat Cat Ng                Mr Mr Mr Mr Mr .  .
dan                       Er Er Er Er Er .  .

Cover against need        M  T  W  T  F  S  S
worst half hour           8  9  10 11 12 13 14
phones                    -1 -1
reception                 +1             -1

Front desk, ground floor
                           shifts    Sat   late  hours
cat Cat Ng                     10      0      0  88:00
dan                             5      0      0  56:00

Short of need in 5 places, 10 head half-hours in all:
  phones Tue 2 Jun 09:00-10:00: 1 short
  reception Sat 6 Jun 09:00-10:00: 1 short
  phones Mon 8 Jun 09:00-10:00: 1 short
  phones Tue 9 Jun 09:00-10:00: 1 short
  reception Sat 13 Jun 09:00-10:00: 1 short

Patterns  E early 08:30-16:30
          M middle 09:00-17:00
          L late 10:00-18:00, late
          S saturday 09:00-16:00
          O morning 08:30-12:30
Services  p phones   r reception
Other     . off   o lieu   t training   # closed
          * has timed parts
"""

ONE = """\
B-Town, June 2026 (Mon 1 Jun to Sun 14 Jun)

                        1 Jun - 7 Jun          8 Jun - 14 Jun
Phones                  M  T  W  T  F  S  S    M  T  W  T  F  S  S
leader ann Ann Example  1  2  3  4  5  6  7    8  9  10 11 12 13 14
ann Ann Example         Ep Ep!Ep&Ep Ep .  .    Ep Ep Ep Ep o  Sp .

Phones
leader ann Ann Example   shifts    Sat   late  hours
ann Ann Example              10      1      0  87:00

Patterns  E early 08:30-16:30   M middle 09:00-17:00   L late 10:00-18:00, late
          S saturday 09:00-16:00   O morning 08:30-12:30
Services  p phones   r reception
Other     . off   o lieu   ! pinned   & pinned, has timed parts
"""


def test_a_pipe_gets_one_uncut_line_for_each_agent() -> None:
    assert grid(town(), names=NAMES) == PLAIN


def test_a_narrow_terminal_gets_a_block_for_each_week() -> None:
    assert grid(town(), names=NAMES, width=50, team="desk") == NARROW


def test_one_agent_is_shown_without_cover() -> None:
    assert grid(town(), names=NAMES, width=80, agent="ann") == ONE


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_a_terminal_is_never_overrun(width: int) -> None:
    assert max(len(line) for line in grid(town(), names=NAMES, width=width).splitlines()) <= width


@pytest.mark.parametrize("width", [1, 20, 60, 80])
def test_every_cell_is_shown_at_every_width(width: int) -> None:
    shown = re.findall(r"[EMLS][pr]|[.ovxt#]", _cells(grid(town(), names=NAMES, width=width)))
    assert len(shown) == 4 * 14


def _cells(text: str) -> str:
    """The lines of agents, without their names."""
    lines = [line for line in text.splitlines() if line.startswith(("ann ", "bob ", "cat ", "dan "))]
    return "\n".join(
        re.sub(r"^(ann Ann Example|bob Bob Featherstone|cat Cat Ng|dan)", "", line) for line in lines
    )


def test_colour_adds_nothing_but_colour() -> None:
    coloured = grid(town(), names=NAMES, color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == PLAIN


def test_plain_text_has_neither_colours_nor_boxes() -> None:
    assert PLAIN.isascii()
    assert "\x1b" not in grid(town(), names=NAMES)


def test_a_site_shows_its_teams() -> None:
    assert grid(town(), names=NAMES, site="town") == PLAIN


def test_nobody_fits() -> None:
    text = grid(town(), names=NAMES, team="nowhere")
    assert text.endswith("\nNobody of this rota fits the agent, team or site asked for.\n")


def test_a_missing_cell_and_a_day_before_joining_differ() -> None:
    rota = town()
    cells = {agent: dict(days) for agent, days in rota.cells.items()}
    del cells["bob"][rota.days[1]]
    del cells["dan"][rota.days[0]]
    dan = rota.facts.agent_of["dan"].model_copy(update={"from_": rota.days[1]})
    people = rota.facts.people.model_copy(update={"agent": (*rota.facts.people.agent[:3], dan)})
    text = grid(Rota(replace(rota.facts, people=people), cells), names=NAMES)
    assert "\nbob Bob Featherstone      Lp  ?   Lp  v" in text
    assert "\ndan                           t   #   #" in text
    assert text.endswith("   ? no cell\n")


def test_names_from_files_cannot_steer_the_terminal() -> None:
    assert "ann \\x1b[31mred" in grid(town(), names={"ann": "\x1b[31mred"})


def test_given_letters_stand_and_others_are_made_different() -> None:
    rota = town()
    patterns = (
        rota.facts.patterns["early"].model_copy(update={"letter": "M"}),
        *(rota.facts.patterns[id] for id in ("middle", "late", "saturday", "morning")),
    )
    centre = rota.facts.centre.model_copy(update={"pattern": patterns})
    text = grid(Rota(replace(rota.facts, centre=centre), rota.cells), names={})
    assert "Patterns  M early 08:30-16:30   I middle 09:00-17:00   L late" in text
