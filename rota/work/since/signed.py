"""Who signed each new event: the commits that brought it, and whether one of them stands for whoever wrote it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rota.domain.authority import entitled, team_on
from rota.domain.entitled import is_decision
from rota.domain.record import day_at
from rota.files.codes import Code
from rota.files.commits import Commits
from rota.files.digest import digest
from rota.files.errors import BadInput, remark
from rota.files.toml import parse_toml, read_toml
from rota.rules import Finding, Level
from rota.work.clock import today
from rota.work.since.back import Back
from rota.work.since.entitlement import Judges
from rota.work.since.kept import New
from rota.work.since.keys import OTHER, STATES, UNSIGNED, VERIFIED, VOUCHED, Keys


@dataclass(frozen=True)
class Said:
    """How one event is signed, and what is wrong with that."""

    state: str
    finding: Finding | None = None


@dataclass(frozen=True)
class Signed:
    """The new events and the commits since, with whose keys signed those."""

    back: Back
    commits: Commits
    keys: Keys
    new: Sequence[New]

    @classmethod
    def of(cls, back: Back, commits: Commits, new: Sequence[New]) -> "Signed":
        """Those of the change; Unusable, with what to do, where signatures cannot be verified."""
        return cls(back, commits, Keys.of(back, commits), new)

    def told(self, judges: Judges) -> tuple[Said, ...]:
        """How each of the new events is signed."""
        return tuple(self._told(judges, one) for one in self.new)

    def by_hr(self, file: str) -> bool:
        """Whether ``file`` is as it was committed since, and all that was done to it by somebody who acted for HR before."""
        hr = self.back.trusted.centre.hr if self.back.trusted else ()
        made, content = self.commits.touching(f"{self.back.git.prefix}{file}"), self._contents.get(file)
        if content is None or all(one.after != content for one in made):
            return False
        committed = self.back.git.contents([content])[content]
        as_it_lies = _digest(committed, file) == digest(read_toml(self.back.root, file).data)
        return as_it_lies and all(self.keys.signer(one.commit) in hr for one in made)

    def _told(self, judges: Judges, one: New) -> Said:
        commits = self._bringing[one.file]
        if commits is None:
            message = f"{one.file} is not committed as it lies here, so nobody can have signed it"
            fix = "commit it, signed, and check again"
            return Said(UNSIGNED, _finding(Code.NOT_COMMITTED, one, message, fix))
        if not commits:
            message = (
                f"{one.file} came by no commit since {self.back.ref}: a merge brought it back from elsewhere"
            )
            fix = f"see where it was before: git log --all -- {one.file}"
            return Said(UNSIGNED, _finding(Code.UNSIGNED, one, message, fix))
        wrong = [self.keys.wrong(commit, one.event.by, self._writers[commit]) for commit in commits]
        first = wrong[0]
        # One good signature is enough: the same file may have come twice, as by a merge.
        if first is None or None in wrong:
            return self._left(one) or Said(VERIFIED)
        for commit in commits:
            if (leader := self.keys.signer(commit)) and self._vouches(judges, one, commit, leader):
                by = one.event.by
                message = f"{one.file} is signed by {leader}, who may enter it for {by}; nothing shows that {by} said so"
                return Said(VOUCHED, _finding(Code.OTHER_SIGNER, one, message, first.fix, Level.SHOULD))
        found = _finding(first.code, one, f"{one.file}: {first.message}", first.fix)
        return Said(first.state, found.with_(second=first.second))

    def _left(self, one: New) -> Said | None:
        """What is wrong where whoever signed does not work here any more; a leaver can date a commit back."""
        trusted = self.back.trusted
        people = trusted.people.agent if trusted else ()
        person = next((agent for agent in people if agent.id == one.event.by), None)
        if person is None or person.until is None or trusted is None:
            return None
        if max(day_at(one.event, trusted.centre.zone), today(trusted.centre)) <= person.until:
            return None
        message = f"{one.file}: {person.id}, who signed it, worked here until {person.until}"
        fix = "let somebody who works here look at it and write it anew; commits can be dated back"
        return Said(OTHER, _finding(Code.KEY_LAPSED, one, message, fix))

    def _vouches(self, judges: Judges, one: New, commit: str, leader: str) -> bool:
        """Whether ``leader`` signed what an agent of theirs said in a staff copy, as `rota inbox` takes it in.

        Among what they say themselves, the word of others is squashed, not taken in.
        """
        event, rota = one.event, judges.of_event(one)
        if event.for_ is not None or is_decision(event) or leader in self._writers[commit]:
            return False
        concerned = one.matter.concerned(event)
        parties = {agent for agent, _ in concerned} | {event.by}
        day = day_at(event, rota.facts.centre.zone)
        team = team_on(rota, event.by, day, *(on for agent, on in concerned if agent == event.by))
        return team is not None and leader not in parties and leader in entitled(rota, team, day, parties)

    @cached_property
    def _contents(self) -> Mapping[str, str]:
        """What git keeps at each path of what is checked out."""
        return {entry.path: entry.content for entry in self.back.git.files(self.back.newer)}

    @cached_property
    def _bringing(self) -> Mapping[str, tuple[str, ...] | None]:
        """The commits that brought each new event; None where it is not committed as it lies here.

        Whoever only changed line ends or comments has not said what it says.
        """
        prefix = self.back.git.prefix
        made = {one.file: self.commits.touching(f"{prefix}{one.file}") for one in self.new}
        names = {
            file: {name for one in each for name in (one.after, *one.before) if name} | self._lying(file)
            for file, each in made.items()
        }
        texts = self.back.git.contents(name for each in names.values() for name in each)

        def brought(file: str) -> tuple[str, ...] | None:
            wanted = self.back.here.digests[file]
            same = {name for name in names[file] if _digest(texts[name], file) == wanted}
            if not self._lying(file) & same:
                return None
            return tuple(one.commit for one in made[file] if one.after in same and not same & one.before)

        return {one.file: brought(one.file) for one in self.new}

    def _lying(self, file: str) -> set[str]:
        """What git keeps at ``file``; nothing where it keeps no plain file there."""
        return {self._contents[file]} if file in self._contents else set()

    @cached_property
    def _writers(self) -> Mapping[str, frozenset[str]]:
        """For each commit, who wrote the events that it brought."""
        found: dict[str, frozenset[str]] = {}
        for one in self.new:
            for commit in self._bringing[one.file] or ():
                found[commit] = found.get(commit, frozenset()) | {one.event.by}
        return found


def counted(said: Iterable[Said]) -> Iterator[str]:
    """How many events are signed how: ``3 verified``; the verified are always told, the others where there are any."""
    states = [one.state for one in said]
    return (f"{states.count(state)} {state}" for state in STATES if state == VERIFIED or state in states)


def _digest(text: bytes, file: str) -> str:
    try:
        return digest(parse_toml(text.decode("utf-8-sig"), file).data)
    except (BadInput, UnicodeDecodeError):
        return ""


def _finding(code: Code, one: New, message: str, fix: str, level: Level = Level.MUST) -> Finding:
    return remark(code, message, fix, one.place("by"), level=level)
