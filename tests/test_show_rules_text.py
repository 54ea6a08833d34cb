"""DAYS99 longest-run: nobody works more than N days
in a row.

Why      Long runs tire.
Source   Nobody's agreement.
Counts   Days on which a shift starts under ``days = 6``,
         however short.

Prose that belongs to no *label*.

Waive    HR, in waivers.toml.

    [[rule]]
    use = "longest-run"

    days = 6

    [[pass]]
    name = "two this month, none before"
    settings = { days = 2 }
    legend = { b = "early phones; 13:00-14:00 break" }
    rota.ann = "Eb....."
    unknown = true

    [[fail]]
    name = "across the month's beginning"
    level = "should"
    past = "unknown"
    people.ann = { contract = "three-days", limit = [{ never = ["late"], from = 2026-06-01 }] }
    leave = ["dan 2..3 asked", "dan 4 morning"]
    absences = ["dan 5..?"]
    wishes.ann = [{ what = "day-off", from = 3, until = 4, strength = "strong" }]
    record.publication = ["2026-04-20 dan published"]
    record.swap.s1 = ["2026-05-20 ann requested: ann 1 E>L", "2026-05-22 dan approved"]
    before.ann = "-WW"
    rota.ann = "WLE....|......."
    rota.dan = "ee.vx..|xxxxx.."
    after.ann = "o"
    breaks = ["ann 1", "ann 2", "dan -", "- 10"]
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

import pytest
from pydantic import Field

from rota.domain.rota import Rota
from rota.domain.table import Duration, Id
from rota.rules import Finding, Level, RotaModel, Rule
from rota.show.code_text import CodeText
from rota.show.rule_book import rule_book
from rota.show.rule_facts import InForce
from rota.show.rule_json import as_json
from rota.show.rule_markdown import escaped, rule_markdown
from rota.show.rule_pages import as_markdown, as_text
from rota.show.rules_text import explain, rules_list
from rota.show.settings import settings_of, settings_text


class LongestRun(Rule):
    """Nobody works more than ``days`` days in a row."""

    code: ClassVar[str] = "DAYS99"
    name: ClassVar[str] = "longest-run"
    unit: ClassVar[str] = "days past the limit"
    remedy: ClassVar[str] = "give a day off in the run"

    days: int = Field(description="the longest run allowed")
    rest: Duration | None = 660
    only_for: tuple[Id, ...] = ()
    late_too: bool = True

    def encode(self, model: RotaModel) -> None:
        """Nothing is planned here."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """One finding about nobody."""
        yield self.finding(None, rota.start, "nothing")


class LawfulRun(LongestRun):
    """The same by law."""

    code: ClassVar[str] = "REST99"
    name: ClassVar[str] = "lawful-run"
    law: ClassVar[str] = "Working Time Regulations 1998, regulation 99"
    grounds: ClassVar[Mapping[str, str]] = {"flood": "work on the sea defences"}
    locks: ClassVar[bool] = True
    plans: ClassVar[bool] = False


EXPLAINED = """\
DAYS99 longest-run: nobody works more than N days in a row.

Why      Long runs tire.
Source   Nobody's agreement.
Counts   Days on which a shift starts under `days = 6`, however short.

Prose that belongs to no *label*.

Fix      Give a day off in the run.
Waive    HR, in waivers.toml.

Settings
  days      must be given  the longest run allowed
  rest      "11:00"
  only-for  []
  late-too  true

Level    must; rules.toml may set should or wish
Unit     days past the limit

    [[rule]]
    use = "longest-run"

    days = 6

Passes   two this month, none before
         with days = 2
         b is early phones; 13:00-14:00 break
         the rule says that it cannot know
              M T W T F S S
         ann  E b . . . . .

Fails    across the month's beginning
         with level = "should"
         nothing more is known of the time before
         in people.toml, ann: contract = "three-days"
         in people.toml, ann limit: never = ["late"], from = 2026-06-01
         granted leave: dan days 2 to 3, asked for only; dan day 4, morning only
         absence: dan days 5 on, nobody knows until when
         ann wishes day-off on days 3 to 4, strongly
         publication: 2026-04-20 dan published
         swap s1: 2026-05-20 ann requested: ann day 1 from E to L
         swap s1: 2026-05-22 dan approved
              F S S | M T W T F S S  M T W T F S S | M
         ann  - W W | W L E . . . .  . . . . . . . | o   breaks: day 1, Mon; day 2, Tue
         dan  - - - | e e . v x . .  x x x x x . . | -   breaks: the month as a whole
         breaks: day 10, Wed

Letters  W any shift, E early phones 08:30-16:30, L late phones 10:00-18:00, e early reception 08:30-16:30, o lieu, v leave, x absent, - not known, . off; the rota begins or ends at |
People   ann of the phones, dan of the reception; full-time, Monday to Friday with Saturday turns, unless it says otherwise
"""

MARKDOWN = """\
Nobody works more than N days in a row.

**Why:** Long runs tire.

**Source:** Nobody's agreement.

**Counts:** Days on which a shift starts under `days = 6`, however short.

Prose that belongs to no \\*label\\*.

**Fix:** Give a day off in the run.

**Waive:** HR, in waivers.toml.

| setting | default | meaning |
| --- | --- | --- |
| `days` | must be given | the longest run allowed |
| `rest` | `"11:00"` |  |
| `only-for` | `[]` |  |
| `late-too` | `true` |  |

**Level:** must; rules.toml may set should or wish

**Unit:** days past the limit

```toml
[[rule]]
use = "longest-run"

days = 6
```

**Passes:** two this month, none before

```text
with days = 2
b is early phones; 13:00-14:00 break
the rule says that it cannot know
     M T W T F S S
ann  E b . . . . .
```
"""

RULES = (
    LongestRun(use="longest-run", days=6, source="Works agreement, clause 7"),
    LongestRun(use="longest-run", days=5, only_for=("phones",), rest=None, level=Level.WISH),
)
FAULT = CodeText("DATA99", "A file smells.", advice="Air the [[rule]].")
CHECKED = CodeText("WAIV99", "A waiver smells.", "waivers")


def test_a_rule_is_explained_from_its_own_page() -> None:
    assert explain(LongestRun) == as_text(LongestRun) == EXPLAINED


def test_an_explanation_fits_a_narrow_terminal() -> None:
    text = explain(LongestRun, width=48)
    assert text.startswith("DAYS99 longest-run: nobody works more than N\n  days in a row.\n")
    assert "Counts   Days on which a shift starts under\n         `days = 6`, however short.\n" in text
    assert '         in people.toml, ann limit: never =\n           ["late"], from = 2026-06-01\n' in text
    assert "\n              breaks: day 1, Mon; day 2, Tue\n" in text


def test_colours_take_nothing_away() -> None:
    text = explain(LongestRun, color=True)
    assert "\x1b[1mWhy      \x1b[0mLong runs tire." in text
    assert "\x1b[1;31mW\x1b[0m" in text


def test_what_holds_here_is_said_table_by_table() -> None:
    dated = RULES[1].model_copy(update={"from_": date(2026, 6, 1), "until": date(2026, 6, 28)})
    text = explain(LongestRun, here=[InForce(RULES[0], "rules.toml:3:1"), InForce(dated, "rules.toml:9:1")])
    assert (
        'Here     must; days = 6, rest = "11:00", late-too = true; Works agreement, clause 7 (rules.toml:3:1)\n'
        'Here     wish; from 2026-06-01; until 2026-06-28; days = 5, only-for = ["phones"], late-too = true '
        "(rules.toml:9:1)\n"
    ) in text
    assert "Here     not in force: no [[rule]] in rules.toml uses it\n" in explain(LongestRun, here=[])


def test_law_locks_and_records_are_said() -> None:
    assert (
        "Level    must; a lock: no plan and no swap may trade it; judges what was recorded, not plans\n"
        "Unit     days past the limit\n"
        "Law      Working Time Regulations 1998, regulation 99. Settings may tighten it, never loosen it\n"
        "Ground   flood: work on the sea defences\n"
    ) in explain(LawfulRun)


def test_a_page_in_markdown() -> None:
    page = rule_markdown(LongestRun)
    assert page.startswith(MARKDOWN)
    assert page.endswith("unless it says otherwise.\n")
    assert as_markdown(LongestRun) == f"# DAYS99 longest-run\n\n{page}"


def test_markup_in_prose_is_no_markup() -> None:
    assert escaped("a_b <c> ``x_y`` and `rota *`\u202e") == r"a\_b \<c\> `x_y` and `rota *`\\u202e"


def test_codes_that_are_no_rules_have_pages_too() -> None:
    assert as_text(FAULT) == (
        "DATA99: A file smells.\n\n"
        "Kind     a fault of the input; what it makes unreadable is not judged (exit code 2)\n"
        "Fix      Air the [[rule]].\n"
    )
    assert as_markdown(CHECKED) == (
        "# WAIV99\n\nA waiver smells.\n\n"
        "**Kind:** what the check of waivers finds; no \\[\\[rule\\]\\] table switches it on or off\n"
    )


def test_the_rule_book() -> None:
    book = rule_book([LawfulRun, LongestRun, CHECKED, FAULT])
    assert book.startswith("# The rule book\n\nWhat `rota check` judges rotas by.")
    assert (
        "## Contents\n\n"
        "* Days (DAYS)\n"
        "  * [DAYS99 longest-run](#days99-longest-run): nobody works more than N days in a row\n"
        "* Rest (REST)\n"
        "  * [REST99 lawful-run](#rest99-lawful-run): "
    ) in book
    assert "(Working Time Regulations 1998, regulation 99)\n* [Codes that are no rules]" in book
    assert f"## Days (DAYS)\n\n### DAYS99 longest-run\n\n{MARKDOWN}" in book
    assert book.count("* Letters: ") == book.count("* People: ") == 1
    assert book.endswith(
        "| code | meaning | what to do |\n|---|---|---|\n| WAIV99 | A waiver smells. |  |\n"
        "| DATA99 | A file smells. | Air the \\[\\[rule\\]\\]. |\n"
    )


def test_the_book_of_nothing() -> None:
    assert rule_book([]).endswith("\n\n## Contents\n")


def test_pages_as_json() -> None:
    document = json.loads(as_json([LongestRun, FAULT], [InForce(RULES[0], "rules.toml:3:1")]))
    rule, code = document["codes"]
    assert document["format"] == "rota-explain/1"
    assert code == {"code": "DATA99", "check": "", "says": "A file smells.", "next": "Air the [[rule]]."}
    assert (rule["code"], rule["rule"], rule["level"]) == ("DAYS99", "longest-run", "must")
    assert rule["sections"][0] == {"label": "Why", "text": "Long runs tire."}
    assert [example["name"] for example in rule["fails"]] == ["across the month's beginning"]
    assert document["here"][0]["place"] == "rules.toml:3:1"
    assert "here" not in json.loads(as_json([FAULT]))


def test_settings_are_written_as_in_the_file() -> None:
    assert settings_text(RULES[0]) == 'days = 6, rest = "11:00", late-too = true'
    assert settings_text(RULES[1]) == 'days = 5, only-for = ["phones"], late-too = true'
    assert [setting.key for setting in settings_of(LongestRun)] == ["days", "rest", "only-for", "late-too"]


def test_the_list_of_rules() -> None:
    rows = [("SAT01", "saturday-share", "must", "clause 4"), ("REST01", "daily-rest", "must, law", "")]
    assert rules_list(rows) == (
        "SAT01   saturday-share  must       clause 4\nREST01  daily-rest      must, law\n"
    )
    assert rules_list([(code, name, "", source) for code, name, _, source in rows]) == (
        "SAT01   saturday-share  clause 4\nREST01  daily-rest\n"
    )
    assert rules_list([]) == ""


@pytest.mark.parametrize("module", ["grid", "findings", "scorecard", "progress", "rule_pages", "export"])
def test_nothing_heavy_is_loaded_before_it_is_needed(module: str) -> None:
    code = f"import sys, rota.show.{module}; print({{'rich', 'typer', 'ortools'}} & set(sys.modules))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "set()\n"
    )
