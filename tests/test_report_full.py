"""``full``: for people, with excerpts; compared whole."""

import pytest

from rota.domain.place import Place
from rota.report import Report, Section
from rota.rules import Excuse, Level
from rota.show.report.full import write
from tests.report_world import ALONE, EMPTY, FACT, FAULTY, JULY, REPORT, RUN, UNKNOWN, expected


def of(*findings, **more) -> Report:
    return Report((Section("it", findings, "town", "2026-06"),), **more)


def test_the_whole_report() -> None:
    assert write(REPORT) == expected("full.txt")


def test_a_report_of_one_part_closes_once() -> None:
    whole = expected("full.txt")
    assert write(ALONE) == whole[: whole.index("\nChecked: draft 1")]


def test_faults_of_the_input_are_not_called_rules() -> None:
    assert (
        write(FAULTY)
        == """\
Checked: draft 1 of town 2026-07

0 must, 0 should, 0 wishes refused, 0 unknown: passes.

Checked: the files

Faults in the input (1)

DATA06  centre.toml:16:1
  team "front": unknown key "leeder"
    16 | leeder = "a3"
       | ^
  Next: did you mean "leader"?

1 fault in the input; put right what comes first and try again.

In all: 0 must, 0 should, 0 wishes refused, 0 unknown; 1 fault in the input, so not all is judged: fails.
"""
    )


def test_nothing_judged_is_nothing_said() -> None:
    assert write(EMPTY) == ""


def test_a_narrow_terminal_breaks_between_words() -> None:
    text = write(of(RUN, names={"ann": "Ann Example"}), width=36)
    assert "\n  ann Ann Example, Sun 7 Jun: day 7\n    in a row, limit 6 [2 days past\n" in text
    assert "\n  Source: works agreement, clause 3\n" in text


def test_colours_only_when_asked_for() -> None:
    assert "\x1b[1;31mMust rules broken (2)\x1b[0m" in write(ALONE, color=True)
    assert "\x1b" not in write(ALONE)


def test_what_is_left_out_is_said_in_the_closing_line() -> None:
    assert write(of(left_out=1)).endswith("0 unknown; 1 finding not asked for: passes.\n")


def test_under_strict_the_unknown_fails() -> None:
    assert write(of(UNKNOWN)).endswith("1 unknown: passes.\n")
    assert write(of(UNKNOWN, strict=True)).endswith("1 unknown: fails.\n")
    assert write(of(RUN.with_(level=Level.SHOULD), fail_on=Level.SHOULD)).endswith("0 unknown: fails.\n")


def test_what_is_excused_passes_under_a_heading_of_its_own() -> None:
    known = RUN.with_(excuse=Excuse.BASELINE, ground=Place("baseline.toml", (), 7, 1))
    assert (
        write(of(known))
        == """\
Checked: it

In the baseline, so that it does not count (1)

  DAYS01 rotas/town/2026-06.toml:12:1: ann, Sun 7 Jun: day 7 in a row, limit 6 [2 days past the limit] (baseline.toml:7:1)

0 must, 0 should, 0 wishes refused, 0 unknown; 1 in the baseline: passes.
"""
    )


def excerpt(text: str, column: int, width: int | None = None) -> list[str]:
    place = Place("people.toml", ("agent",), 7, column)
    finding = FACT.with_(place=place, in_facts=False, fix="", source="")
    return write(of(finding, lines={place: text}), width=width).splitlines()[6:-2]


def test_the_caret_stands_under_the_column() -> None:
    assert excerpt('name = "Zoë"', 8) == ['    7 | name = "Zoë"', "      |        ^"]
    assert excerpt("a = 1", 99) == ["    7 | a = 1", "      |      ^"]


def test_wide_letters_and_tabs_before_the_place_take_their_columns() -> None:
    assert excerpt('\tn = "中中" x', 11) == [r'    7 | \tn = "中中" x', "      |              ^"]


def test_of_a_very_long_line_only_what_is_around_the_place_is_shown() -> None:
    line, caret = excerpt("a" * 5_000 + "B" + "c" * 5_000, 5_001)
    assert len(line) < 170
    assert line[caret.index("^")] == "B"
    line, caret = excerpt("a" * 5_000 + "B", 5_001, width=60)
    assert len(line) <= 60
    assert line[caret.index("^")] == "B"


def test_no_excerpt_can_hold_a_command_of_a_build_log() -> None:
    assert excerpt('n = "##vso[task.x]y"', 5) == [r'    7 | n = "#\#vso[task.x]y"', "      |     ^"]


@pytest.mark.parametrize("start", ["::error ::", "  ::add-mask::x"])
def test_no_line_can_begin_as_a_command_of_github(start: str) -> None:
    evil = RUN.with_(message=start, agent=None, day=None, fix="", source=start)
    report = Report((Section(start, (evil, evil.with_(excuse=Excuse.WAIVED))), JULY))
    for width in (None, 20):
        lines = write(report, width=width).splitlines()
        assert not [line for line in lines if line.lstrip().startswith("::")]
