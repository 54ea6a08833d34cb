"""rota set, pin and unpin: one changed line, a record of who did it, and what it means for the rules."""

import difflib

import pytest

from tests.cli_helpers import MONTH, rota, tiny, with_draft

RULES = """
[[rule]]
use = "trained"

[[rule]]
use = "max-days-in-row"
days = 5
"""


@pytest.fixture
def repo(tmp_path):
    root = tiny(tmp_path)
    (root / "rules.toml").write_text(RULES)
    return with_draft(root)


def draft(repo):
    return (repo / "drafts" / "town-hall" / MONTH / "1.toml").read_text()


def changed(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-" and line[2:].strip()]


def test_set_changes_one_line_pins_it_and_records_who(repo):
    before = draft(repo)
    ran = rota("set", "a2", "2026-12-01", "late phones", "--repo", repo, ROTA_AS="a1")
    assert (ran.code, ran.err) == (0, "No finding came and none went.\n")
    assert ran.out == (
        "a2 on 2026-12-01: early phones is now late phones, pinned, by a1, in draft 1 of town-hall 2026-12.\n"
    )
    assert changed(before, draft(repo)) == [
        '- 2026-12-01 = "early phones"',
        '+ 2026-12-01 = "late phones"',
        "+ [pins.a2]",
        '+ 2026-12-01 = "a1"',
        "+ [[edit]]",
        '+ agent = "a2"',
        "+ day = 2026-12-01",
        '+ before = "early phones"',
        '+ after = "late phones"',
        '+ by = "a1"',
    ]


def test_set_saves_what_breaks_a_rule_says_so_and_exits_1(repo):
    ran = rota("set", "a6", "2026-12-01", "early reception", "--as", "Ana Whitlock", "--repo", repo)
    assert ran.code == 1
    assert "Findings that came with it:\n" in ran.err
    assert "SKILL01" in ran.err
    assert "Next: " in ran.err
    assert 'by = "a1"' in draft(repo)
    back = rota("set", "a6", "2026-12-01", "early phones", "--as", "a1", "--repo", repo)
    assert back.code == 0
    assert back.err.startswith("Findings that are gone:\n")


def test_set_takes_timed_parts(repo):
    ran = rota("set", "a2", "2026-12-01", "early phones; 13:00-15:00 reception", "--as", "a1", "--repo", repo)
    assert ran.code == 0
    assert '2026-12-01 = "early phones; 13:00-15:00 reception"' in draft(repo)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["a2", "2026-12-01", "lte phones"], 'no pattern is named "lte"; did you mean "late"?'),
        (["a2", "2026-12-01", "late phons"], 'no service here is named "phons"; did you mean "phones"?'),
        (
            ["a2", "2026-12-01", "off; 9:00-10:00 desk"],
            'no service here is named "desk"; there are phones, reception',
        ),
        (["a2", "2026-12-01", "out"], '"out" is not a cell; write "PATTERN SERVICE" or one of absent,'),
        (["a7", "2026-12-01", "off"], 'no agent has the id "a7"; there are'),
        (["a2", "2027-03-01", "off"], "town-hall has no draft of 2027-03; make one: rota plan 2027-03"),
    ],
)
def test_set_refuses_what_it_cannot_understand_and_saves_nothing(repo, args, message):
    before = draft(repo)
    ran = rota("set", *args, "--as", "a1", "--repo", repo)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"rota: {message}")
    assert draft(repo) == before


def test_pin_and_unpin(repo):
    before = draft(repo)
    assert rota("pin", "a2", "2026-12-02", "--as", "a1", "--repo", repo).out == (
        "a2 on 2026-12-02: early phones, pinned, by a1, in draft 1 of town-hall 2026-12.\n"
    )
    assert changed(before, draft(repo)) == ["+ [pins.a2]", '+ 2026-12-02 = "a1"']
    assert rota("unpin", "a2", "2026-12-02", "--as", "a1", "--repo", repo).code == 0
    assert draft(repo) == before
    again = rota("unpin", "a2", "2026-12-02", "--as", "a1", "--repo", repo)
    assert (again.code, again.err) == (
        2,
        "rota: a2 on 2026-12-02 is not pinned in draft 1 of town-hall 2026-12; nothing to unpin\n",
    )


def test_nobody_edits_without_saying_who_they_are(repo, monkeypatch):
    monkeypatch.setattr("rota.work.identity._login", lambda: "nobody")
    monkeypatch.setattr("rota.work.identity._git_email", lambda _: "")
    ran = rota("set", "a2", "2026-12-01", "off", "--repo", repo)
    assert (ran.code, ran.err) == (
        2,
        'rota: nobody can tell who you are: names.toml has no login "nobody"; '
        "say --as ID, set ROTA_AS=ID, or add your login or e-mail to names.toml\n",
    )


@pytest.mark.parametrize(("login", "email"), [("AWHITLOCK", ""), ("", "Ana.Whitlock@example.org")])
def test_the_login_or_the_git_email_says_who_acts(repo, monkeypatch, login, email):
    monkeypatch.setattr("rota.work.identity._login", lambda: login)
    monkeypatch.setattr("rota.work.identity._git_email", lambda _: email)
    assert ", by a1, " in rota("pin", "a3", "2026-12-02", "--repo", repo).out


def test_a_stranger_may_not_be_claimed(repo):
    ran = rota("pin", "a3", "2026-12-02", "--as", "a33", "--repo", repo)
    assert (ran.code, ran.err) == (2, 'rota: nobody has the id "a33"; did you mean "a3"?\n')
