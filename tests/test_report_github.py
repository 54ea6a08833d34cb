"""``github``: workflow commands, read back as GitHub's runner reads them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from rota.domain.place import Place
from rota.report import Report, Section
from rota.rules import Finding, Level
from rota.show.report.github import write
from rota.show.safe import safe
from tests.report_world import EMPTY, FAULTY, REFUSED, REPORT, RUN, SERVICE, UNKNOWN, WAIVED, expected

COMMANDS = {"error", "warning", "notice"}


def runner(line: str) -> tuple[str, dict[str, str], str] | None:
    """What the runner makes of a line of the log: command, properties and data, or nothing.

    As in its own sources: it looks for ``::`` at the beginning and once more, splits the properties at commas and
    at their first ``=``, drops empty ones, and undoes the escapes one kind after another, the percent sign last.
    """
    line = line.lstrip()
    if not line.startswith("::") or "::" not in line[2:]:
        return None
    info, data = line[2:].split("::", 1)
    command, _, rest = info.partition(" ")
    if command not in COMMANDS:
        return None
    pairs = [text.split("=", 1) for text in rest.strip().split(",") if text]
    properties = {pair[0]: unescape(pair[1], "%0D %0A %3A %2C %25") for pair in pairs if len(pair) == 2}
    return command, properties, unescape(data, "%0D %0A %25")


def unescape(text: str, escapes: str) -> str:
    for escape in escapes.split():
        text = text.replace(escape, bytes.fromhex(escape[1:]).decode())
    return text


def one(finding: Finding) -> Report:
    return Report((Section("it", (finding,), "town", "2026-06"),))


def test_the_whole_report() -> None:
    assert write(REPORT) == expected("github.txt")


def test_bad_input_is_annotated_too() -> None:
    assert write(FAULTY) == (
        '::error file=centre.toml,line=16,col=1,title=DATA06::team "front": unknown key "leeder"%0A'
        'Next: did you mean "leader"?\n'
    )
    assert write(EMPTY) == ""


def test_the_worst_comes_first_across_all_sections() -> None:
    mild, bad = Section("a", (SERVICE, REFUSED, UNKNOWN)), Section("b", (RUN, WAIVED))
    kinds = [line.split()[0] for line in write(Report((mild, bad))).splitlines()]
    assert kinds == ["::error", "::warning", "::warning", "::notice"]
    kinds = [line.split()[0] for line in write(Report((mild, bad), Level.SHOULD, strict=True)).splitlines()]
    assert kinds == ["::error", "::error", "::error", "::notice"]


def test_a_finding_without_a_file_is_annotated_without_one() -> None:
    assert write(one(RUN.with_(place=None, second=None, fix="", source=""))).startswith(
        "::error title=DAYS01 max-days-in-row::ann, Sun 7 Jun: day 7"
    )


HOSTILE = st.text() | st.lists(
    st.sampled_from(
        [
            "%",
            "%0A",
            "%25",
            "%3A",
            "\r",
            "\n",
            "::",
            ",",
            "=",
            "]",
            "##[",
            "é",
            "::error ",
            " ",
            "\x85",
            "\u2028",
        ]
    )
).map("".join)


@given(message=HOSTILE, file=HOSTILE.filter(bool), rule=HOSTILE, fix=HOSTILE.filter(bool))
def test_whatever_is_in_a_finding_the_runner_reads_it_as_text(
    message: str, file: str, rule: str, fix: str
) -> None:
    finding = RUN.with_(
        message=message,
        rule=rule,
        fix=fix,
        place=Place(file, (), 3, 5),
        agent=None,
        day=None,
        second=None,
        amount=1,
    )
    lines = re.split(r"\r\n|\r|\n", write(one(finding)).removesuffix("\n"))
    assert len(lines) == 1
    read = runner(lines[0])
    assert read is not None
    command, properties, data = read
    assert command == "error"
    assert properties | {"title": properties["title"].rstrip()} == {
        "file": safe(file),
        "line": "3",
        "col": "5",
        "title": safe(f"DAYS01 {rule}" if rule else "DAYS01").rstrip(),
    }
    assert data == f"{safe(message)}\nNext: {safe(fix)}\nSource: works agreement, clause 3"
