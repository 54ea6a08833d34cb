"""One agent's month and one day's strip, compared whole."""

from dataclasses import replace

from rota.domain.cell import parse_cell
from rota.domain.rota import Rota
from rota.show.agent import agent_month
from rota.show.day import day_strip
from tests.show_world import NAMES, town

ANN = """\
ann Ann Example, Phones, June 2026 (Mon 1 Jun to Sun 14 Jun)

Mon 1 Jun   early phones     08:30-16:30  8:00
Tue 2 Jun   early phones     08:30-16:30  8:00  pinned
Wed 3 Jun   early phones     08:30-15:00  8:00  pinned
              reception      13:00-15:00
              leave          15:00-16:30
Thu 4 Jun   early phones     08:30-16:30  8:00
Fri 5 Jun   early phones     08:30-16:30  8:00
Sat 6 Jun   off
Sun 7 Jun   off

Mon 8 Jun   early phones     08:30-16:30  8:00
Tue 9 Jun   early phones     08:30-16:30  8:00
Wed 10 Jun  early phones     08:30-16:30  8:00
Thu 11 Jun  early phones     08:30-16:30  8:00
Fri 12 Jun  lieu                          8:00  takes 8:00 of lieu
Sat 13 Jun  saturday phones  09:00-16:00  7:00  earns 7:00 of lieu
Sun 14 Jun  off

Month  10 shifts, 0 lates, 1 Saturday (Sat 13 Jun), 87:00 hours
Lieu   0:00 brought forward + 7:00 earned - 8:00 taken = -1:00
Leave  1:30 taken
"""

WEDNESDAY = """\
B-Town, Wed 3 Jun 2026

Heads short           08    09    10    11    12    13    14    15    16    17
  phones                 :  :  :  :  :  :  :  :  :  :  :  :  :  :  :  :  :  :  :
  reception              .  :  :  :  :  :  :  :  :  :  :  :  :  :  :  :  :  .

At work               08    09    10    11    12    13    14    15    16    17
ann Ann Example       .  p  p  p  p  p  p  p  p  p  r  r  r  r  .  .  .  .  .  .    early phones 08:30-16:30; 13:00-15:00 reception; 15:00-16:30 leave
cat Cat Ng            .  .  r  r  r  r  r  r  r  r  r  r  r  r  r  r  r  r  .  .    middle reception 09:00-17:00
bob Bob Featherstone  .  .  .  .  p  p  p  p  p  p  p  p  p  p  p  p  p  p  p  p    late phones 10:00-18:00

phones                08    09    10    11    12    13    14    15    16    17
  heads                  1  1  1  2  2  2  2  2  2  1  1  1  1  1  1  1  1  1  1
  need                   0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0
  difference             +1 +1 +1 +2 +2 +2 +2 +2 +2 +1 +1 +1 +1 +1 +1 +1 +1 +1 +1

reception             08    09    10    11    12    13    14    15    16    17
  heads                  0  1  1  1  1  1  1  1  1  2  2  2  2  1  1  1  1  0
  need                   0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0
  difference             0  +1 +1 +1 +1 +1 +1 +1 +1 +2 +2 +2 +2 +1 +1 +1 +1 0

Cover meets the need in every half hour.

Key       p phones   r reception   - at work, serves nobody   . not on shift
Short     1-9 so many heads short (9: or more)   . as many as needed   : more
"""

NARROW = """\
B-Town, Mon 1 Jun 2026

Heads short           08    09    10    11    12    13
  phones                 .  .  .  :  :  :  :  :  :  :  :
  reception              .  .  .  :  :  :  :  :  :  :  :

At work               08    09    10    11    12    13
ann Ann Example       .  p  p  p  p  p  p  p  p  p  p  p
dan                   .  .  p  p  .  .  .  .  .  .  .  .
cat Cat Ng            .  .  r  r  r  r  r  r  r  r  r  r
bob Bob Featherstone  .  .  .  .  p  p  p  p  p  p  p  p

phones                08    09    10    11    12    13
  heads                  1  2  2  2  2  2  2  2  2  2  2
  need                   1  2  2  1  0  0  0  0  0  0  0
  difference             0  0  0  +1 +2 +2 +2 +2 +2 +2 +2

reception             08    09    10    11    12    13
  heads                  0  1  1  1  1  1  1  1  1  1  1
  need                   0  1  1  0  0  0  0  0  0  0  0
  difference             0  0  0  +1 +1 +1 +1 +1 +1 +1 +1

Heads short           14    15    16    17
  phones              :  :  :  :  :  :  .  .
  reception           :  :  :  :  :  :  .

At work               14    15    16    17
ann Ann Example       p  p  p  p  p  .  .  .
dan                   .  .  .  .  .  .  .  .
cat Cat Ng            r  r  r  r  r  r  .  .
bob Bob Featherstone  p  p  p  p  p  p  p  p

phones                14    15    16    17
  heads               2  2  2  2  2  1  1  1
  need                0  0  0  0  0  0  1  1
  difference          +2 +2 +2 +2 +2 +1 0  0

reception             14    15    16    17
  heads               1  1  1  1  1  1  0
  need                0  0  0  0  0  0  0
  difference          +1 +1 +1 +1 +1 +1 0

At work
ann Ann Example       early phones 08:30-16:30
dan                   training; 09:00-10:00 phones
cat Cat Ng            middle reception 09:00-17:00
bob Bob Featherstone  late phones 10:00-18:00

Cover meets the need in every half hour.

Training  dan
Key       p phones   r reception   - at work, serves nobody
          . not on shift
Short     1-9 so many heads short (9: or more)
          . as many as needed   : more
"""

SUNDAY = """\
B-Town, Sun 7 Jun 2026

Closed: nobody works and nothing is open.
"""


def test_an_agents_month_says_every_day_in_words() -> None:
    assert agent_month(town(), "ann", names=NAMES) == ANN


def test_a_balance_is_brought_forward() -> None:
    text = agent_month(town(), "cat", names={})
    assert text.endswith("Lieu   0:00 brought forward + 0:00 earned - 8:00 taken = -8:00\n")


def test_a_day_without_a_cell_says_so() -> None:
    rota = town()
    cells = {"dan": {day: cell for day, cell in rota.cells["dan"].items() if day != rota.days[3]}}
    assert "\nThu 4 Jun   no cell\n" in agent_month(Rota(rota.facts, cells), "dan", names={})


def test_a_days_strip_has_a_letter_for_each_half_hour() -> None:
    assert day_strip(town(), town().days[2], names=NAMES) == WEDNESDAY


def test_a_narrow_strip_splits_between_hours() -> None:
    assert day_strip(town(), town().days[0], names=NAMES, width=60) == NARROW


def test_a_closed_day_says_so() -> None:
    assert day_strip(town(), town().days[6], names=NAMES) == SUNDAY


def test_a_break_serves_nobody() -> None:
    rota = town()
    day = rota.days[3]
    cells = {agent: dict(days) for agent, days in rota.cells.items()}
    cells["ann"][day] = parse_cell("early phones; 12:00-12:30 break")
    text = day_strip(Rota(rota.facts, cells), day, names={})
    assert (
        "\nann           .  p  p  p  p  p  p  p  =  p  p  p  p  p  p  p  p  .  .  .    early phones" in text
    )
    assert "\nLeave     bob\n" in text


def test_an_agent_of_another_group_is_not_in_this_rota() -> None:
    rota = town()
    ann = rota.facts.agent_of["ann"].model_copy(update={"from_": rota.days[1]})
    people = rota.facts.people.model_copy(update={"agent": (ann, *rota.facts.people.agent[1:])})
    cells = {"ann": {day: cell for day, cell in rota.cells["ann"].items() if day != rota.days[0]}}
    text = agent_month(Rota(replace(rota.facts, people=people), cells), "ann", names={})
    assert "\nMon 1 Jun   not in this rota\n" in text


def test_a_team_or_a_site_alone_with_the_cover_of_everybody():
    rota, day = town(), town().days[2]
    team = day_strip(rota, day, names=NAMES, team="desk").splitlines()
    assert [line[:3] for line in team if line[:4] in {"ann ", "bob ", "cat ", "dan "}] == ["cat"]
    heads = [line.split() for line in WEDNESDAY.splitlines() if line.startswith("  heads")]
    assert [line.split() for line in team if line.startswith("  heads")] == heads
    (site,) = {entry.site for entry in rota.facts.centre.team}
    assert day_strip(rota, day, names=NAMES, site=site) == WEDNESDAY
    assert "heads" not in day_strip(rota, day, names=NAMES, site="elsewhere")
