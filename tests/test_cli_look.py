"""rota show, check, export and bare rota on a copy of the small example."""

import csv
import io
import json
import shutil

import pytest

from tests.cli_helpers import MONTH, publish, rota, tiny, with_draft

GROUP = "town-hall"


@pytest.fixture
def repo(tmp_path):
    return with_draft(tiny(tmp_path))


def test_show_takes_the_latest_draft_and_says_so_on_stderr(repo):
    ran = rota("show", "--repo", repo)
    assert (ran.code, ran.err) == (0, "This is draft 1 of town-hall 2026-12.\n")
    lines = ran.out.splitlines()
    assert lines[0] == "Town hall, December 2026 (Mon 30 Nov to Sun 3 Jan)"
    assert any(line.startswith("a1 Ana Whitlock") and " EP" in line for line in lines)
    assert "\x1b" not in ran.out


def test_show_prefers_the_published_rota_unless_a_draft_is_named(repo):
    publish(repo)
    assert rota("show", MONTH, "--repo", repo).err == "This is the published rota of town-hall 2026-12.\n"
    assert rota("show", MONTH, "--draft", 1, "--repo", repo).err == "This is draft 1 of town-hall 2026-12.\n"


def test_show_one_agent_one_day_and_ids_alone(repo):
    ran = rota("show", MONTH, "--agent", "me", "--repo", repo, ROTA_AS="bosei")
    assert ran.out.startswith("a2 Ben Osei, Front office, December 2026")
    assert "Ben" not in rota("show", MONTH, "--ids", "--repo", repo).out
    day = rota("show", "--day", "2026-12-01", "--repo", repo)
    assert day.out.startswith("Town hall, Tue 1 Dec 2026\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--agent", "a9"], 'no agent has the id "a9"; there are a1, a2, a3, a4, a5, a6'),
        (["--agent", "Ben Osei"], 'no agent has the id "Ben Osei"; did you mean "a2"?'),
        (["--team", "frnt"], 'no team is named "frnt"; did you mean "front"?'),
        (["--site", "x"], 'no site is named "x"; there is only town-hall'),
        (["--group", "zz"], 'no rota group is named "zz"; there is only town-hall'),
        (["--draft", "7"], "town-hall has no draft 7 of 2026-12; there is only draft 1"),
        (["2027-05"], "town-hall has no draft of 2027-05; make one: rota plan 2027-05"),
        (
            [MONTH, "--day", "2026-11-01"],
            "2026-11-01 is not in 2026-12, which runs from 2026-11-30 to 2027-01-03",
        ),
    ],
)
def test_show_names_what_does_not_exist_and_what_does(repo, args, message):
    ran = rota("show", *args, "--repo", repo)
    assert (ran.code, ran.out, ran.err) == (2, "", f"rota: {message}\n")


def test_show_needs_the_group_only_where_there_are_several(repo):
    centre = repo / "centre.toml"
    text = centre.read_text().replace(
        "[[group]]",
        '[[team]]\nid = "back"\nsite = "town-hall"\n\n[[group]]\nid = "rear"\nteams = ["back"]\n\n[[group]]',
        1,
    )
    centre.write_text(text)
    ran = rota("show", "--repo", repo)
    assert (ran.code, ran.err) == (
        2,
        "rota: there are 2 rota groups; say --group rear or --group town-hall\n",
    )
    assert rota("show", "--group", GROUP, "--repo", repo).code == 0


def test_check_exits_1_on_must_findings_and_lists_them_in_every_format(repo):
    rota("set", "a6", "2026-12-03", "early reception", "--as", "a1", "--repo", repo)
    full = rota("check", "--repo", repo)
    assert full.code == 1
    assert full.out.startswith("Checked: draft 1 of town-hall 2026-12\n\nMust rules broken")
    assert full.out.endswith(": fails.\n")
    concise = rota("check", MONTH, "--format", "concise", "--repo", repo)
    assert concise.code == 1
    assert any("DAYS02 must a6" in line for line in concise.out.splitlines())
    document = json.loads(rota("check", "--format", "json", "--repo", repo).out)
    section = next(section for section in document["sections"] if section["month"])
    assert (document["format"], section["group"], section["month"]) == ("rota-check/2", GROUP, MONTH)
    wrong_day = [f for f in section["findings"] if f["code"] == "DAYS02"]
    assert [(f["agent"], f["day"], f["level"]) for f in wrong_day] == [("a6", "2026-12-03", "must")]


def test_should_findings_fail_only_when_asked(tmp_path):
    repo = tiny(tmp_path)
    (repo / "rules.toml").write_text('[[rule]]\nuse = "max-days-in-row"\ndays = 3\nlevel = "should"\n')
    with_draft(repo)
    assert rota("check", "--repo", repo).code == 0
    assert rota("check", "--fail-on", "should", "--repo", repo).code == 1


def test_check_judges_a_file_from_anywhere(repo, tmp_path):
    mine = tmp_path / "mine.toml"
    shutil.copy(repo / "drafts" / GROUP / MONTH / "1.toml", mine)
    mine.write_text(mine.read_text().replace('2026-12-03 = "off"', '2026-12-03 = "early reception"'))
    ran = rota("check", "--file", mine, "--format", "concise", "--repo", repo)
    assert ran.code == 1
    assert "mine.toml:" in ran.out
    assert "DAYS02 must a6" in ran.out


def test_check_reads_the_rules_even_where_there_is_no_rota(tmp_path):
    repo = tiny(tmp_path)
    shutil.rmtree(repo / "rotas", ignore_errors=True)
    assert rota("check", "--repo", repo).code == 0
    (repo / "rules.toml").write_text('[[rule]]\nuse = "max-days-in-rwo"\n')
    ran = rota("check", "--repo", repo)
    assert ran.code == 2
    assert "rules.toml:" in ran.out
    assert "max-days-in-row" in ran.out


def test_check_gives_bad_input_as_json_too(repo):
    (repo / "centre.toml").write_text('name = "Town hall')
    ran = rota("check", "--format", "json", "--repo", repo)
    assert ran.code == 2
    (section,) = json.loads(ran.out)["sections"]
    assert section["findings"][0]["place"]["file"] == "centre.toml"


def test_export_writes_csv_and_json(repo, tmp_path):
    rows = list(csv.DictReader(io.StringIO(rota("export", MONTH, "--to", "csv", "--repo", repo).out)))
    assert len(rows) == 6 * 35
    target = tmp_path / "december.json"
    ran = rota("export", MONTH, "--to", "json", "--output", target, "--ids", "--repo", repo)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"This is draft 1 of town-hall 2026-12, for the team, written to {target}.\n"
    assert json.loads(target.read_text())["month"] == MONTH
    assert (
        rota("export", MONTH, "--to", "csv", "--output", tmp_path / "no" / "x.csv", "--repo", repo).code == 2
    )


def test_bare_rota_says_what_waits_and_the_next_command(repo):
    shutil.rmtree(repo / "rotas", ignore_errors=True)
    shutil.rmtree(repo / "leave", ignore_errors=True)
    ran = rota("--repo", repo)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Town hall\n\ntown-hall 2026-12: draft 1.\n\nNext: rota check 2026-12\n"
    asked = rota("leave", "request", "a2", "2026-12-07", "--as", "a2", "--repo", repo)
    id = asked.out.strip()
    assert rota("--repo", repo).out == (
        "Town hall\n\ntown-hall 2026-12: draft 1.\n"
        f"Leave {id}: a2 asks for 2026-12-07 until 2026-12-07.\n\nNext: rota leave show {id}\n"
    )
