"""A month's half hours as signs: what each means, with colours and without, and where block characters are lacking."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest

from rota.cli import out
from rota.domain.cover import Shortfall
from rota.domain.demand import Demand, Need
from rota.domain.levels import levels_of
from rota.domain.rota import Rota
from rota.show.gridcover import worst_first
from rota.show.heat import heat
from rota.show.strip import BLOCKS, DIGITS, share_sign, short_sign
from tests.calls_world import called
from tests.cli_helpers import rota
from tests.living_world import MONTH, published
from tests.show_world import town

TOWN = """\
B-Town, June 2026 (Mon 1 Jun to Sun 14 Jun)
Heads short, half hour by half hour

Worst half hours
  phones Tue 2 Jun 09:00-10:00: 1 short
  reception Sat 6 Jun 09:00-10:00: 1 short
  phones Mon 8 Jun 09:00-10:00: 1 short
  phones Tue 9 Jun 09:00-10:00: 1 short
  reception Sat 13 Jun 09:00-10:00: 1 short

         1 Jun     8 Jun
phones   MTWTFSS   MTWTFSS
  08:30  ..:::     ..::.
  09:00  .1:::.    11::.:
  09:30  .1:::.    11::.:
  10:00  :::::.    ::::.:
  10:30  :::::.    ::::.:
  11:00  :::::.    ::::.:
  11:30  :::::.    ::::.:
  12:00  :::::.    ::::.:
  12:30  :::::.    ::::.:
  13:00  :::::.    ::::.:
  13:30  :::::.    ::::.:
  14:00  :::::.    ::::.:
  14:30  :::::.    ::::.:
  15:00  :::::.    ::::.:
  15:30  :::::.    ::::.:
  16:00  :::::     ::::.
  16:30  :::..     :::..
  17:00  .::..     .::..
  17:30  .::..     .::..

           1 Jun     8 Jun
reception  MTWTFSS   MTWTFSS
  08:30    .....     :::::
  09:00    .::::1    :::::1
  09:30    .::::1    :::::1
  10:00    :::::.    :::::.
  10:30    :::::.    :::::.
  11:00    :::::.    :::::.
  11:30    :::::.    :::::.
  12:00    :::::.    :::::.
  12:30    :::::.    :::::.
  13:00    :::::.    :::::.
  13:30    :::::.    :::::.
  14:00    :::::.    :::::.
  14:30    :::::.    :::::.
  15:00    :::::.    :::::.
  15:30    :::::.    :::::.
  16:00    :::::     :::::
  16:30    :::::     :::::
  17:00    .....     .....

Key  1-9 so many heads short (9: or more)   . as many as needed   : more
"""

CALLED = """\
         1 Jun     8 Jun
phones   MTWTFSS   MTWTFSS
  08:30  2222:     2222.
  09:00  12221.    22222:
  09:30  23331.    33332:
  10:00  2223:.    2223.:
  10:30  1112:.    1112.:
  11:00  1112:.    1112.:
  11:30  :::::.    ::::.:
"""

LEVELS = """\
  17:30  :::..     :::..
  level  ▆▅▅▂█     ▅▅▅▂▁
"""


def without_calls(heads: int) -> Rota:
    """The town with one need: so many heads at reception, on Mondays from 9 to 10."""
    need = Need(service="reception", weekdays=("mon",), start=540, end=600, heads=heads)
    rota = town()
    return Rota(replace(rota.facts, demand=Demand(need=(need,))), rota.cells)


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_the_town_whole():
    assert heat(town()) == TOWN


def test_calls_have_a_line_of_service_levels():
    """By hand: 68, 48, 48, 18 and 81 of 100 in time against 80 are 5.9, 4.2, 4.2, 1.6 sevenths, and met."""
    text = heat(called())
    assert CALLED in text
    assert LEVELS in text
    assert text.endswith("   █ target of calls met   ▁-▇ target missed, the fuller the nearer\n")


def test_where_blocks_cannot_be_written_it_is_plain_ascii():
    text = heat(called(), blocks=False)
    assert text.isascii()
    assert "\n  level  8662#     66620\n" in text
    assert text.endswith("   # target of calls met   0-9 target missed, in tenths of it\n")


@pytest.mark.parametrize("rota", [town(), called(), without_calls(1)])
@pytest.mark.parametrize("blocks", [True, False])
def test_colours_change_no_letter(rota, blocks):
    painted = heat(rota, color=True, blocks=blocks)
    assert "\x1b[" in painted
    assert plain(painted) == heat(rota, blocks=blocks)


def test_a_narrow_window_gets_fewer_weeks_side_by_side():
    text = heat(town(), width=24)
    lines = text.splitlines()
    assert lines[10:13] == ["         1 Jun", "phones   MTWTFSS", "  08:30  ..:::"]
    assert "         8 Jun" in lines
    assert all(len(line) <= 24 for line in lines[10:-4])
    assert max(map(len, heat(town(), width=80).splitlines())) <= 80


def test_a_service_that_is_covered_has_no_picture_of_its_own():
    text = heat(without_calls(1))
    assert "MTWTFSS" not in text
    assert "\nCovered in every half hour: phones, reception\n" in text
    assert "\nNo half hour is short of heads.\n" in text


def test_nine_and_more_heads_are_one_sign():
    text = heat(without_calls(30))
    assert "\n  09:00    9::::.    9::::.\n" in text
    assert "\nCovered in every half hour: phones\n" in text
    assert "  reception Mon 1 Jun 09:00-10:00: 29 short\n" in text


def test_the_worst_come_first():
    days = [date(2026, 6, day) for day in (1, 2, 3)]
    longer = Shortfall("phones", days[2], 540, 660, 2)
    found = [
        Shortfall("phones", days[0], 540, 780, 1),
        Shortfall("phones", days[1], 540, 570, 2),
        longer,
        Shortfall("cash", days[1], 540, 570, 2),
    ]
    assert worst_first(found) == [longer, found[3], found[1], found[0]]


def test_more_than_five_are_counted():
    lines = heat(called()).splitlines()
    at = lines.index("Worst half hours")
    assert len([line for line in lines[at + 1 : at + 6] if line.startswith("  ") and "short" in line]) == 5
    assert re.fullmatch(r"  and \d+ more", lines[at + 6])


def test_signs_one_by_one():
    assert [short_sign(number)[0] for number in (None, 3, 1, 0, -1, -2, -9, -12)] == [
        "",
        ":",
        ":",
        ".",
        "1",
        "2",
        "9",
        "9",
    ]
    (level,) = levels_of(called())
    friday, monday = level.days[4], level.days[0]
    assert (share_sign(friday, blocks=True)[0], share_sign(friday, blocks=False)[0]) == (
        BLOCKS[-1],
        DIGITS[-1],
    )
    assert share_sign(monday, blocks=True)[0] in BLOCKS[:-1]
    assert share_sign(None, blocks=True) == ("", "")
    assert len(set(BLOCKS)) == len(BLOCKS) == 8
    assert len(set(DIGITS)) == len(DIGITS) == 11


def test_what_is_nearly_met_never_looks_met():
    (level,) = levels_of(called())

    class Nearly:
        sums = type("Sums", (), {"level": 0.7999999})()
        target, met = 0.8, False

    for blocks, signs in ((True, BLOCKS), (False, DIGITS)):
        assert share_sign(Nearly(), blocks=blocks)[0] == signs[-2]
    assert not level.met


def test_the_command_shows_it(tmp_path):
    root = published(tmp_path)
    ran = rota("show", MONTH, "--heat", "--repo", root)
    assert (ran.code, ran.err) == (0, "This is the published rota of town-hall 2026-12.\n")
    assert ran.out.startswith(
        "Town hall, December 2026 (Mon 30 Nov to Sun 3 Jan)\nHeads short, half hour by half hour\n"
    )
    assert rota("show", MONTH, "--heat", "--site", "town-hall", "--repo", root).out == ran.out


def test_a_site_has_its_own_services_alone():
    assert heat(town(), site=town().facts.services["phones"].site) == TOWN
    assert "phones" not in heat(town(), site="elsewhere")


@pytest.mark.parametrize("more", [("--day", "2026-12-01"), ("--agent", "a2"), ("--team", "front")])
def test_it_is_of_a_month_alone(tmp_path, more):
    ran = rota("show", "--heat", *more, "--repo", published(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert "--heat shows a month's services" in ran.err


@pytest.mark.parametrize(
    ("encoding", "can"),
    [("utf-8", True), ("cp437", False), ("cp1252", False), ("latin-1", False), ("ascii", False)],
)
def test_blocks_are_written_only_where_the_encoding_has_all_of_them(encoding, can):
    assert out.blocks(io.TextIOWrapper(io.BytesIO(), encoding=encoding)) is can


def test_a_stream_of_no_known_encoding_gets_digits():
    assert not out.blocks(io.TextIOWrapper(io.BytesIO(), encoding="utf-8").buffer)
