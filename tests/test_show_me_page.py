"""The page that an agent opens every day, compared whole."""

from dataclasses import replace
from datetime import date

import pytest

from rota.domain.cell import parse_cell
from rota.domain.period import Period
from rota.domain.rota import Rota
from rota.show.me import CellMove, Changed, MonthNews, Page, Shift, Stretch, page_text
from rota.show.menow import now_words, shift_words
from rota.show.waiting import Wait
from tests.living_world import MONTH, published
from tests.publish_helpers import drafted
from tests.publish_helpers import run as as_leader
from tests.show_world import NAMES, town
from tests.swap_world import REFERRED, agreed, applied, begun, fine, run

NOON = "2026-12-02T12:40:00+00:00"

PAGE = """\
a4 Dev Malhotra, Front office, Wed 2 Dec 2026, 12:40

Now         until 16:30, early reception
Mon 7 Dec   08:30-16:30  early reception
Tue 8 Dec   08:30-16:30  early reception
Wed 9 Dec   08:30-16:30  early reception

Changed since Mon 16 Nov 09:00, when you last looked
  Mon 14 Dec: early reception -> late phones (swap approved by a3)

To answer
  swap {other}: a2 Ben Osei and a4 Dev Malhotra, Wed 9 Dec; expires in 7 days   rota swap accept {other}

Open swaps, cover and edits
  swap {mine}: a4 and a5 swap on Mon 21 Dec. Asked by a4 on Wed 2 Dec; waits for a5 to accept. Until Wed 9 Dec.

Leave
  2026-12-03 to 2026-12-04, 16:00 hours: granted (2c09fc19f832)
  2026-12-29 to 2026-12-31, 24:00 hours: granted (6e1dc980586d)
  Leave year 2026-04-01 to 2027-03-31, council: 56:00 hours left
    of 200:00: 104:00 taken, 40:00 booked
  Time in lieu: -1:00 at the end of Sun 3 Jan

Wed 2 Dec to Tue 15 Dec, published
Wed 2 Dec   early reception  08:30-16:30  8:00
Thu 3 Dec   leave                         8:00
Fri 4 Dec   leave                         8:00
Sat 5 Dec   off
Sun 6 Dec   off

Mon 7 Dec   early reception  08:30-16:30  8:00
Tue 8 Dec   early reception  08:30-16:30  8:00
Wed 9 Dec   early reception  08:30-16:30  8:00
Thu 10 Dec  early reception  08:30-16:30  8:00
Fri 11 Dec  early reception  08:30-16:30  8:00
Sat 12 Dec  off
Sun 13 Dec  off

Mon 14 Dec  late phones      10:00-18:00  8:00  changed
Tue 15 Dec  lieu                          8:00  takes 8:00 of lieu
"""


def test_a_page_whole(tmp_path):
    root = published(tmp_path)
    fine(run(root, "show", "--agent", "me", by="a4"))
    applied(root, "a2", "2026-12-14", "a4")
    mine = begun(run(root, "swap", "request", "a4", "2026-12-21", "--with", "a5", by="a4", now=NOON))
    other = begun(run(root, "swap", "request", "a2", "2026-12-09", "--with", "a4", by="a2", now=NOON))
    ran = run(root, "show", "--agent", "me", by="a4", now=NOON)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == PAGE.format(mine=mine, other=other)


def test_a_wish_refused_and_leave_that_waits_are_on_it(tmp_path):
    root = published(tmp_path)
    out = run(root, "show", "--agent", "a2", by="a2").out
    assert "\n  2026-12-02, 8:00 hours: waiting (c02fbb2f6be2)\n" in out
    assert "asked for\n" in out
    assert "\nWishes refused\n" not in out
    fine(
        run(root, "wish", "add", "a2", "--day-off", "--from", "2026-12-10", "--until", "2026-12-11", by="a2")
    )
    out = run(root, "show", "--agent", "a2", by="a2").out
    assert (
        "\nWishes refused\n"
        "  day off, 2026-12-10 to 2026-12-11 (mild): late phones on Thu 10 Dec and on 1 more\n"
    ) in out


def test_a_wish_that_one_swapped_away_is_not_called_refused(tmp_path):
    root = published(tmp_path)
    applied(root, "a2", "2026-12-14", "a4")
    assert "Wishes refused" not in run(root, "show", "--agent", "a2", by="a2").out


def test_refused_leave_is_named_until_its_days_are_over(tmp_path):
    root = published(tmp_path)
    fine(run(root, "leave", "refuse", "c02fbb2f6be2", "--reason", "cover", by="a3"))
    assert ": refused (cover) (c02fbb2f6be2)\n" in run(root, "show", "--agent", "a2").out
    assert "c02fbb2f6be2" not in run(root, "show", "--agent", "a2", now="2026-12-03").out


def test_what_is_accepted_waits_for_a_leader(tmp_path):
    root = published(tmp_path)
    id = agreed(root, "a2", "2026-12-14", "a4")
    said = f"  swap {id}: a2 and a4 swap on Mon 14 Dec. Accepted by a4 on Mon 16 Nov; a leader decides. Until Mon 23 Nov.\n"
    for agent in ("a2", "a4"):
        out = run(root, "show", "--agent", agent).out
        assert f"\nOpen swaps, cover and edits\n{said}" in out
        assert "To answer" not in out
    fine(run(root, "swap", "approve", id, *REFERRED, by="a3"))
    assert id not in run(root, "show", "--agent", "a2").out


def test_a_draft_is_shown_once_it_is_told_and_says_that_it_may_change(tmp_path):
    root = drafted(tmp_path)
    now = "2026-11-23T09:00:00+00:00"
    out = as_leader(root, "show", "--agent", "a2", now=now).out
    assert "Then        no shift is published or told from tomorrow on\n" in out
    assert out.endswith("\nMon 23 Nov to Sun 6 Dec: nothing is published or told yet\n")
    as_leader(root, "tell", MONTH, now="2026-11-20T09:00:00+00:00")
    out = as_leader(root, "show", "--agent", "a2", now=now).out
    told = "draft 1, told on Fri 20 Nov; may still change"
    assert f"Mon 30 Nov  10:00-18:00  late phones ({told})\n" in out
    assert (
        "  December 2026 (Mon 30 Nov to Sun 3 Jan) is new: 22 shifts, draft 1, which may still change\n"
        in out
    )
    assert f"\nMon 30 Nov to Sun 6 Dec, {told}\nMon 30 Nov  late phones  10:00-18:00  8:00\n" in out
    as_leader(root, "publish", MONTH, "--reason", "first-use", now="2026-11-21T09:00:00+00:00")
    out = as_leader(root, "show", "--agent", "a2", "--since", "2026-11-21", now=now).out
    assert "\nChanged since Sat 21 Nov\n  December 2026 (Mon 30 Nov to Sun 3 Jan) is published now\n" in out
    assert "\nMon 30 Nov to Sun 6 Dec, published\n" in out


def test_with_a_month_a_group_or_a_draft_it_is_the_months_list(tmp_path):
    root = published(tmp_path)
    month = run(root, "show", MONTH, "--agent", "a2").out
    assert month.startswith("a2 Ben Osei, Front office, December 2026 (Mon 30 Nov to Sun 3 Jan)\n")
    assert run(root, "show", "--agent", "a2", "--group", "town-hall").out == month
    for more in ((MONTH,), ("--group", "town-hall"), ("--draft", "1")):
        ran = run(root, "show", "--agent", "a2", "--since", "2026-11-01", *more)
        assert (ran.code, ran.out) == (2, "")
        assert "--since goes with --agent alone" in ran.err
    assert run(root, "show", "--since", "2026-11-01").code == 2


@pytest.mark.parametrize("more", [("--team", "nowhere"), ("--site", "town-hall"), (MONTH, "--team", "front")])
def test_a_team_or_a_site_beside_an_agent_is_refused_and_not_passed_over(tmp_path, more):
    ran = run(published(tmp_path), "show", *more, "--agent", "me", by="a2")
    assert ran.code == 2
    assert "--agent shows one agent; leave out --team and --site" in ran.err


def test_ids_alone_where_names_are_not_wanted(tmp_path):
    out = run(published(tmp_path), "show", "--agent", "a2", "--ids").out
    assert out.startswith("a2, Front office, Mon 16 Nov 2026, 09:00\n")
    assert "Osei" not in out


def test_who_is_no_agent_has_no_page(tmp_path):
    ran = run(published(tmp_path), "show", "--agent", "me", by="hr-1")
    assert (ran.code, ran.out) == (2, "")
    assert "hr-1 is no agent, and has no shifts" in ran.err


def at(text: str, minute: int) -> str:
    label, words = now_words(parse_cell(text), town().facts, minute)
    return f"{label}: {words}"


@pytest.mark.parametrize(
    ("cell", "minute", "words"),
    [
        ("early phones", 509, "Today: 08:30-16:30  early phones"),
        ("early phones", 510, "Now: until 16:30, early phones"),
        ("early phones", 989, "Now: until 16:30, early phones"),
        ("early phones", 990, "Today: over since 16:30: early phones"),
        ("early phones; 12:00-12:30 break", 600, "Now: until 16:30, early phones, break 12:00-12:30"),
        ("early phones; 12:00-12:30 break", 720, "Now: break until 12:30, then early phones until 16:30"),
        ("early phones; 12:00-12:30 break", 750, "Now: until 16:30, early phones"),
        (
            "early phones; 13:00-15:00 reception; 15:00-16:30 leave",
            540,
            "Now: until 15:00, early phones, reception 13:00-15:00, leave 15:00-16:30",
        ),
        ("early phones; 08:30-10:00 leave", 540, "Today: 10:00-16:30  early phones, leave 08:30-10:00"),
        ("training; 09:00-10:00 phones", 500, "Today: 09:00-10:00  training, phones 09:00-10:00"),
        ("off", 600, "Today: off"),
        ("leave", 600, "Today: leave"),
    ],
)
def test_how_one_stands_at_a_minute(cell, minute, words):
    assert at(cell, minute) == words


def test_a_shift_to_come_says_its_break():
    cell = parse_cell("early phones; 12:00-12:30 break")
    assert shift_words(cell, town().facts) == "08:30-16:30  early phones, break 12:00-12:30"


def page(**said) -> Page:
    rota = town()
    days = rota.days[3:5]
    whole = {
        "agent": "ann",
        "team": "Phones",
        "today": days[0],
        "minute": 420,
        "shifts": (Shift(days[1], rota, "draft 2"),),
        "changed": Changed("Mon 1 Jun"),
        "days": (Stretch(days, rota), Stretch((date(2026, 6, 6),))),
    }
    return Page(**(whole | said))


def test_a_page_of_one_who_has_nothing_open():
    assert page_text(page(), NAMES) == (
        "ann Ann Example, Phones, Thu 4 Jun 2026, 07:00\n"
        "\nToday       08:30-16:30  early phones\n"
        "Tomorrow    08:30-16:30  early phones (draft 2)\n"
        "\nChanged since Mon 1 Jun\n  nothing\n"
        "\nThu 4 Jun to Fri 5 Jun, published\n"
        "Thu 4 Jun  early phones  08:30-16:30  8:00\n"
        "Fri 5 Jun  early phones  08:30-16:30  8:00\n"
        "\nSat 6 Jun: nothing is published or told yet\n"
    )


def test_changes_that_follow_one_another_are_told_together():
    cells = (
        CellMove(date(2026, 6, 4), "early phones", "off", "absence recorded by bob"),
        CellMove(date(2026, 6, 5), "early phones", "off", "absence recorded by bob"),
        CellMove(date(2026, 6, 8), "early phones", "off", "absence recorded by bob"),
        CellMove(date(2026, 6, 9), "", "late phones"),
    )
    months = (
        MonthNews(Period.of_month("2026-07"), 1),
        MonthNews(Period.of_month("2026-08"), 20, draft=3),
        MonthNews(Period.of_month("2026-09"), 20, known=True),
    )
    text = page_text(page(changed=Changed("x", months, cells)), {})
    assert (
        "\nChanged since x\n"
        "  July 2026 (Mon 29 Jun to Sun 2 Aug) is new: 1 shift, published\n"
        "  August 2026 (Mon 3 Aug to Sun 30 Aug) is new: 20 shifts, draft 3, which may still change\n"
        "  September 2026 (Mon 31 Aug to Sun 27 Sep) is published now\n"
        "  Thu 4 Jun and Fri 5 Jun: early phones -> off (absence recorded by bob)\n"
        "  Mon 8 Jun: early phones -> off (absence recorded by bob)\n"
        "  Tue 9 Jun: no cell -> late phones\n"
    ) in text


def test_text_from_files_cannot_reach_the_terminal_raw():
    wait = Wait("swap", "x1", ("ann",), (date(2026, 6, 8),))
    hostile = page(
        team="\x1b[31mred",
        answer=(wait,),
        open=("\u202eopen",),
        refused=("\x07",),
        changed=Changed("x", cells=(CellMove(date(2026, 6, 8), "\x1b]0;x", "off"),)),
    )
    text = page_text(hostile, {"ann": "Ann\nExample\x9b"})
    assert not [letter for letter in text if letter != "\n" and not letter.isprintable()]
    assert "Ann\\nExample" in text


def test_colours_change_no_word():
    import re

    plain, painted = (page_text(page(), NAMES, color=color) for color in (False, True))
    assert plain != painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain


def test_who_is_in_no_rota_today_is_told_so():
    rota = town()
    empty = Rota(replace(rota.facts), {})
    text = page_text(page(days=(Stretch((date(2026, 6, 4),), empty),), shifts=()), {})
    assert "\nToday       in no rota that is published or told\n" in text
    assert text.endswith("\nThu 4 Jun, published\nThu 4 Jun  no cell\n")


def test_days_after_the_last_are_not_waited_for(tmp_path):
    """They were called not published or told yet, as if they were to come."""
    root = published(tmp_path)
    people = root / "people.toml"
    text = people.read_text("utf-8")
    people.write_text(text.replace('id = "a6"\n', 'id = "a6"\nuntil = 2026-12-04\n'), "utf-8")
    out = fine(run(root, "show", "--agent", "a6", by="a3", now=NOON)).out
    assert "\nWed 2 Dec to Fri 4 Dec, published\n" in out
    assert out.endswith(
        "\nSat 5 Dec to Tue 15 Dec: in no rota group then; from, until and team in people.toml say so\n"
    )


def test_on_a_low_terminal_what_matters_is_at_the_end(tmp_path, monkeypatch):
    from rota.cli import out

    root = published(tmp_path)
    plain = run(root, "show", "--agent", "a4", now=NOON).out
    lines = plain.count("\n")
    monkeypatch.setattr(out, "width", lambda *_: 200)
    for height, turned in ((lines + 1, False), (lines, True), (24, True)):
        monkeypatch.setattr(out, "height", lambda height=height: height)
        said = run(root, "show", "--agent", "a4", now=NOON).out
        assert (said != plain) == turned
        assert sorted(said.splitlines()) == sorted(plain.splitlines())
    assert said.startswith("Wed 2 Dec to Tue 15 Dec, published\nWed 2 Dec   early reception")
    assert said.endswith(
        "\n\nChanged since Wed 25 Nov\n  nothing\n"
        "\na4 Dev Malhotra, Front office, Wed 2 Dec 2026, 12:40\n\n"
        "Now         until 16:30, early reception\n"
        "Mon 7 Dec   08:30-16:30  early reception\n"
        "Tue 8 Dec   08:30-16:30  early reception\n"
        "Wed 9 Dec   08:30-16:30  early reception\n"
    )
