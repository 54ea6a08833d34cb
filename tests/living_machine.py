"""A published month lives: people ask, agree, fall ill, get killed half way, and their folders part and meet.

Every step goes through the use cases. What must hold afterwards is worked out from the files themselves,
read with nothing of rota but its words.
"""

import os
import shutil
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from rota.domain.changes import ChangeKind, Rejection, Settle
from rota.domain.effective import Change
from rota.domain.leave import Reason
from rota.domain.matter import CellChange, Claim, Means
from rota.domain.period import Period
from rota.files.repository import Repository
from rota.rules import Level
from rota.work.absence import record as absences
from rota.work.act import Act
from rota.work.clock import VARIABLE
from rota.work.errors import Refused, Unusable
from rota.work.leave import asking, deciding, withdrawing
from rota.work.move import Instruction, move
from rota.work.situation import check_rota
from rota.work.swap.answer import accept, decline, withdraw
from rota.work.swap.ask import request
from rota.work.swap.card import Decision
from rota.work.swap.decide import approve, reject, weigh
from rota.work.swap.proposal import Ask
from rota.work.swap.undo import undoing, void
from tests.living_world import DEPUTY, GROUP, LEADER, MONTH, NOW, published
from tests.swapping import AUDITED
from tests.test_effective import Reference
from tests.test_plan_command import keep_rules
from tests.torn import Watch, watching

AGENTS = ("a1", "a2", "a3", "a4", "a5", "a6")
DAYS = Period.of_month(MONTH).days
NEAR = DAYS[7:21]
"""Two weeks in which everything happens, so that matters meet."""

RULES = ("trained", "agreed-limits", "daily-rest", "cover", *AUDITED)
MERGED = {"AUDIT04", "AUDIT05"}
"""Findings that only folders put together can have."""

SEEN: Counter[str] = Counter()
"""What came about at all, over all runs: a machine that is always refused proves nothing."""


class Killed(BaseException):
    """The process is no more."""


@contextmanager
def killed(root: Path, at: int) -> Iterator[None]:
    """Die at the call of that number which changes ``root``; nothing that is tried afterwards changes it."""

    def before(watch: Watch, name: str, args: tuple[Any, ...]) -> None:
        if len(watch.seen) >= at:
            raise Killed

    with watching(Watch(root, before), fixed_ids=False):
        yield


class Living(RuleBasedStateMachine):
    """The folder, sometimes a second one that has parted from it, the time, and matters by what they are."""

    swaps = Bundle("swaps")
    leaves = Bundle("leaves")
    ill = Bundle("ill")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="rota-living-"))
        self.root = published(self.folder)
        keep_rules(self.root, *RULES)
        self.parted: Path | None = None
        self.folders = 0
        self.dies_at = 0
        self.time = datetime.fromisoformat(NOW)
        os.environ[VARIABLE] = self.time.isoformat()

    def teardown(self) -> None:
        os.environ.pop(VARIABLE, None)
        shutil.rmtree(self.folder)

    # ---- acting ------------------------------------------------------------------------------------

    def tried(self, what: str, use: Callable[[Repository], Any]) -> Any:
        """Run a use case; None where it is refused, or killed."""
        dies_at, self.dies_at = self.dies_at, 0
        repo = Repository.open(self.root)
        try:
            if dies_at:
                with killed(self.root, dies_at):
                    done = use(repo)
            else:
                done = use(repo)
        except (Refused, Unusable) as refusal:
            SEEN[f"{what} refused" if str(refusal).strip() else "refused without a word"] += 1
            return None
        except Killed:
            SEEN["killed"] += 1
            return None
        SEEN[what] += 1
        return done

    def on_swap(self, what: str, id: str, use: Callable[[Repository, Any], Any]) -> Any:
        def found(repo: Repository) -> Any:
            chain = next((one for one in repo.change_chains if one.id == id), None)
            # Killed before it was written, or asked in the folder that was left.
            return None if chain is None else use(repo, chain)

        return self.tried(what, found)

    @rule(
        target=swaps,
        people=st.permutations(AGENTS).map(lambda order: tuple(order[:2])),
        day=st.sampled_from(NEAR),
        their_day=st.none() | st.sampled_from(NEAR),
        settle=st.sampled_from([None, None, None, Settle.OWED]),
    )
    def ask(self, people: tuple[str, str], day: date, their_day: date | None, settle: Settle | None) -> str:
        asked = Ask(people, day, None if settle or their_day == day else their_day, settle)
        decision = self.tried("ask", lambda repo: request(repo, asked, _as(people[0])))
        return decision.matter.id if decision else ""

    @rule(
        target=swaps,
        day=st.sampled_from(NEAR),
        people=st.permutations(("a1", "a2", "a4", "a5")).map(lambda order: tuple(order[:2])),
        leader=st.sampled_from([LEADER, DEPUTY]),
    )
    def ask_accept_approve(self, people: tuple[str, str], day: date, leader: str) -> str:
        """The usual course, which steps one by one seldom come to."""
        id = self.ask(people=people, day=day, their_day=None, settle=None)
        if id:
            self.accept(id=id, agent=people[1])
            self.approve(id=id, leader=leader)
        return id

    @rule(id=swaps, agent=st.sampled_from(AGENTS))
    def accept(self, id: str, agent: str) -> None:
        self.on_swap("accept", id, lambda repo, chain: accept(repo, chain, _as(agent)))

    @rule(id=swaps, agent=st.sampled_from(AGENTS))
    def decline(self, id: str, agent: str) -> None:
        self.on_swap("decline", id, lambda repo, chain: decline(repo, chain, _as(agent)))

    @rule(id=swaps, agent=st.sampled_from(AGENTS))
    def take_back(self, id: str, agent: str) -> None:
        self.on_swap("withdraw", id, lambda repo, chain: withdraw(repo, chain, _as(agent)))

    @rule(id=swaps, leader=st.sampled_from(AGENTS))
    def reject(self, id: str, leader: str) -> None:
        self.on_swap("reject", id, lambda repo, chain: reject(repo, chain, _as(leader), Rejection.COVER))

    @rule(id=swaps, leader=st.sampled_from([LEADER, LEADER, DEPUTY, "a2"]))
    def approve(self, id: str, leader: str) -> None:
        def approved(repo: Repository, chain: Any) -> None:
            everything = {str(table["use"]) for table in repo.rule_tables} & {"cover"}
            decision = weigh(repo, chain, _as(leader), everything)
            if decision.matter.kind is ChangeKind.SWAP:
                _conserves(decision)
            approve(repo, chain, _as(leader), decision)

        self.on_swap("approve", id, approved)

    @rule(id=swaps, leader=st.sampled_from([LEADER, DEPUTY]))
    def void(self, id: str, leader: str) -> None:
        def voided(repo: Repository, chain: Any) -> None:
            undoing(repo, chain, _as(leader))
            void(repo, chain, _as(leader))

        self.on_swap("void", id, voided)

    @rule(
        target=swaps,
        agent=st.sampled_from(AGENTS),
        day=st.sampled_from(NEAR),
        service=st.sampled_from(["phones", "reception"]),
    )
    def move(self, agent: str, day: date, service: str) -> str:
        leader = LEADER if agent != LEADER else DEPUTY
        wanted = Instruction(agent, day, service=service)
        moved = self.tried("move", lambda repo: move(repo, wanted, _as(leader)))
        return moved.id if moved else ""

    @rule(
        target=ill,
        agent=st.sampled_from(AGENTS),
        first=st.sampled_from(NEAR),
        length=st.none() | st.integers(0, 4),
    )
    def fall_ill(self, agent: str, first: date, length: int | None) -> str:
        last = None if length is None else first + timedelta(length)
        recorded = self.tried("absence", lambda repo: absences.add(repo, agent, first, last, _for(agent)))
        return recorded.absence.id if recorded else ""

    @rule(id=ill, length=st.integers(0, 6), never=st.booleans())
    def recover(self, id: str, length: int, never: bool) -> None:
        def ended(repo: Repository) -> None:
            chain = next((one for one in repo.absence_chains if one.id == id), None)
            if chain is None:
                return
            said = chain.events[0]
            act = _for(said.agent)
            if never:
                absences.void(repo, chain, act)
            else:
                absences.end(repo, chain, said.from_ + timedelta(length), act)

        self.tried("never absent" if never else "back", ended)

    @rule(
        target=leaves,
        agent=st.sampled_from(AGENTS),
        first=st.sampled_from(DAYS[:7]),
        length=st.integers(0, 2),
    )
    def ask_leave(self, agent: str, first: date, length: int) -> str:
        wanted = asking.Wanted(first, first + timedelta(length))
        asked = self.tried("ask leave", lambda repo: asking.request(repo, _as(agent), wanted))
        return asked.leave.id if asked else ""

    @rule(id=leaves, leader=st.sampled_from([LEADER, DEPUTY, "a2"]))
    def grant_leave(self, id: str, leader: str) -> None:
        if id:
            self.tried("grant leave", lambda repo: deciding.approve(repo, id, _as(leader)))

    @rule(id=leaves, leader=st.sampled_from([LEADER, DEPUTY]), wait=st.booleans())
    def refuse_leave(self, id: str, leader: str, wait: bool) -> None:
        if id:
            self.tried(
                "refuse leave", lambda repo: deciding.refuse(repo, id, _as(leader), Reason.COVER, wait=wait)
            )

    @rule(id=leaves, by=st.sampled_from([LEADER, DEPUTY, "a2"]))
    def give_leave_back(self, id: str, by: str) -> None:
        if id:
            self.tried("give leave back", lambda repo: withdrawing.withdraw(repo, id, _as(by)))

    # ---- what happens to them ----------------------------------------------------------------------

    @rule(days=st.integers(1, 4))
    def time_passes(self, days: int) -> None:
        self.time += timedelta(days)
        os.environ[VARIABLE] = self.time.isoformat()

    @rule(at=st.integers(1, 9))
    def somebody_will_be_killed(self, at: int) -> None:
        """The next step that writes dies at that call."""
        self.dies_at = at

    @precondition(lambda self: self.parted is None)
    @rule()
    def part(self) -> None:
        """A second folder with the same content; from now on both are worked in."""
        self.folders += 1
        self.parted = self.folder / f"parted{self.folders}"
        shutil.copytree(self.root, self.parted)

    @precondition(lambda self: self.parted is not None)
    @rule()
    def go_to_the_other(self) -> None:
        self.root, self.parted = self.parted, self.root

    @precondition(lambda self: self.parted is not None)
    @rule()
    def meet(self) -> None:
        """The files of both, as git would put them together; where both followed one matter, this side is kept."""
        for folder in ("changes", "leave", "absence"):
            for matter in sorted((self.parted / folder).glob("*")):
                _join(matter, self.root / folder / matter.name)
        shutil.rmtree(self.parted)
        self.parted = None
        SEEN["met"] += 1
        if Repository.open(self.root).effective.unapplied:
            SEEN["conflict"] += 1

    @precondition(lambda self: self.parted is None)
    @rule(
        target=swaps,
        day=st.sampled_from(NEAR),
        people=st.permutations(("a1", "a2", "a4", "a5")).map(lambda order: tuple(order[:3])),
        mends=st.booleans(),
    )
    def clash(self, day: date, people: tuple[str, str, str], mends: bool) -> str:
        """In two folders the same agent's day is swapped with two others, and the folders meet."""
        one, two, three = people
        self.part()
        id = self.ask_accept_approve(day=day, people=(one, two), leader=LEADER)
        self.go_to_the_other()
        self.ask_accept_approve(day=day, people=(one, three), leader=LEADER)
        self.meet()
        if mends and any(True for _ in self.faults()):
            self.mend(leader=LEADER, number=0)
        return id

    @precondition(lambda self: any(True for _ in self.faults()))
    @rule(leader=st.sampled_from([LEADER, DEPUTY]), number=st.integers(0, 9))
    def mend(self, leader: str, number: int) -> None:
        """A leader voids one of those that do not apply."""
        found = sorted(self.faults())
        ref = found[number % len(found)].rpartition("/")[0]
        if ref.startswith("changes/"):
            before = len(found)
            self.void(id=ref.partition("/")[2], leader=leader)
            if len(list(self.faults())) < before:
                SEEN["mended"] += 1

    def faults(self) -> Iterator[str]:
        return (one.ref for one in Repository.open(self.root).effective.unapplied)

    # ---- what must hold ------------------------------------------------------------------------------

    @invariant()
    def everything_holds(self) -> None:
        repo = Repository.open(self.root)
        base, events = _base(self.root), list(_events(self.root))
        self._the_rota_is_what_the_files_say(repo, base, events)
        _nobody_approved_their_own(events)
        _swaps_keep_the_shifts(events, {change.ref for change in repo.effective.applied})
        self._the_checkers_agree(repo)

    def _the_rota_is_what_the_files_say(self, repo: Repository, base: dict, events: list) -> None:
        reference = Reference(base, _changes(events))
        assert {change.ref for change in repo.effective.applied} == reference.standing()
        expected = {key: str(cell) for key, cell in base.items()}
        expected |= {key: text for key, (_, text) in reference.ends().items()}
        rota = repo.rotas(GROUP)[MONTH]
        assert {(a, d): str(c) for a, days in rota.cells.items() for d, c in days.items()} == expected

    def _the_checkers_agree(self, repo: Repository) -> None:
        found = check_rota(repo, repo.rotas(GROUP)[MONTH]).findings
        codes = {finding.code for finding in found if finding.level is Level.MUST}
        unapplied = {one.fault for one in repo.effective.unapplied}
        assert codes <= (MERGED if unapplied else set()), [
            str(finding) for finding in found if finding.level is Level.MUST
        ]
        assert bool(codes) == bool(unapplied)


def _as(agent: str) -> Act:
    return Act(agent, Claim.STATED)


def _for(agent: str) -> Act:
    """Their leader, who was told on the phone."""
    leader = LEADER if agent != LEADER else DEPUTY
    return Act(leader, Claim.STATED, agent, Means.PHONE)


def _conserves(decision: Decision) -> None:
    """Hours and lieu only change hands."""
    for sums in ("credited", "lieu", "saturdays"):
        before, after = (sum(getattr(one, sums)[side] for one in decision.effects.agents) for side in (0, 1))
        assert before == after, (sums, decision.cells)


# ---- the files, read with nothing of rota ------------------------------------------------------------


def _base(root: Path) -> dict:
    from rota.domain.cell import parse_cell

    data = tomllib.loads((root / "rotas" / GROUP / f"{MONTH}.toml").read_text())
    return {
        (agent, date.fromisoformat(day)): parse_cell(text)
        for agent, days in data["cells"].items()
        for day, text in days.items()
    }


def _events(root: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every matter with its events as plain tables."""
    for folder in ("changes", "leave", "absence"):
        for matter in sorted((root / folder).glob("*")):
            files = sorted(matter.glob("*.toml"), key=lambda file: int(file.stem))
            events = [tomllib.loads(file.read_text()) for file in files]
            if events:
                yield f"{folder}/{matter.name}", events


def _changes(events: list) -> list[Change]:
    """What changes cells: approved and recorded, ends of absences, and leave given back."""
    found = []
    for ref, matter in events:
        steps = [event["event"] for event in matter]
        for number, event in enumerate(matter, 1):
            gives_back = event["event"] == "withdrawn" and "approved" in steps[: number - 1]
            settled = event["event"] in {"approved", "recorded", "ended"} or gives_back
            if settled and event.get("cell") and "voided" not in steps:
                cells = tuple(CellChange.model_validate(cell) for cell in event["cell"])
                found.append(Change(f"{ref}/{number}", cells))
    return found


def _nobody_approved_their_own(events: list) -> None:
    for ref, matter in events:
        for event in matter:
            if event["event"] in {"approved", "refused", "voided"} and not ref.startswith("absence/"):
                whose = {cell["agent"] for cell in matter[0].get("cell", ())} | {event.get("agent")}
                assert event["by"] in {LEADER, DEPUTY} - whose, ref


def _swaps_keep_the_shifts(events: list, applied: set[str]) -> None:
    """A swap between two leaves each day its shifts, but for days that a lieu day goes to or comes from."""
    for ref, matter in events:
        for number, event in enumerate(matter, 1):
            if event.get("kind") == "swap" and f"{ref}/{number}" in applied:
                for day in {cell["day"] for cell in event["cell"]}:
                    cells = [cell for cell in event["cell"] if cell["day"] == day]
                    if not any("lieu" in (cell["before"], cell["after"]) for cell in cells):
                        assert _patterns(cells, "before") == _patterns(cells, "after"), ref


def _patterns(cells: list[dict[str, Any]], side: str) -> Counter[str]:
    # Somebody who is not trained for the other's service keeps their own, and takes the times alone.
    return Counter(cell[side].split()[0] for cell in cells)


def _join(theirs: Path, ours: Path) -> None:
    """Put a matter's events together with ours; of two that came next in both folders, ours stays."""
    ours.mkdir(parents=True, exist_ok=True)
    files = sorted(theirs.glob("[0-9]*.toml"), key=lambda file: int(file.stem))
    for file in files:
        target = ours / file.name
        if target.exists() and target.read_bytes() != file.read_bytes():
            return
    for file in files:
        shutil.copyfile(file, ours / file.name)
