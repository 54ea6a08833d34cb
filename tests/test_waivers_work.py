"""What HR waives is allowed wherever a must rule would refuse: plans, edits, publishing, swaps, leave; and shown as waived."""

from pathlib import Path

from tests.leave_world import CAP, World
from tests.living_world import MONTH, published
from tests.publish_helpers import drafted, run, write_draft
from tests.swap_world import REFERRED, begun, cell, fine
from tests.swap_world import run as swap
from tests.waivers_world import table, write

PAIR = {("a2", "2026-12-05"): "saturday phones", ("a2", "2026-12-12"): "saturday phones"}
RULES = '[[rule]]\nuse = "no-two-saturdays"\n'


def two_saturdays(folder: Path) -> Path:
    """A draft in which a2 works on two Saturdays running, under that rule alone."""
    root = drafted(folder)
    (root / "rules.toml").write_text(RULES)
    write_draft(root, PAIR)
    return root


def test_a_waived_breach_is_published_and_told_as_waived(tmp_path: Path) -> None:
    root = two_saturdays(tmp_path)
    ran = run(root, "publish", MONTH)
    assert ran.code == 1
    assert "it breaks what must hold" in ran.err
    ran = run(write(root, table("SAT02")), "publish", MONTH)
    assert ran.code == 0, ran.err
    assert "Must rules that are broken, and that HR waives:\n" in ran.err
    assert "  Waived: waivers.toml:1:1\n" in ran.err
    assert "Must rules that the facts alone break" not in ran.err
    assert "; 1 waived: passes." in ran.err
    told = run(root, "tell", MONTH)
    assert "Must rules are broken in it" not in told.err
    assert run(root, "check", MONTH).code == 0


def test_an_edit_that_is_waived_exits_with_0_and_says_so(tmp_path: Path) -> None:
    root = drafted(tmp_path)
    (root / "rules.toml").write_text(RULES)
    write(root, table("SAT02"))
    for day in ("2026-12-05", "2026-12-12"):
        ran = run(root, "set", "a2", day, "saturday phones")
        assert ran.code == 0, ran.err
    assert "SAT02" in ran.err
    assert "  Waived: waivers.toml:1:1\n" in ran.err
    (root / "waivers.toml").unlink()
    assert run(root, "set", "a2", "2026-12-12", "off").code == 0
    assert run(root, "set", "a2", "2026-12-12", "saturday phones").code == 1


def test_a_plan_with_a_pin_that_hr_waives_says_so(tmp_path: Path) -> None:
    root = two_saturdays(tmp_path)
    for day in ("2026-12-05", "2026-12-12"):
        run(root, "pin", "a2", day)
    ran = run(root, "plan", MONTH, "--reproducible", "--time-limit", "5")
    assert "These must rules are broken by what was given beforehand" in ran.err
    ran = run(write(root, table("SAT02")), "plan", MONTH, "--reproducible", "--time-limit", "5")
    assert ran.code == 0, ran.err
    assert "These must rules are broken, and HR waives it:" in ran.err
    assert "  Waived: waivers.toml:1:1\n" in ran.err
    assert "by what was given beforehand" not in ran.err


def test_a_swap_that_a_must_rule_denies_goes_through_where_hr_waives_it(tmp_path: Path) -> None:
    """a3 gives up Sat 12 Dec to a4, who works on the 19th: two Saturdays running."""
    root = published(tmp_path)
    asked = ("swap", "request", "a3", "2026-12-12", "--with", "a4")
    ran = swap(root, *asked, by="a3")
    assert ran.code == 1
    assert "no-two-saturdays" in ran.err + ran.out
    write(root, table("SAT02", agents='["a4"]'))
    found = swap(root, "swap", "find", "2026-12-12", by="a3").out.partition("Ruled out")
    assert "a4 Dev Malhotra" in found[0]
    id = begun(swap(root, *asked, by="a3"))
    fine(swap(root, "swap", "accept", id, by="a4"))
    card = fine(swap(root, "swap", "show", id)).out
    assert "+ no-two-saturdays: a4 works two Saturdays running, Sat 12 Dec and Sat 19 Dec (waived)" in card
    fine(swap(root, "swap", "approve", id, *REFERRED, by="a1"))
    assert cell(root, "a4", "2026-12-12") == "saturday phones"
    ran = swap(root, "check", MONTH, "--select", "SAT02")
    assert (ran.code, "; 1 waived; " in ran.out) == (0, True)


def test_leave_beyond_the_cap_is_granted_where_hr_waives_the_cap_of_the_group(tmp_path: Path) -> None:
    world = World(tmp_path, CAP.format(most=1))
    first = world.ask("a1", "2026-12-08")
    second = world.ask("a4", "2026-12-08")
    assert world.leave("approve", first).code == 0
    refused = world.leave("approve", second)
    assert refused.code == 1
    assert "ABS01" in refused.err
    whole = {"agents": "", "groups": '["town-hall"]', "from": "2026-12-08", "until": "2026-12-08"}
    write(world.root, table("ABS01", agents='["a1", "a4"]', from_="2026-12-08", until="2026-12-08"))
    assert world.leave("approve", second).code == 1, "the cap is the group's"
    write(world.root, table("ABS01", **whole | {"until": "2026-12-09"}, amount="1"))
    assert world.leave("approve", second).code == 0
    third = world.ask("a6", "2026-12-08")
    assert world.leave("approve", third).code == 1, "one more than is accepted"
    assert world.run("check", MONTH).code == 0


def test_leave_in_a_blackout_is_granted_to_the_one_whom_hr_waives_it_for(tmp_path: Path) -> None:
    blackout = '[[rule]]\nuse = "leave-blackout"\ndates = [{ from = 2026-12-07, until = 2026-12-11 }]\n'
    world = World(tmp_path, blackout)
    own, other = world.ask("a2", "2026-12-08"), world.ask("a4", "2026-12-08")
    assert world.leave("approve", own).code == 1
    write(world.root, table("LEAVE01", from_="2026-12-08", until="2026-12-08"))
    assert world.leave("approve", other).code == 1
    assert world.leave("approve", own).code == 0
    assert world.run("check", MONTH, "--select", "LEAVE01").code == 0


def test_sickness_over_the_cap_lasts_until_hr_waives_it_and_then_the_check_passes(tmp_path: Path) -> None:
    """Nobody can refuse an absence, so the finding would stay for ever."""
    world = World(tmp_path, CAP.format(most=1))
    for agent in ("a1", "a4"):
        ran = world.run("absence", "add", agent, "2026-12-08", "2026-12-08", "--means", "phone")
        assert ran.code == 0
    assert "ABS01" in ran.err
    assert world.run("check", MONTH).code == 1
    write(world.root, table("ABS01", agents="", teams='["front"]', from_="2026-12-08", until="2026-12-08"))
    ran = world.run("check", MONTH)
    assert (ran.code, "1 waived: passes." in ran.out) == (0, True)
    again = world.run("absence", "add", "a6", "2026-12-08", "2026-12-08", "--means", "phone")
    assert "ABS01" not in again.err, "HR knows of it"
