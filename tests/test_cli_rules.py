"""rota rules, explain and schema."""

import json

from rota.packs import all_rules
from tests.cli_helpers import rota, tiny


def test_rules_lists_those_in_force_with_level_and_source(tmp_path):
    repo = tiny(tmp_path)
    (repo / "rules.toml").write_text(
        '[[rule]]\nuse = "max-days-in-row"\nlevel = "should"\nsource = "clause 4"\n\n[[rule]]\nuse = "trained"\n'
    )
    ran = rota("rules", "--repo", repo)
    assert (ran.code, ran.out) == (
        0,
        "DAYS01   max-days-in-row  should  clause 4\nSKILL01  trained          must\n",
    )


def test_rules_of_a_month_are_those_that_hold_then(tmp_path):
    repo = tiny(tmp_path)
    (repo / "rules.toml").write_text('[[rule]]\nuse = "trained"\nfrom = 2027-01-04\n')
    assert rota("rules", "--month", "2026-12", "--repo", repo).out == ""
    assert rota("rules", "--month", "2027-01", "--repo", repo).out == "SKILL01  trained  must\n"


def test_all_rules_need_no_repository():
    lines = rota("rules", "--all").out.splitlines()
    assert [line.split()[:2] for line in lines] == [[rule.code, rule.name] for rule in all_rules()]


def test_explain_prints_the_documentation_by_code_and_by_name():
    by_code, by_name = rota("explain", "DAYS01"), rota("explain", "max-days-in-row")
    assert by_code.code == by_name.code == 0
    assert by_code.out == by_name.out
    assert by_code.out.startswith("DAYS01 max-days-in-row: ")
    assert 'use = "max-days-in-row"' in by_code.out
    ran = rota("explain", "max-days-in-rwo")
    assert (
        ran.code,
        ran.err.startswith('rota: no rule is named "max-days-in-rwo"; did you mean "max-days-in-row"'),
    ) == (
        2,
        True,
    )


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
