"""Swap cycles through the use cases themselves, with what each of them wrote or was refused."""

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from rota.domain.matter import Claim, Event
from rota.domain.period import Period
from rota.files import chains
from rota.files.loading import Loader
from rota.files.matters import Chain
from rota.files.repository import Repository
from rota.rules import Level
from rota.work.act import Act
from rota.work.clock import VARIABLE
from rota.work.errors import Refused, Unusable
from rota.work.situation import check_rota
from rota.work.swap.answer import accept, withdraw
from rota.work.swap.ask import request
from rota.work.swap.decide import approve, weigh
from rota.work.swap.proposal import Ask
from rota.work.swap.undo import undoing, void
from tests.living_world import DEPUTY, GROUP, LEADER, MONTH, NOW, published
from tests.test_plan_command import keep_rules

SWAPPERS = ("a1", "a2", "a4", "a5")
"""Full-timers who are trained for everything, so that whole shifts go over."""

WEEKDAYS = tuple(day for day in Period.of_month(MONTH).days if day.weekday() < 5)
TRIES = 3
AUDITED = (
    "changes-apply", "one-change-a-cell", "consent-given", "no-own-approval", "approved-by-entitled",
    "approval-fits", "base-unedited",
)  # fmt: skip
"""Rules about how a published rota came to be what it is."""


@dataclass
class Story:
    """One matter: its id, the steps that were written, and what was refused in between."""

    id: str
    steps: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def office(folder: Path) -> Path:
    """A centre with a published December and so few rules that judging costs little."""
    root = published(folder)
    keep_rules(root, "trained", "agreed-limits", "daily-rest", "cover", *AUDITED)
    return root


def chain_of(repo: Repository, id: str) -> Chain:
    return next(chain for chain in repo.change_chains if chain.id == id)


def acting(agent: str) -> Act:
    return Act(agent, Claim.STATED)


def cycle(root: Path, chance: Random, days: Sequence[date] = WEEKDAYS) -> Story:
    """Ask, accept, approve, and every third time void; what is refused for good is withdrawn."""
    story, people = asked(root, chance, days)
    leader = LEADER if LEADER not in people else DEPUTY
    settled = tried(story, lambda: _accept(root, story.id, people[1]), "accepted") and tried(
        story, lambda: _approve(root, story.id, leader), "approved"
    )
    if not settled:
        repo = Repository.open(root)
        withdraw(repo, chain_of(repo, story.id), acting(people[0]))
        story.steps.append("withdrawn")
    elif chance.random() < 1 / 3:
        tried(story, lambda: _void(root, story.id, leader), "voided")
    return story


def asked(root: Path, chance: Random, days: Sequence[date]) -> tuple[Story, tuple[str, str]]:
    """A swap that somebody may ask for; who cannot is passed over."""
    while True:
        repo = Repository.open(root)
        for _ in range(20):
            one, two = chance.sample(SWAPPERS, 2)
            try:
                ask = Ask((one, two), chance.choice(days))
                decision = request(repo, ask, acting(one))
            except (Refused, Unusable):
                continue
            return Story(decision.matter.id, ["requested"]), (one, two)


def tried(story: Story, what: Callable[[], None], step: str) -> bool:
    """Try a few times, each time with the rota as it is by then."""
    for _ in range(TRIES):
        try:
            what()
        except Refused as refusal:
            story.refused.append(str(refusal))
        else:
            story.steps.append(step)
            return True
    return False


def _accept(root: Path, id: str, agent: str) -> None:
    repo = Repository.open(root)
    accept(repo, chain_of(repo, id), acting(agent))


def _approve(root: Path, id: str, leader: str) -> None:
    repo = Repository.open(root)
    chain, act = chain_of(repo, id), acting(leader)
    everything = {str(table["use"]) for table in repo.rule_tables}
    approve(repo, chain, act, weigh(repo, chain, act, everything))


def _void(root: Path, id: str, leader: str) -> None:
    repo = Repository.open(root)
    chain, act = chain_of(repo, id), acting(leader)
    undoing(repo, chain, act)
    void(repo, chain, act)


def remember_chains() -> None:
    """Read each matter anew only when it has grown, or a process that opens thousands of times reads for hours."""
    read, known = chains._read_chain, {}

    def remembered(loader: Loader, ref: str, model: type[Event]) -> Chain | None:
        key = ref, loader.names(ref)
        if key not in known:
            known[key] = read(loader, ref, model)
        chain = known[key]
        if chain is not None:
            loader.documents.update({document.file: document for document in chain.documents})
        return chain

    chains._read_chain = remembered


def begin_work() -> None:
    """Set up a process of its own."""
    os.environ[VARIABLE] = NOW
    remember_chains()


def work(root: Path, number: int, cycles: int, days: Sequence[date] = WEEKDAYS) -> list[Story]:
    """What one of many processes does."""
    begin_work()
    chance = Random(number)  # noqa: S311 - repeatable, not secret
    return [cycle(root, chance, days) for _ in range(cycles)]


def shifts(repo: Repository, *, base: bool = False) -> Mapping[date, Counter[str]]:
    """The shifts of each day, whoever works them."""
    rota = (repo.bases(GROUP) if base else repo.rotas(GROUP))[MONTH]
    days: dict[date, Counter[str]] = {}
    for cells in rota.cells.values():
        for day, cell in cells.items():
            days.setdefault(day, Counter())[str(cell)] += cell.is_shift
    return days


def check_stories(root: Path, stories: list[Story]) -> None:
    """Nothing lost, nothing doubled: every file is somebody's step, and every step is a file."""
    repo = Repository.open(root)
    there = {chain.id: [event.event.value for event in chain.events] for chain in repo.change_chains}
    assert there == {story.id: story.steps for story in stories}
    files = [path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts]
    assert not [path for path in files if path.name.startswith(".rota-")]
    # A file that was linked and whose other name was not taken away would count two.
    assert {path.stat().st_nlink for path in files} == {1}
    approved = {story.id for story in stories if story.steps[-1] == "approved"}
    assert {change.ref.split("/")[1] for change in repo.effective.applied} == approved
    assert repo.effective.unapplied == ()
    assert shifts(repo) == shifts(repo, base=True)
    found = check_rota(repo, repo.rotas(GROUP)[MONTH]).findings
    assert [str(finding) for finding in found if finding.level is Level.MUST] == []
    for story in stories:
        assert len(story.refused) >= TRIES * (story.steps[-1] == "withdrawn")
