"""What has changed since an agent last looked: where looks are kept, whose count, and what the record says instead."""

import json
import os
import stat
from datetime import date
from pathlib import Path

import pytest

from rota.files.looks import Looks, Seen, path_of, read_looks, write_looks
from tests.living_world import MONTH, NOW, published
from tests.publish_helpers import drafted, files, write_draft
from tests.publish_helpers import run as as_leader
from tests.swap_world import applied, edit, fine, run, with_cells

LATER = "2026-11-18T08:15:00+00:00"
LATEST = "2026-11-19T08:15:00+00:00"
MOVED = "  Mon 14 Dec: early reception -> late phones (swap approved by a3)\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return published(tmp_path)


def changed(root: Path, now: str = NOW, agent: str = "me", by: str = "a4", *more: str) -> str:
    """The section on changes of the page that ``by`` opens at ``now``."""
    out = fine(run(root, "show", "--agent", agent, *more, by=by, now=now)).out
    _, _, section = out.partition("\nChanged since ")
    return section.partition("\n\n")[0] + "\n"


def test_a_first_look_tells_the_last_week_by_the_record(root):
    assert changed(root) == "Mon 9 Nov (this is your first look)\n  nothing\n"
    applied(root, "a2", "2026-12-14", "a4")
    assert changed(root, by="a2") == (
        "Mon 9 Nov (this is your first look)\n  Mon 14 Dec: late phones -> early reception (swap approved by a3)\n"
    )


def test_a_look_is_held_against_the_last_of_an_earlier_day(root):
    changed(root)
    applied(root, "a2", "2026-12-14", "a4")
    since = "Mon 16 Nov 09:00, when you last looked\n"
    assert changed(root, LATER) == since + MOVED
    # What was new in the morning can be read again at noon.
    assert changed(root, LATER.replace("08:15", "12:30")) == since + MOVED
    assert changed(root, LATEST) == "Wed 18 Nov 12:30, when you last looked\n  nothing\n"


def test_only_me_moves_the_mark(root):
    changed(root)
    applied(root, "a2", "2026-12-14", "a4")
    before = changed(root, LATER, "a4", "a3")
    assert before == "Wed 11 Nov\n" + MOVED
    changed(root, LATER, "a4", "a4")
    changed(root, LATER, "me", "a4", "--since", "2026-11-18")
    fine(run(root, "show", MONTH, "--agent", "me", by="a4", now=LATER))
    assert changed(root, LATEST) == "Mon 16 Nov 09:00, when you last looked\n" + MOVED


def test_nothing_is_written_into_the_repository(root):
    before = files(root)
    changed(root)
    assert files(root) == before
    (kept,) = (root.parent / "state").rglob("*.json")
    assert kept == path_of(root, "a4")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert "tiny" not in kept.name
    assert len(kept.stem) == 32


def test_everybody_and_every_repository_has_looks_of_its_own(root, tmp_path):
    paths = {path_of(root, "a4"), path_of(root, "a2"), path_of(tmp_path, "a4")}
    assert len(paths) == 3


def test_a_folder_in_the_repository_is_no_place_for_it(root, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(root / "state"))
    before = files(root)
    assert path_of(root, "a4") is None
    assert changed(root).startswith("Mon 9 Nov (this is your first look)\n")
    assert files(root) == before


def test_a_folder_that_cannot_be_written_is_no_error_but_is_said(root, tmp_path, monkeypatch):
    (tmp_path / "a-file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "a-file"))
    for _ in range(2):
        ran = run(root, "show", "--agent", "me", by="a4")
        assert ran.code == 0
        assert ran.err.startswith("When you looked cannot be kept, so the next look will not tell")
        assert "(this is your first look)" in ran.out
    assert fine(run(root, "show", "--agent", "me", "--since", "2026-11-10", by="a4")).err == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"format": 2}',
        '{"format": 1, "last": {}}',
        '{"format": 1, "last": {"at": "yesterday", "cells": {}, "published": []}}',
        '{"format": 1, "last": {"at": "2026-11-01", "cells": {}, "published": []}}',
        '{"format": 1, "last": {"at": 7, "cells": {}, "published": []}}',
        '{"format": 1, "last": {"at": "2026-11-01T00:00:00+00:00", "cells": {"soon": "off"}, "published": []}}',
        '{"format": 1, "last": {"at": "2026-11-01T00:00:00+00:00", "cells": [], "published": []}}',
        "[" * 100_000,
        " " * 300_000 + "{}",
        "\x00\xff",
    ],
)
def test_a_broken_file_is_as_good_as_none(root, text):
    path = path_of(root, "a4")
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode("latin-1"))
    assert read_looks(path) is None
    assert changed(root).startswith("Mon 9 Nov (this is your first look)\n")
    assert read_looks(path) is not None


def test_what_is_kept_cannot_deceive_the_terminal(root):
    changed(root)
    path = path_of(root, "a4")
    data = json.loads(path.read_text())
    data["last"]["cells"]["2026-12-14"] = "\x1b]0;x\u202e"
    path.write_text(json.dumps(data))
    section = changed(root, LATER)
    assert "  Mon 14 Dec: \\x1b]0;x\\u202e -> early reception\n" in section


def test_looks_come_back_as_they_were_kept(tmp_path):
    cells = {date(2026, 12, 14): "early phones", date(2026, 12, 1): "off"}
    looks = Looks(
        Seen("2026-11-01T09:00:00+00:00"), Seen("2026-11-02T09:00:00+00:00", cells, frozenset({"g m"}))
    )
    for one in (looks, Looks(None, looks.last)):
        assert write_looks(tmp_path / "deep" / "x.json", one)
        assert read_looks(tmp_path / "deep" / "x.json") == one
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["x.json"]
    assert not write_looks(None, looks)


def test_where_looks_are_kept_follows_the_system(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    at_home = tmp_path / ".local" / "state" / "rota" / "looks"
    assert path_of(Path("/r"), "a", {}).parent == at_home
    assert path_of(Path("/r"), "a", {"XDG_STATE_HOME": "relative"}).parent == at_home
    assert path_of(Path("/r"), "a", {"XDG_STATE_HOME": "/x"}).parent == Path("/x/rota/looks")
    monkeypatch.setattr("sys.platform", "win32")
    there = {"LOCALAPPDATA": os.fspath(tmp_path / "App"), "XDG_STATE_HOME": "/x"}
    assert path_of(Path("/r"), "a", there).parent == tmp_path / "App" / "rota" / "looks"
    monkeypatch.setattr("pathlib.Path.home", lambda: (_ for _ in ()).throw(RuntimeError))
    assert path_of(Path("/r"), "a", {}) is None


def test_since_goes_by_the_record_link_by_link(root):
    applied(root, "a2", "2026-12-14", "a4")
    fine(run(root, "absence", "add", "a4", "2026-12-14", "2026-12-14", by="a3", now=LATER))
    both = "  Mon 14 Dec: early reception -> absent (absence recorded by a3)\n"
    assert changed(root, LATEST, "a4", "a3", "--since", "2026-11-16") == "Mon 16 Nov\n" + both
    last = "  Mon 14 Dec: late phones -> absent (absence recorded by a3)\n"
    assert changed(root, LATEST, "a4", "a3", "--since", "2026-11-17") == "Tue 17 Nov\n" + last
    assert changed(root, LATEST, "a4", "a3", "--since", "2026-11-19") == "Thu 19 Nov\n  nothing\n"
    new = "  December 2026 (Mon 30 Nov to Sun 3 Jan) is new: 16 shifts, published\n"
    assert changed(root, LATEST, "a4", "a3", "--since", "2026-10-19") == "Mon 19 Oct\n" + new


def test_what_was_voided_since_is_a_change_back(root):
    id = applied(root, "a2", "2026-12-14", "a4")
    fine(run(root, "swap", "void", id, by="a3", now=LATER))
    back = "  Mon 14 Dec: late phones -> early reception\n"
    assert changed(root, LATEST, "a4", "a3", "--since", "2026-11-17") == "Tue 17 Nov\n" + back
    assert changed(root, LATEST, "a4", "a3", "--since", "2026-11-16") == "Mon 16 Nov\n  nothing\n"


def test_a_break_that_moves_is_no_change_of_duty(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    root = with_cells(tmp_path, {("a4", "2026-12-14"): "early reception; 12:00-12:30 break"})
    changed(root)
    edit(root, f"rotas/town-hall/{MONTH}.toml", "12:00-12:30 break", "12:30-13:00 break")
    assert changed(root, LATER) == "Mon 16 Nov 09:00, when you last looked\n  nothing\n"
    edit(root, f"rotas/town-hall/{MONTH}.toml", "; 12:30-13:00 break", "; 12:30-13:00 phones")
    moved = "  Mon 14 Dec: early reception -> early reception; 12:30-13:00 phones\n"
    assert changed(root, LATER) == "Mon 16 Nov 09:00, when you last looked\n" + moved


def test_two_drafts_that_were_told_are_held_against_each_other(tmp_path):
    root = drafted(tmp_path)
    as_leader(root, "tell", MONTH, now="2026-10-12T09:00:00+00:00")
    draft = root / f"drafts/town-hall/{MONTH}/1.toml"
    (draft.parent / "2.toml").write_bytes(draft.read_bytes())
    write_draft(root, {("a5", "2026-12-07"): "early reception"}, 2)
    assert as_leader(root, "tell", MONTH, "--draft", "2", now="2026-10-14T09:00:00+00:00").code == 0
    now = "2026-10-16T09:00:00+00:00"
    assert changed(root, now, "a5", "a3", "--since", "2026-10-13") == (
        "Tue 13 Oct\n  Mon 7 Dec: late reception -> early reception\n"
    )
    new = "  December 2026 (Mon 30 Nov to Sun 3 Jan) is new: 22 shifts, draft 2, which may still change\n"
    assert changed(root, now, "a5", "a3", "--since", "2026-10-12") == "Mon 12 Oct\n" + new


def test_a_day_to_come_is_no_day_to_count_from(root):
    ran = run(root, "show", "--agent", "me", "--since", "2026-11-17", by="a4")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "rota: --since 2026-11-17 is yet to come; today is 2026-11-16\n"


def test_a_staff_copy_tells_what_changed_between_looks_and_no_more(root, tmp_path):
    copy = tmp_path / "copy"
    for at, now in ((tmp_path / "all", NOW), (copy, NOW)):
        more = ("--for", "a4") if at == copy else ()
        fine(run(root, "staff-copy", at, *more, now=now))
    first = "Mon 9 Nov\n  not known: your first look here; the next one will tell\n"
    assert changed(copy) == first
    assert changed(tmp_path / "all") == first
    assert changed(copy, NOW, "a2", "a4") == "Mon 9 Nov\n  not known: a staff copy does not hold it\n"
    applied(root, "a2", "2026-12-14", "a4")
    fine(run(root, "staff-copy", copy, "--for", "a4"))
    assert changed(copy, LATER) == (
        "Mon 16 Nov 09:00, when you last looked\n  Mon 14 Dec: early reception -> late phones\n"
    )
    ran = run(copy, "show", "--agent", "me", "--since", "2026-11-10", by="a4")
    assert ran.code == 2
    assert "a staff copy does not hold when something changed; leave out --since" in ran.err


def test_a_copy_for_everybody_shows_no_leave_and_no_balance(root, tmp_path):
    everybody = tmp_path / "all"
    fine(run(root, "staff-copy", everybody))
    ran = run(everybody, "show", "--agent", "me", by="a4")
    assert ran.err == "This is a staff copy; leave, lieu, absence and training are off in it, your own too.\n"
    assert "Leave" not in ran.out
    assert "lieu" not in ran.out
    own = tmp_path / "own"
    fine(run(root, "staff-copy", own, "--for", "a4"))
    ran = run(own, "show", "--agent", "me", by="a4")
    assert ran.err == ""
    assert "\n  Time in lieu: -1:00 at the end of Sun 3 Jan\n" in ran.out
    assert "Time in lieu" not in run(own, "show", "--agent", "a2", by="a4").out
