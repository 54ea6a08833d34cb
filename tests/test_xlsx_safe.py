"""Workbooks are safe and the same: text stays text, nothing shows what it may not, and equal editions give equal bytes."""

import re
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256

import pytest

from rota.domain.audience import Audience
from rota.show.edition.whole import Edition
from rota.show.xlsx.book import to_xlsx
from rota.show.xlsx.layout import BY_AGENT, ROTA
from tests.edition_world import VERSION, edition
from tests.xlsx_world import changed, members, read

HOSTILE = (
    *("=1+1", "'=1+1", "@SUM(A1)", "+44 20", "-3", "{=1}", "=cmd|' /C calc'!A0", "#REF!", "TRUE"),
    *("http://example.org/", "mailto:a@b.c", "internal:Rota!A1", "007", "1E5", "2026-06-01", "12:30"),
    *("_x0041_", "<b>&amp;</b>", "R&G", "&[Picture]", '"', " both ends ", "a  b", "😀", "[Red]0", "]]>"),
)


def crowd() -> Edition:
    """The little town with one agent for each hostile name, and hostile names of all else."""
    plain = edition()
    team = plain.teams[0]
    everybody = (replace(team.members[0], id=f"a{at}", name=name) for at, name in enumerate(HOSTILE))
    named = replace(team, name="=TEAM()", leader="@LEADER()", members=tuple(everybody))
    return replace(
        plain,
        centre="=CENTRE()",
        group_name="&G",
        teams=(named,),
        days=(replace(plain.days[0], holiday="=HOLIDAY()"), *plain.days[1:]),
        services=tuple(replace(service, name="=SERVICE()") for service in plain.services),
        patterns=tuple(replace(pattern, name="=PATTERN()") for pattern in plain.patterns),
        version=replace(VERSION, title="=TITLE()"),
    )


def test_text_stays_text_whatever_it_looks_like():
    made = to_xlsx(crowd())
    book = read(made)
    for sheet in (book[ROTA], book[BY_AGENT]):
        names = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(5, sheet.max_row + 1)}
        assert {f"a{at}": names[f"a{at}"] for at in range(len(HOSTILE))} == {
            f"a{at}": name for at, name in enumerate(HOSTILE)
        }
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        assert cell.data_type in ("s", "n", "d")
        assert cell.hyperlink is None
    for name, content in members(made).items():
        assert b"<f>" not in content, name
        assert b"<hyperlink" not in content, name


def test_nothing_outside_is_asked_for():
    kinds = set()
    for name, content in members(to_xlsx(crowd())).items():
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in content
        kinds |= set(re.findall(r"\.\w+$", name))
    assert kinds == {".xml", ".rels", ".vml"}


def test_what_is_too_long_for_a_cell_is_cut():
    plain = edition()
    team, *others = plain.teams
    long = replace(team.members[0], name="n" * 40_000)
    sheet = read(replace(plain, teams=(replace(team, members=(long,)), *others)))[ROTA]
    assert sheet["B7"].value == "n" * 32_767


@pytest.mark.parametrize("made", [edition(audience=Audience.TEAM), changed(Audience.TEAM)])
def test_the_teams_workbook_reveals_nobodys_leave(made: Edition):
    for name, content in members(to_xlsx(made)).items():
        text = content.decode().lower()
        for word in (
            "leave",
            "lieu",
            "absen",
            "training",
            "employer",
            "contract",
            "wish",
            "pinned",
            "k3f9x1y2z3",
        ):
            assert word not in text, (name, word)


def test_leaders_do_not_read_the_terms():
    for name, content in members(to_xlsx(edition())).items():
        for word in ("employer", "full-time", "contract", "leave taken"):
            assert word not in content.decode().lower(), (name, word)


def test_equal_editions_give_equal_bytes_in_every_process_at_any_time():
    code = (
        "import sys, time\n"
        "time.time = lambda: float(sys.argv[1])\n"
        "time.localtime = lambda *_: time.gmtime(float(sys.argv[1]))\n"
        "from hashlib import sha256\n"
        "from rota.show.xlsx.book import to_xlsx\n"
        "from tests.xlsx_world import changed\n"
        "print(sha256(to_xlsx(changed())).hexdigest())\n"
    )
    there = subprocess.run(
        [sys.executable, "-c", code, "2e9"],
        env={"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == sha256(to_xlsx(changed())).hexdigest()


@pytest.mark.parametrize(
    ("made", "day"),
    [(edition(), "2026-06-01"), (changed(), "2026-05-20")],
    ids=["first day", "version's day"],
)
def test_the_workbook_is_as_old_as_its_version(made: Edition, day: str):
    properties = read(made).properties
    assert [str(moment) for moment in (properties.created, properties.modified)] == [f"{day} 00:00:00"] * 2
    assert properties.creator == "rota"
    assert properties.title == "Rota: B-Town, June 2026 (Mon 1 Jun to Sun 14 Jun)"
