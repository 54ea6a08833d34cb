"""Words about people that must not stand in a rota: found wherever they are, and not where they mean nobody."""

import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from rota.files.codes import Code
from rota.files.guard import MAX_BYTES
from rota.files.repository import Repository
from rota.rules import Level
from rota.work.check import report
from rota.work.privacy.find import private_words
from rota.work.privacy.numbers import masked
from rota.work.privacy.scan import Scanner
from rota.work.privacy.tracked import names_tracked
from rota.work.privacy.words import pattern, spelt_out
from rota.work.wanted import How, Wanted
from tests.cli_helpers import rota, tiny

HERE = Path(__file__).parent / "privacy"
EXAMPLES = Path(__file__).parents[1] / "examples"
SEEDED = tomllib.loads((HERE / "seeded.toml").read_text("utf-8"))
INNOCENT = tomllib.loads((HERE / "innocent.toml").read_text("utf-8"))


def found(folder: Path, text: str, *allow: str) -> list[tuple[str, str, str]]:
    """Code, place and message of what is found in a file of that text."""
    (folder / "file.toml").write_text(text, encoding="utf-8")
    return [(f.code, str(f.place), f.message) for f in private_words(folder, allow)]


def codes(text: str, *allow: str) -> list[str]:
    return [hit.code.value for hit in Scanner(allow).hits(text)]


def test_at_least_95_percent_of_two_hundred_seeded_remarks_are_found_under_their_code() -> None:
    """The list was written before the words; what is found of it says nothing of remarks put in other words."""
    everything = [(code, remark) for code, remarks in SEEDED.items() for remark in remarks]
    missed = [(code, remark) for code, remark in everything if code not in codes(f"# {remark}\n")]
    recall = 1 - len(missed) / len(everything)
    print(f"recall {recall:.1%} of {len(everything)}; missed: {missed or 'none'}")
    assert len(everything) == len(set(everything)) == 200
    assert recall >= 0.95, missed


def test_two_hundred_innocent_lines_are_let_through() -> None:
    everything = [line for lines in INNOCENT.values() for line in lines]
    assert len(set(everything)) == 200
    assert {line: codes(f"# {line}\n") for line in everything if codes(f"# {line}\n")} == {}


@pytest.mark.parametrize("example", sorted(path.parent.name for path in EXAMPLES.glob("*/centre.toml")))
def test_the_examples_say_nothing_private(example: str) -> None:
    repo = Repository.open(EXAMPLES / example)
    assert list(private_words(repo.root, repo.centre.privacy.allow)) == []
    assert list(names_tracked(repo)) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("# signed off: chemo\n", "file.toml:1:3"),
        ('a = 1\nsource = "chemo days"\n', "file.toml:2:11"),
        ("[agent]\nchemo = true\n", "file.toml:2:1"),
        ('x = """\nlate\n  chemo\n"""\n', "file.toml:3:3"),
        ("x = [ # why: CHEMO\n]\n", "file.toml:1:14"),
        ("a.b = 1 # pre_chemo_day", "file.toml:1:15"),
    ],
)
def test_comments_values_and_keys_are_all_looked_at(tmp_path: Path, text: str, place: str) -> None:
    codes_and_places = [(code, at) for code, at, _ in found(tmp_path, text)]
    assert codes_and_places == [("PRIV01", place)]


@pytest.mark.parametrize(
    "written",
    [
        "\uff43\uff48\uff45\uff4d\uff4f",  # full width
        "ch\u00e9mo",
        "che\u0301mo",
        "\u200bchemo",
        "che\u00admo",
        "\u0441h\u0435mo",  # Cyrillic
        "\U0001d41c\U0001d421\U0001d41e\U0001d426\U0001d428",
    ],
)
def test_other_spellings_of_the_same_letters_hide_nothing(tmp_path: Path, written: str) -> None:
    ((code, place, _),) = found(tmp_path, f"ok = 1\n# on {written} today\n")
    assert (code, place) in [("PRIV01", "file.toml:2:6"), ("PRIV01", "file.toml:2:7")]


def test_what_escapes_spell_is_found_at_its_key(tmp_path: Path) -> None:
    assert found(tmp_path, 'ok = "chemo"\n[t]\nx = "\\u0063hemo and di\\u0076orce"\n') == [
        ("PRIV01", "file.toml:1:7", '"chemo" says something about somebody\'s health'),
        ("PRIV04", "file.toml:3:1", '"divorce" says something about somebody\'s family, home or sexual life'),
    ]


def test_one_line_is_one_finding_for_each_code_and_names_only_the_words(tmp_path: Path) -> None:
    text = "# Mary is off sick with depression, her husband rang 07700 900123, chemo, sick\n# sick\n"
    assert found(tmp_path, text) == [
        (
            "PRIV01",
            "file.toml:1:15",
            '"sick", "depression" and "chemo" say something about somebody\'s health',
        ),
        (
            "PRIV04",
            "file.toml:1:41",
            '"husband" says something about somebody\'s family, home or sexual life',
        ),
        ("PRIV06", "file.toml:1:54", "07... looks like a telephone number"),
        ("PRIV01", "file.toml:2:3", '"sick" says something about somebody\'s health'),
    ]


def test_numbers_and_addresses_are_shown_too_short_to_use() -> None:
    shown = [
        hit.shown for hit in Scanner().hits("AB 12 34 56 C, (01632) 960001, n.body@gmail.com, x@y.org.uk")
    ]
    assert shown == ["AB...", "(0...", "n...@gmail.com", "x...@y.org.uk"]
    assert masked("+44 7700 900789") == "+4..."


@pytest.mark.parametrize(
    "line",
    [
        "AD 12 34 56 C",  # no prefix with D
        "QQ 12 34 56 C",
        "AO123456A",  # no O in second place
        "GB123456A",  # never given out
        "AB123456E",  # ends in A to D
        "AB1234567C",
        "01 08 15 22 29",  # days
        "01-12-2026 10:30",
        "07700 9001234",
        "a0123456789012345678901234567890",
        "rota@b-town.gov.uk",  # nobody's own
        "jo@example.org",  # kept for examples
        "a@b",
    ],
)
def test_what_only_looks_like_a_number_or_an_address_is_none(line: str) -> None:
    assert codes(line) == []


def test_allowed_words_pass_whole_and_in_any_capitals(tmp_path: Path) -> None:
    text = "# City Hospital desk\n# hospital again\n# 01632 960001\n"
    assert found(tmp_path, text, "city hospital", "01632 960001") == [
        ("PRIV01", "file.toml:2:3", '"hospital" says something about somebody\'s health')
    ]
    assert found(tmp_path, text, "hospital", "01632 960001") == []
    assert found(tmp_path, "# hospitals\n", "hospital") != []


def test_a_policy_and_a_service_are_about_nobody() -> None:
    for line in (
        "sick pay scheme",
        "parental leave policy",
        "mental health team",
        "domestic abuse helpline",
    ):
        assert codes(line) == []
    for line in (
        "sick, see the policy",
        "pregnant team leader",
        "sick since the policy",
        "depressed team member",
    ):
        assert len(codes(line)) == 1


def test_every_toml_file_is_read_but_the_names_and_what_git_keeps(tmp_path: Path) -> None:
    for file in (
        *(".hidden.toml", "a/b/stray (1).toml", "UPPER.TOML", "broken.toml", "rotas/names.toml"),
        *("names.toml", "notes.txt", ".git/x.toml"),
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(b"<<<< = \xff # chemo\r\n")
    (tmp_path / "link.toml").symlink_to(tmp_path / "notes.txt")
    places = [str(finding.place) for finding in private_words(tmp_path)]
    assert places == [
        *(".hidden.toml:1:12", "UPPER.TOML:1:12", "broken.toml:1:12", "a/b/stray (1).toml:1:12"),
        "rotas/names.toml:1:12",
    ]


def test_a_file_too_large_to_read_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "large.toml").write_bytes(b"#" * (MAX_BYTES + 1))
    assert [(f.code, f.place.file) for f in private_words(tmp_path)] == [("DATA03", "large.toml")]


def test_a_file_full_of_words_is_not_counted_to_its_end() -> None:
    assert len(Scanner().hits("sick " * 5_000)) == 1_000


def test_brackets_and_stars_of_the_lists_mean_what_their_head_says() -> None:
    assert list(spelt_out("(her|his) bad (back|knee)")) == [
        "her bad back",
        "her bad knee",
        "his bad back",
        "his bad knee",
    ]
    assert list(spelt_out("dependent child(ren|)")) == ["dependent children", "dependent child"]
    words = pattern(["depress*", "knee op", "flu"])
    for text in ("depressing", "depresed", "knee-op", "knee. op", "flu", "(flu)"):
        assert words.search(text), text
    for text in ("flue", "influ", "kneeop", "knee then op", "flu2", "2flu"):
        assert not words.search(text), text
    assert pattern([]).search("anything") is None


# ---- In the check ---------------------------------------------------------------------------------


def test_the_check_fails_on_a_private_word_and_shows_nothing_around_it(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    path = root / "wishes" / "a4.toml"
    path.write_text(f"{path.read_text()}# early only: her custody days\n")
    ran = rota("check", "--repo", root, "--format", "concise")
    line = len(path.read_text().splitlines())
    assert ran.code == 1
    assert (
        ran.out == f'wishes/a4.toml:{line}:19: PRIV04 must "custody" says something about somebody\'s family,'
        " home or sexual life\n"
    )
    made = report(root, Wanted(), How())
    assert [finding.level for finding in made.findings] == [Level.MUST]
    assert made.lines == {}
    assert "early only" not in rota("check", "--repo", root, "--format", "full").out


def test_the_centre_allows_words_and_the_check_passes(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    path = root / "centre.toml"
    path.write_text(path.read_text() + '\n# next to the hospital\n[privacy]\nallow = ["Hospital"]\n')
    assert rota("check", "--repo", root).code == 0


def test_privacy_is_looked_at_in_the_whole_only_and_can_be_left_out(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    (root / "demand.toml").write_text((root / "demand.toml").read_text() + "# chemo\n")
    assert rota("check", "--repo", root).code == 1
    assert rota("check", "--repo", root, "--ignore", "PRIV").code == 0
    assert rota("check", "--repo", root, "--select", "PRIV01").code == 1
    assert rota("check", "--repo", root, "--select", "PRIV02").code == 0


def test_a_rule_file_of_every_code_explains_what_to_do() -> None:
    for code in Code:
        if code.value.startswith("PRIV"):
            assert code.check == "privacy"
            assert code.advice
    assert [*SEEDED, "PRIV08"] == [code.value for code in Code if code.check == "privacy"]


# ---- names.toml and git ---------------------------------------------------------------------------


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """A repository below the top of a git repository, with somebody's address in names.toml."""
    root = tiny(tmp_path)
    text = (root / "names.toml").read_text()
    (root / "names.toml").write_text(text.replace("ben.osei@example.org", "ben.osei@b-town.gov.uk"))
    git(tmp_path, "init", "-q")
    return root


def test_names_that_git_tracks_are_a_finding_also_in_a_folder_of_its_repository(named: Path) -> None:
    assert list(names_tracked(Repository.open(named))) == []
    git(named, "add", "--force", "names.toml")
    (finding,) = names_tracked(Repository.open(named))
    assert (finding.code, str(finding.place), finding.unknown) == ("PRIV08", "names.toml", False)
    assert finding.message == "git tracks names.toml, so names and addresses are in the history"
    ran = rota("check", "--repo", named, "--format", "concise")
    assert ran.code == 1
    assert "PRIV08 must git tracks names.toml" in ran.out


def test_names_outside_git_and_made_up_ones_are_none(named: Path, tmp_path: Path) -> None:
    git(named, "add", "--force", "names.toml")
    shutil.copy(EXAMPLES / "tiny" / "names.toml", named / "names.toml")
    assert list(names_tracked(Repository.open(named))) == []
    assert list(names_tracked(Repository.open(tiny(tmp_path / "elsewhere")))) == []


def test_where_git_does_not_answer_it_is_unknown(named: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(named))
    (finding,) = names_tracked(Repository.open(named))
    assert (finding.code, finding.unknown) == ("PRIV08", True)
    assert finding.message.startswith("whether git tracks names.toml is not known: git is not installed")
