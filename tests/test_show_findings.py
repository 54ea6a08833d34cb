"""Findings in words: messages, places and closing lines."""

import pytest

from rota.domain.place import Place
from rota.rules import Excuse, Level
from rota.show.findings import amount_words, closing, logged, message_words, place_words
from tests.report_world import FACT, NAMES, REFUSED, RUN, SERVICE, UNKNOWN


def test_only_findings_of_the_level_asked_for_fail() -> None:
    assert closing([]) == "0 must, 0 should, 0 wishes refused, 0 unknown: passes."
    assert closing([SERVICE, REFUSED]) == "0 must, 1 should, 1 wish refused, 0 unknown: passes."
    assert closing([SERVICE], Level.SHOULD) == "0 must, 1 should, 0 wishes refused, 0 unknown: fails."
    assert closing([RUN, FACT]) == (
        "2 must, 0 should, 0 wishes refused, 0 unknown (1 of the must findings in the facts already): fails."
    )


def test_the_unknown_fails_only_under_strict() -> None:
    assert closing([UNKNOWN]) == "0 must, 0 should, 0 wishes refused, 1 unknown: passes."
    assert closing([UNKNOWN], strict=True) == "0 must, 0 should, 0 wishes refused, 1 unknown: fails."


def test_what_is_excused_is_counted_apart_and_fails_nothing() -> None:
    found = [FACT.with_(excuse=excuse) for excuse in (*Excuse, Excuse.WAIVED)]
    found.append(REFUSED.with_(excuse=Excuse.WAIVED))
    assert closing(found, strict=True) == (
        "0 must, 0 should, 0 wishes refused, 0 unknown; 3 waived, 1 in the baseline, 1 there before: passes."
    )


def test_what_nobody_asked_for_is_counted_too() -> None:
    assert closing([], left_out=1).endswith("0 unknown; 1 finding not asked for: passes.")
    assert closing([], left_out=2).endswith("0 unknown; 2 findings not asked for: passes.")


def test_wishes_are_told_from_other_findings_of_that_level() -> None:
    other = SERVICE.with_(level=Level.WISH)
    assert closing([REFUSED, other]).startswith("0 must, 0 should, 1 wish refused and 1 more of level wish, ")


def test_agent_and_day_are_not_said_twice() -> None:
    said = RUN.with_(message="on Sun 7 Jun ann works, though joanna and ann-1 do not")
    assert message_words(said, {}) == said.message
    assert message_words(said, NAMES) == "on Sun 7 Jun ann Ann Example works, though joanna and ann-1 do not"
    other_day = said.with_(message="ann works on 2026-06-08")
    assert message_words(other_day, {}) == "Sun 7 Jun: ann works on 2026-06-08"


def test_amounts_are_said_where_they_are_not_one() -> None:
    assert [amount_words(finding) for finding in (RUN, FACT, REFUSED)] == [
        " [2 days past the limit]",
        "",
        " [strong wish]",
    ]


def test_control_characters_are_shown_harmlessly() -> None:
    assert message_words(RUN.with_(message="\x1b[2Jgone"), {}) == r"ann, Sun 7 Jun: \x1b[2Jgone"
    assert place_words(Place("a\x1b.toml", (), 1, 2)) == r"a\x1b.toml:1:2"
    assert place_words(None) == "-"


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("::error::x", r"\::error::x"),
        ("  ::add-mask::x", r"  \::add-mask::x"),
        ("a ::error::x", "a ::error::x"),
        ("a ##vso[task.setvariable variable=PATH]b", r"a #\#vso[task.setvariable variable=PATH]b"),
        ("##[group]x ##[endgroup]", r"#\#[group]x #\#[endgroup]"),
        ("## heading", "## heading"),
    ],
)
def test_no_line_of_a_build_log_is_a_command(text: str, harmless: str) -> None:
    assert logged(text) == harmless
