"""The notice itself: whole, for one agent, with what stood against each wish and nothing of colleagues."""

import re
import shutil
from pathlib import Path

import pytest

from tests.cli_helpers import TINY
from tests.living_world import MONTH, NOW, published
from tests.publish_helpers import drafted, run, write_draft

B_TOWN = Path(TINY).parent / "b-town"

A5 = """\
Rota of a5 Elsie Brandt, Front office, for December 2026 (Mon 30 Nov to Sun 3 Jan)
Draft 1, told on Fri 16 Oct 2026, 45 days before its first day. It is not published yet, and may
still change.

Days
  30 Nov - 6 Dec   Mon to Fri late reception 10:00-18:00; Sat and Sun off
  7 Dec - 13 Dec   Mon to Fri late reception 10:00-18:00; Sat and Sun off
  14 Dec - 20 Dec  Mon to Fri late reception 10:00-18:00; Sat and Sun off
  21 Dec - 27 Dec  Mon to Wed late reception 10:00-18:00; Thu early reception 08:30-16:30;
                   Fri closed; Sat and Sun off
  28 Dec - 3 Jan   Mon closed; Tue and Wed late reception 10:00-18:00;
                   Thu early reception 08:30-16:30; Fri closed; Sat and Sun off

Sums
  22 shifts, 20 lates, 0 Saturdays, 200:00 hours
  time in lieu: 0:00 brought forward + 0:00 earned - 0:00 taken = 0:00

Wishes
  refused: day off, 2026-12-11 (mild): works late reception on Fri 11 Dec
    what stood against it: a5 has 4 of 5 days, 1 missing, in the week of Mon 7 Dec (contract
    full-time) (contract-days); reception Fri 11 Dec 16:30-17:30: 0 of 1, 1 short (cover)
  refused: early, 2026-12-14 to 2026-12-18 (mild): works late reception on Mon 14 Dec and
    against it on 4 more
    what stood against it: reception Mon 14 Dec 16:30-17:30: 0 of 1, 1 short (cover); reception
    Tue 15 Dec 16:30-17:30: 0 of 1, 1 short (cover); reception Wed 16 Dec 16:30-17:30: 0 of 1, 1
    short (cover); and 9 more

Questions
  ask a3 Carys Pugh (team leader), or a1 Ana Whitlock (deputy)
  swaps: `rota swap find DATE` once the month is published, until 12 hours before a shift
  a day is frozen from 7 days before it on: it then changes only by consent
"""


@pytest.fixture
def repo(tmp_path):
    root = drafted(tmp_path)
    # What is asked for here is the notice; other rules would only add to what stands against a wish.
    rules = (root / "rules.toml").read_text()
    kept = [table for table in rules.split("[[rule]]") if "attendance" not in table]
    (root / "rules.toml").write_text("[[rule]]".join(kept))
    return root


def notice(root, agent, **options):
    return run(root, "tell", MONTH, "--agent", agent, **options).out


def test_a_whole_notice(repo):
    assert notice(repo, "a5") == A5


def test_saturdays_and_leave(repo):
    text = notice(repo, "a1")
    assert (
        "\nSaturdays\n  Sat 5 Dec, saturday phones 09:00-16:00; the day off in lieu is Tue 1 Dec\n"
        "\nLeave\n  Mon 7 Dec to Fri 11 Dec\n  40:00 taken\n"
    ) in text
    assert "Mon early reception 08:30-16:30; Tue off in lieu;" in text
    assert "  granted: saturday off, 2026-12-19 (strong)\n" in text
    # Whoever deputises is not told to turn to themselves.
    assert "ask a3 Carys Pugh (team leader)\n" in text


def test_leave_that_nobody_has_decided(repo):
    assert "\nLeave\n  asked for and not decided yet: Wed 2 Dec\n" in notice(repo, "a2")


def test_a_leader_is_sent_to_the_deputy(repo):
    assert "ask a1 Ana Whitlock (deputy)\n" in notice(repo, "a3")


def test_timed_parts_and_a_saturday_without_lieu(repo):
    write_draft(
        repo,
        {
            ("a1", "2026-12-01"): "early reception",
            ("a1", "2026-12-02"): "early phones; 13:00-15:00 reception; 15:00-16:30 leave",
        },
    )
    text = notice(repo, "a1")
    assert "Wed early phones 08:30-15:00 (13:00-15:00 reception, 15:00-16:30 leave);" in text
    assert "Sat 5 Dec, saturday phones 09:00-16:00; no day off in lieu in that week\n" in text


def test_a_wish_refused_by_a_pin_says_whose(repo):
    run(repo, "pin", "a5", "2026-12-11", by="a1")
    assert "what stood against it: Fri 11 Dec is pinned by a1; a5 has 4 of 5 days" in notice(repo, "a5")


def test_a_wish_that_nothing_stood_against(repo):
    """a2 wishes late; on one day the draft has middle, and late would cost nothing."""
    write_draft(repo, {("a2", "2026-12-01"): "late phones", ("a2", "2026-12-02"): "middle phones"})
    rules = '[[rule]]\nuse = "wishes"\nlevel = "wish"\n'
    (repo / "rules.toml").write_text(rules)
    assert (
        "  refused: late, 2026-11-30 to 2026-12-23 (mild): works middle phones on Wed 2 Dec\n"
        "    no rule that comes before wishes stood against it; ask whether it can still be granted\n"
    ) in notice(repo, "a2")


def test_a_wish_is_refused_in_plain_words_where_no_rule_counts_wishes(repo):
    (repo / "rules.toml").write_text('[[rule]]\nuse = "max-days-in-row"\ndays = 6\n')
    assert "refused: day off, 2026-12-11 (mild): works late reception on Fri 11 Dec\n" in notice(repo, "a5")


def test_a_saturday_off_is_weighed_with_its_lieu_day(repo):
    """Without the turn the lieu day would be worked: only the Saturday's own cover stands against it."""
    wishes = repo / "wishes" / "a1.toml"
    wishes.write_text(wishes.read_text().replace("2026-12-19", "2026-12-05"))
    text = notice(repo, "a1")
    assert "refused: saturday off, 2026-12-05 (strong): works saturday phones on Sat 5 Dec\n" in text
    against = text.partition("what stood against it: ")[2].partition("  granted")[0]
    assert "phones Sat 5 Dec 09:00-16:00: 0 of 1, 1 short (cover)" in " ".join(against.split())
    assert "lieu" not in against
    assert "contract-days" not in against


def test_names_cannot_steer_the_terminal(repo):
    names = repo / "names.toml"
    names.write_text(names.read_text().replace("Elsie Brandt", "Els\u202eie"))
    ran = run(repo, "tell", MONTH, "--agent", "a5")
    assert "\u202e" not in ran.out + ran.err


def test_the_published_notice_says_when_it_was_published(tmp_path):
    text = notice(published(tmp_path), "a5", now=NOW)
    assert text.splitlines()[1:3] == [
        "The published rota as it stands now, published on Mon 19 Oct; told on Mon 16 Nov 2026, 14 days",
        "before its first day.",
    ]


def test_a_notice_names_nobody_but_the_agent_and_whom_to_ask(tmp_path):
    """A centre of 46 people, some of whom wished for a day that all of them work: no other agent's id or name."""
    root = tmp_path / "b-town"
    shutil.copytree(B_TOWN, root)
    for agent in ("a001", "a002", "a016", "a024", "a032", "a045"):
        wish = '[[wish]]\nid = "w1"\nwhat = "day-off"\nfrom = 2026-06-10\nuntil = 2026-06-12\nstrength = "mild"\n'
        (root / "wishes" / f"{agent}.toml").write_text(f'agent = "{agent}"\n\n{wish}')
    leader = re.search(r'^leader = "(.+)"$', (root / "centre.toml").read_text(), re.M)[1]
    ran = run(root, "tell", "2026-06", "--dry-run", now="2026-05-20", by=leader)
    assert ran.code == 0
    notices = ran.out.split(f"\n{'-' * 60}\n\n")
    assert len(notices) == 46
    assert ran.out.count("what stood against it") == 6
    for text in notices:
        agent = text.split()[2]
        body = text.partition("\nQuestions\n")[0]
        assert set(re.findall(r"\ba\d{3}\b", body)) == {agent}
