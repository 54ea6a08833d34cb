"""Names in calendars: the same for good and in every clone, and no proof of any guess."""

import re
import shutil
from datetime import date
from pathlib import Path

from rota.domain.matter import Step
from rota.domain.publication import PublicationEvent
from rota.files import matters
from rota.files.repository import Repository
from rota.work.calendars.naming import address, key_of, uid
from tests.ics_world import Record, all_feeds, texts
from tests.living_world import GROUP, LEADER, MONTH, published
from tests.publish_helpers import drafted, events, run
from tests.swap_world import fine

RECORD = f"rotas/{GROUP}/{MONTH}/1.toml"


def uids(root: Path) -> set[str]:
    return {entry.uid for feed in all_feeds(root).values() for entry in feed.entries}


def salted(root: Path, salt: str) -> Path:
    """The repository with that salt in the first event, or none."""
    path = root / RECORD
    old = path.read_text("utf-8")
    path.unlink()
    at, notice = (re.search(rf"(?m)^{key} = (.*)$", old)[1] for key in ("at", "notice"))
    event = PublicationEvent(
        event=Step.PUBLISHED,
        by=LEADER,
        at=at.strip('"'),
        rota=Repository.open(root).base_digest(GROUP, MONTH),
        draft=1,
        notice=int(notice),
        salt=salt,
    )
    matters.begin_at(root, f"rotas/{GROUP}/{MONTH}", event)
    return root


def test_the_first_event_of_a_month_has_a_salt_and_no_other(tmp_path):
    root = drafted(tmp_path)
    fine(run(root, "tell", MONTH, "--draft", "1"))
    fine(run(root, "publish", MONTH, "--draft", "1", now="2026-10-18T09:00:00+00:00"))
    told, made = events(root)
    assert re.fullmatch("[0-9a-f]{32}", told.salt)
    assert made.salt is None
    other = drafted(tmp_path / "other")
    fine(run(other, "publish", MONTH, "--draft", "1"))
    (alone,) = events(other)
    assert re.fullmatch("[0-9a-f]{32}", alone.salt)
    assert alone.salt != told.salt
    assert not uids(root) & uids(other)


def test_names_outlive_telling_publishing_and_changes(tmp_path):
    root = drafted(tmp_path)
    fine(run(root, "tell", MONTH, "--draft", "1"))
    key = key_of(Repository.open(root), GROUP, MONTH)
    told = uids(root)
    fine(run(root, "tell", MONTH, "--draft", "1", now="2026-10-17T09:00:00+00:00"))
    fine(run(root, "publish", MONTH, "--draft", "1", now="2026-10-18T09:00:00+00:00"))
    fine(run(root, "tell", MONTH, now="2026-10-19T09:00:00+00:00"))
    Record(root).change({("a2", "2026-12-01"): "middle phones", ("a4", "2026-12-01"): "off"})
    assert key_of(Repository.open(root), GROUP, MONTH) == key
    assert uids(root) == told


def test_a_clone_makes_the_same_bytes(tmp_path):
    root = published(tmp_path)
    Record(root).change({("a2", "2026-12-01"): "off"})
    clone = tmp_path / "elsewhere" / "clone"
    shutil.copytree(root, clone)
    assert texts(all_feeds(root).values()) == texts(all_feeds(clone).values())


def test_with_a_salt_no_cell_is_in_any_name(tmp_path):
    """What colleagues cannot see is other in two repositories of one salt, and every name is the same: so whoever
    has names, their own say, learns nothing by trying what would make them."""
    one, other = salted(published(tmp_path / "one"), "5a17"), published(tmp_path / "other")
    base = other / "rotas" / GROUP / f"{MONTH}.toml"
    base.write_text(base.read_text("utf-8").replace('= "leave"', '= "lieu"'), "utf-8")
    salted(other, "5a17")
    assert Repository.open(one).base_digest(GROUP, MONTH) != Repository.open(other).base_digest(GROUP, MONTH)
    assert uids(one) == uids(other)
    assert not uids(one) & uids(salted(one, "5a18"))


def test_without_a_record_the_base_is_the_key(tmp_path):
    root = published(tmp_path)
    recorded = uids(root)
    shutil.rmtree(root / "rotas" / GROUP / MONTH)
    bare = uids(root)
    assert len(bare) == len(recorded)
    assert not bare & recorded
    Record(root).change({("a2", "2026-12-01"): "middle phones"})
    assert uids(root) == bare


def test_each_name_is_a_random_looking_uuid_of_its_own(tmp_path):
    found = uids(published(tmp_path))
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", u) for u in found
    )
    assert len({name[:8] for name in found}) == len(found)
    days = [
        uid(b"key", agent, date(2026, 12, day), n)
        for agent in ("a1", "a11")
        for day in (1, 11)
        for n in (0, 1)
    ]
    assert len(set(days)) == 8


def test_an_address_is_the_agents_own_and_comes_from_the_key():
    assert re.fullmatch(r"a017-[a-z2-7]{26}\.ics", address(b"key", "a017"))
    tails = {address(key, agent)[-30:] for key in (b"key", b"yek") for agent in ("a017", "a018")}
    assert len(tails) == 4
