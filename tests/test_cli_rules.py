"""rota rules, explain and schema."""

import json
import re
import shutil
from collections import Counter

import pytest

from rota.files.codes import Code
from rota.packs import all_rules
from rota.work.catalogue import described
from tests.cli_helpers import LEADER, publish, rota, tiny, with_draft

LAW = sorted(rule.code for rule in all_rules() if rule.law)


def law_line(code):
    rule = next(rule for rule in all_rules() if rule.code == code)
    return f"not in force here: {rule.code} {rule.name} ({rule.law})"


def with_rules(tmp_path, text):
    repo = tiny(tmp_path)
    (repo / "rules.toml").write_text(text)
    return repo


def test_rules_lists_those_in_force_with_level_and_source(tmp_path):
    repo = with_rules(
        tmp_path,
        '[[rule]]\nuse = "max-days-in-row"\nlevel = "should"\nsource = "clause 4"\n\n[[rule]]\nuse = "trained"\n',
    )
    ran = rota("rules", "--repo", repo)
    assert (ran.code, ran.out) == (
        0,
        "DAYS01   max-days-in-row  should  clause 4\nSKILL01  trained          must\n",
    )


def test_rules_of_law_are_marked_and_those_left_out_are_named(tmp_path):
    repo = with_rules(tmp_path, '[[rule]]\nuse = "daily-rest"\n')
    ran = rota("rules", "--repo", repo)
    assert ran.out == "REST01  daily-rest  must, law  Working Time Regulations 1998, regulation 10\n"
    assert ran.err.splitlines() == [law_line(code) for code in LAW if code != "REST01"]
    (repo / "rules.toml").write_text('[[rule]]\nuse = "trained"\n')
    assert (
        "not in force here: REST01 daily-rest (Working Time Regulations 1998, regulation 10)\n"
        in rota("rules", "--repo", repo).err
    )


def test_rules_of_a_month_are_those_that_hold_then(tmp_path):
    repo = with_rules(tmp_path, '[[rule]]\nuse = "daily-rest"\nfrom = 2027-01-04\n')
    before, after = (rota("rules", "--month", month, "--repo", repo) for month in ("2026-12", "2027-01"))
    assert before.out == ""
    assert after.out.startswith("REST01  daily-rest  must, law  ")
    assert law_line("REST01") in before.err
    assert law_line("REST01") not in after.err


def test_all_rules_need_no_repository_and_are_marked():
    ran = rota("rules", "--all")
    lines = ran.out.splitlines()
    assert [line.split()[:2] for line in lines] == [[rule.code, rule.name] for rule in all_rules()]
    assert [line.split()[0] for line in lines if line.split()[2] == "law"] == LAW
    assert ran.err == ""


def test_rules_that_cannot_be_built_are_findings(tmp_path):
    repo = with_rules(tmp_path, '[[rule]]\nuse = "trained"\nsomething = 1\n')
    for command in (["rules"], ["rules", "--month", "2026-12"], ["explain", "trained"]):
        ran = rota(*command, "--repo", repo)
        assert (ran.code, "rules.toml:3" in ran.err) == (2, True), ran


def test_explain_prints_the_page_by_code_and_by_name():
    by_code, by_name = rota("explain", "days01"), rota("explain", "max-days-in-row")
    assert by_code.code == by_name.code == 0
    assert by_code.out == by_name.out
    assert by_code.out.startswith("DAYS01 max-days-in-row: ")
    assert 'use = "max-days-in-row"' in by_code.out
    assert "``" not in by_code.out
    for label in (
        "Why",
        "Source",
        "Counts",
        "Carries",
        "Costs",
        "Fix",
        "Waive",
        "Settings",
        "Passes",
        "Fails",
    ):
        assert re.search(rf"^{label}\b", by_code.out, re.MULTILINE), label


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("max-days-in-rwo", 'no rule or code is named "max-days-in-rwo"; did you mean "max-days-in-row"?'),
        ("sat1", 'no rule or code is named "sat1"; did you mean "SAT01" or "SAT03" or "SAT02"?'),
        ("nothing-like-it", "`rota explain --all` has them all"),
    ],
)
def test_an_unknown_code_lists_the_nearest(typed, said):
    ran = rota("explain", typed)
    assert (ran.code, said in ran.err) == (2, True), ran.err


def test_explain_wants_one_code_or_all_of_them():
    for arguments in ([], ["SAT01", "--all"]):
        assert rota("explain", *arguments).code == 2


def test_codes_that_are_no_rules_are_explained():
    ran = rota("explain", "data09")
    assert ran.code == 0
    assert ran.out.startswith("DATA09: An id is used that nothing has.\n\nKind     a fault of the input; ")
    assert rota("explain", "DATA09", "--format", "markdown").out.startswith("# DATA09\n\nAn id is used")


def test_in_a_repository_it_says_how_the_rule_stands_there(tmp_path, monkeypatch):
    repo = with_rules(tmp_path, '\n[[rule]]\nuse = "max-days-in-row"\ndays = 5\nsource = "clause 7"\n')
    asked = rota("explain", "DAYS01", "--repo", repo)
    assert "\nHere     must; days = 5; clause 7 (rules.toml:2:1)\n" in asked.out
    monkeypatch.chdir(repo)
    assert rota("explain", "DAYS01").out == asked.out
    assert "\nHere     not in force: " in rota("explain", "SAT02").out
    document = json.loads(rota("explain", "DAYS01", "--format", "json").out)
    assert (document["codes"][0]["code"], document["here"][0]["settings"]) == ("DAYS01", "days = 5")
    monkeypatch.chdir(tmp_path)
    assert "\nHere " not in rota("explain", "DAYS01").out


def test_a_broken_repository_keeps_nobody_from_reading(tmp_path, monkeypatch):
    repo = tiny(tmp_path)
    (repo / "people.toml").write_text("[")
    monkeypatch.chdir(repo)
    ran = rota("explain", "DATA04")
    assert (ran.code, ran.err) == (0, "")
    ran = rota("explain", "SAT01")
    assert (ran.code, "its files are not in order; see `rota check`" in ran.err) == (0, True)
    assert rota("explain", "SAT01", "--repo", repo).code == 2
    shutil.rmtree(repo)
    monkeypatch.chdir(tmp_path)
    assert rota("explain", "SAT01", "--repo", tmp_path).code == 2


def test_a_staff_copy_does_not_say_what_it_cannot_know(tmp_path):
    repo = with_draft(tiny(tmp_path))
    publish(repo)
    written = rota("staff-copy", tmp_path / "staff", "--repo", repo, ROTA_AS=LEADER)
    assert written.code == 0, written.err
    assert rota("rules", "--repo", tmp_path / "staff").err == ""
    assert "\nHere " not in rota("explain", "SAT03", "--repo", tmp_path / "staff").out


def test_the_rule_book_has_every_rule_and_every_code_once():
    book = rota("explain", "--all", "--format", "markdown").out
    rules = Counter(rule.code for rule in all_rules())
    assert Counter(re.findall(r"^### ([A-Z]+\d+) ", book, re.MULTILINE)) == rules
    assert Counter(re.findall(r"^  \* \[([A-Z]+\d+) ", book, re.MULTILINE)) == rules
    assert Counter(re.findall(r"^\| ([A-Z]+\d+) \|", book, re.MULTILINE)) == Counter(c.value for c in Code)
    assert not {*rules} & {code.value for code in Code}


def test_every_link_of_the_rule_book_leads_to_a_heading():
    book = rota("explain", "--all", "--format", "markdown").out
    headings = re.findall(r"^#+ (.+)$", book, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", book)) <= anchors
    assert "``" not in re.sub(r"^```\w*$", "", book, flags=re.MULTILINE)


def test_all_pages_as_text_and_as_json():
    text = rota("explain", "--all").out
    document = json.loads(rota("explain", "--all", "--format", "json").out)
    codes = [rule.code for rule in all_rules()] + sorted(code.value for code in Code)
    assert [entry["code"] for entry in document["codes"]] == codes
    assert all(re.search(rf"^{code}\b", text, re.MULTILINE) for code in codes)
    assert "``" not in text


def test_what_a_code_means_travels_with_a_report():
    meant = described(["DATA09", "REST01", "NONE99"])
    assert set(meant) == {"DATA09", "REST01"}
    assert "\n**Law:** Working Time Regulations 1998, regulation 10. " in meant["REST01"].page
    assert "\n**Waive:** " in meant["REST01"].page
    assert meant["DATA09"].about == "An id is used that nothing has."


def test_schema_lists_prints_and_writes(tmp_path):
    names = rota("schema").out.split()
    assert {"centre", "people", "rules", "demand", "history", "calendar", "names"} <= set(names)
    assert json.loads(rota("schema", "centre").out)["type"] == "object"
    ran = rota("schema", "--write", tmp_path / "schemas")
    assert sorted(path.name for path in (tmp_path / "schemas").iterdir()) == sorted(
        f"{name}.schema.json" for name in names
    )
    assert len(ran.out.splitlines()) == len(names)
    ran = rota("schema", "centr")
    assert (ran.code, ran.err) == (
        2,
        'rota: no schema is named "centr"; did you mean "centre" or "calendar"?\n',
    )
