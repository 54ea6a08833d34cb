"""What each waiver covers in the rotas that were judged, and what is to be said about the waivers themselves."""

from collections.abc import Iterator
from datetime import date

from rota.checking import worst_first
from rota.domain.period import Period, span
from rota.files.codes import Code
from rota.files.errors import remark
from rota.files.repository import Repository
from rota.report import Section
from rota.rules import Finding, Level
from rota.rules.waiving import covers
from rota.work.clock import today
from rota.work.situation import Judged
from rota.work.waiving.standing import Held, State, held
from rota.work.waiving.words import about

TITLE = "waivers.toml"


class Tally:
    """Counts, rota by rota, the findings that each waiver covers, or would if it held."""

    def __init__(self, repo: Repository) -> None:
        self._repo = repo
        self.held = held(repo)
        self.covered: tuple[list[Finding], ...] = tuple([] for _ in self.held)
        self._judged: set[tuple[str, Period]] = set()

    def add(self, judged: Judged) -> None:
        """Count what was found in one rota."""
        facts = judged.rota.facts
        self._judged.add((facts.group, facts.period))
        for one in self.held:
            self.covered[one.at].extend(f for f in judged.findings if covers(one.waiver, f, facts))

    def unused(self, one: Held) -> bool:
        """Whether a waiver covers nothing, its days are over, and every rota that they are in was judged."""
        over = one.waiver.until < today(self._repo.centre)
        return not self.covered[one.at] and over and all(self._was_judged(one, day) for day in _days(one))

    def _was_judged(self, one: Held, day: date) -> bool:
        period = Period.holding(day)
        return all((group, period) in self._judged for group in self._groups(one, day))

    def _groups(self, one: Held, day: date) -> set[str]:
        """The groups in whose rotas the waiver could cover anything on ``day``."""
        own = {self._repo.group_of(agent, day) for agent in one.waiver.agents} - {None}
        teams = {
            group.id for group in self._repo.centre.group if not set(group.teams).isdisjoint(one.waiver.teams)
        }
        return {group for group in own if group} | teams | set(one.waiver.groups)

    def sections(self, *, whole: bool) -> tuple[Section, ...]:
        """What is to be said about waivers, if anything; with ``whole``, also of those that cover nothing."""
        found = worst_first(finding for one in self.held for finding in self._said(one, whole=whole))
        return (Section(TITLE, found),) if found else ()

    def _said(self, one: Held, *, whole: bool) -> Iterator[Finding]:
        place, found = self._repo.waiver_place(one.at), self.covered[one.at]
        if one.faults and (found or whole):
            yield from one.faults
        elif one.state is State.EXPIRED and found:
            what = (
                "the finding that it covered counts"
                if len(found) == 1
                else f"the {len(found)} findings that it covered count"
            )
            yield remark(
                Code.WAIVER_EXPIRED,
                f"{about(one)} expired on {one.waiver.expires}: {what} again",
                "let HR approve it anew, with a later expires, or mend what it covered",
                self._repo.waiver_place(one.at, "expires"),
                level=Level.SHOULD,
                second=found[0].place,
            )
        elif whole and self.unused(one):
            yield remark(
                Code.WAIVER_UNUSED,
                f"{about(one)} covers nothing, and its days are over",
                "delete it from waivers.toml",
                place,
                level=Level.SHOULD,
            )


def _days(one: Held) -> Iterator[date]:
    """A day of each rota that the waiver is about."""
    for day in span(one.waiver.from_, one.waiver.until):
        if day in {one.waiver.from_, one.waiver.until} or day.weekday() == 0:
            yield day
