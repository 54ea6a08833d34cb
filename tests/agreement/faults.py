"""Faults to plant in one half of a rule: a harness that lets them live would prove nothing.

An encoder's fault stands between the rule and the model and bends what it says; a checker's fault
bends the rota that it is given or the findings that it returns.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from rota.domain.breaks import bare
from rota.domain.calendar import Calendar
from rota.domain.cell import Cell, Kind
from rota.domain.facts import Facts
from rota.domain.matter import Step
from rota.domain.policy import Authority
from rota.domain.record import Recorded
from rota.domain.rota import Rota
from rota.model.sums import Sum
from rota.rules import Finding, Rule

Arguments = tuple[tuple[Any, ...], dict[str, Any]]


class Bent:
    """A model of which some verbs are bent; everything else goes through."""

    def __init__(self, model: Any, bends: Mapping[str, Callable[..., Any]]) -> None:
        self._model = model
        self._bends = bends

    def __getattr__(self, name: str) -> Any:
        straight = getattr(self._model, name)
        if name not in self._bends:
            return straight
        return (
            self._bends[name](straight)
            if name == "facts"
            else partial(self._bends[name], self._model, straight)
        )


def _shift_number(at: int, by: int) -> Callable[..., Any]:
    """The verb with its number (the argument at place ``at``) off by ``by``."""

    def bent(model: Any, straight: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return straight(*args[:at], args[at] + by, *args[at + 1 :], **kwargs)

    return bent


def _shortened(at: int, cut: slice) -> Callable[..., Any]:
    """The verb with only a ``cut`` of the list at place ``at``."""

    def bent(model: Any, straight: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return straight(*args[:at], list(args[at])[cut], *args[at + 1 :], **kwargs)

    return bent


def _idle(
    model: Any, straight: Callable[..., Any], rule: Any, jobs: Any, able: Any, *args: Any, **kwargs: Any
) -> Any:
    """The verb with nothing done at its second step."""
    return straight(rule, jobs, [*able[:1], Sum(), *able[2:]], *args, **kwargs)


def _mute(model: Any, straight: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """The verb says nothing."""


def _deaf(outside: Callable[[Any, date], bool]) -> Callable[..., Any]:
    """The question about a cell is answered with 0 on days that are ``outside``."""

    def bent(
        model: Any, straight: Callable[..., Any], agent: str, day: date, *args: Any, **kwargs: Any
    ) -> Any:
        return Sum() if outside(model.facts.period, day) else straight(agent, day, *args, **kwargs)

    return bent


def _wildly(model: Any, straight: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """The verb without its pattern: what was said of one pattern is said of all."""
    left = {key: value for key, value in kwargs.items() if key not in ("pattern", "patterns")}
    return straight(*args, **left)


def _about_cells(bend: Callable[..., Any]) -> dict[str, Callable[..., Any]]:
    return dict.fromkeys(("works", "shift", "shift_among", "kind"), bend)


def _no_past(facts: Facts) -> Facts:
    return replace(facts, known=_known(facts, lambda day: day > facts.period.end))


def _no_future(facts: Facts) -> Facts:
    return replace(facts, known=_known(facts, lambda day: day < facts.period.start))


def _known(facts: Facts, keep: Callable[[date], bool]) -> dict[str, dict[date, Cell]]:
    return {
        agent: {day: cell for day, cell in row.items() if keep(day)} for agent, row in facts.known.items()
    }


def _no_history(facts: Facts) -> Facts:
    return replace(facts, history=facts.history.model_copy(update={"agent": ()}))


def _no_leave(facts: Facts) -> Facts:
    return replace(facts, leave=())


def _no_swaps(facts: Facts) -> Facts:
    return replace(facts, taken_over=frozenset())


def _no_absences(facts: Facts) -> Facts:
    return replace(facts, absences=())


def _no_matters(facts: Facts) -> Facts:
    return replace(facts, record=facts.record and replace(facts.record, matters=()))


def _no_publication(facts: Facts) -> Facts:
    return replace(facts, record=facts.record and replace(facts.record, publication=None))


def _nothing_unapplied(facts: Facts) -> Facts:
    return replace(facts, record=facts.record and replace(facts.record, unapplied=()))


def _nothing_voided(facts: Facts) -> Facts:
    def kept(matter: Recorded) -> Recorded:
        left = tuple(event for event in matter.events if event.event is not Step.VOIDED)
        return replace(matter, events=left, changing=matter.changing or (len(left),))

    return replace(
        facts,
        record=facts.record and replace(facts.record, matters=tuple(map(kept, facts.record.matters))),
    )


def _words_taken_as_own(facts: Facts) -> Facts:
    def own(matter: Recorded) -> Recorded:
        return replace(
            matter, events=tuple(event.model_copy(update={"for_": None}) for event in matter.events)
        )

    return replace(
        facts,
        record=facts.record and replace(facts.record, matters=tuple(map(own, facts.record.matters))),
    )


def _no_variations(facts: Facts) -> Facts:
    agents = tuple(agent.model_copy(update={"variation": ()}) for agent in facts.people.agent)
    return replace(facts, people=facts.people.model_copy(update={"agent": agents}))


def _no_deputies(facts: Facts) -> Facts:
    teams = tuple(team.model_copy(update={"deputy": ()}) for team in facts.centre.team)
    return replace(facts, centre=facts.centre.model_copy(update={"team": teams}))


def _nobody_leads(facts: Facts) -> Facts:
    teams = tuple(team.model_copy(update={"leader": None}) for team in facts.centre.team)
    return replace(facts, centre=facts.centre.model_copy(update={"team": teams}))


def _never_lent(facts: Facts) -> Facts:
    agents = tuple(
        agent.model_copy(
            update={
                "lent_to": None,
                "dated": tuple(terms.model_copy(update={"lent_to": None}) for terms in agent.dated),
            }
        )
        for agent in facts.people.agent
    )
    return replace(facts, people=facts.people.model_copy(update={"agent": agents}))


def _one_buddy_each(facts: Facts) -> Facts:
    agents = tuple(agent.model_copy(update={"buddy": agent.buddy[:1]}) for agent in facts.people.agent)
    return replace(facts, people=facts.people.model_copy(update={"agent": agents}))


def _starts_unknown(facts: Facts) -> Facts:
    agents = tuple(agent.model_copy(update={"from_": None}) for agent in facts.people.agent)
    return replace(facts, people=facts.people.model_copy(update={"agent": agents}))


def _standing_by(facts: Facts) -> Facts:
    return replace(facts, centre=facts.centre.model_copy(update={"authority": Authority()}))


def _no_hr(facts: Facts) -> Facts:
    return replace(facts, centre=facts.centre.model_copy(update={"hr": ()}))


def _no_calendar(facts: Facts) -> Facts:
    return replace(facts, calendar=Calendar())


def _no_calls(facts: Facts) -> Facts:
    return replace(facts, staffing=None)


def _nothing_deferred(facts: Facts) -> Facts:
    return replace(facts, demand=facts.demand.model_copy(update={"deferrable": ()}))


def _no_breaks_kept(facts: Facts) -> Facts:
    """Facts whose cells have lost the breaks that they held."""
    fixed = {key: replace(one, cell=bare(one.cell)) for key, one in facts.fixed.items()}
    return replace(facts, fixed=fixed)


def _no_clock_change(facts: Facts) -> Facts:
    return replace(facts, centre=facts.centre.model_copy(update={"zone": "UTC"}))


def _once(bend: Callable[[Facts], Facts]) -> Callable[[Facts], Facts]:
    """``bend``, worked out once for all rotas of the same facts: what facts have worked out themselves then holds too."""
    last: list[Facts] = []

    def bent(facts: Facts) -> Facts:
        if not last or last[0] is not facts:
            last[:] = facts, bend(facts)
        return last[1]

    return bent


_FACTS: dict[str, Callable[[Facts], Facts]] = {
    "the past forgotten": _no_past,
    "the future forgotten": _no_future,
    "opening balances forgotten": _no_history,
    "leave forgotten": _no_leave,
    "swaps forgotten": _no_swaps,
    "absence forgotten": _no_absences,
    "matters forgotten": _no_matters,
    "the publication forgotten": _no_publication,
    "what does not apply forgotten": _nothing_unapplied,
    "voiding forgotten": _nothing_voided,
    "words entered taken as their writer's": _words_taken_as_own,
    "variations forgotten": _no_variations,
    "deputies forgotten": _no_deputies,
    "leaders forgotten": _nobody_leads,
    "who may be lent forgotten": _never_lent,
    "every buddy but the first forgotten": _one_buddy_each,
    "first days forgotten": _starts_unknown,
    "somebody always stands by": _standing_by,
    "HR taken for leaders": _no_hr,
    "the calendar forgotten": _no_calendar,
    "clock changes forgotten": _no_clock_change,
    "pins and records taken for duties alone": _no_breaks_kept,
    "calls forgotten": _no_calls,
    "work that can wait forgotten": _nothing_deferred,
}
"""What either half may overlook in the facts."""

FACTS = {fault: _once(bend) for fault, bend in _FACTS.items()}


ENCODER: dict[str, Mapping[str, Callable[..., Any]]] = {
    "at most one more": {"at_most": _shift_number(2, 1)},
    "at most one less": {"at_most": _shift_number(2, -1)},
    "at least one more": {"at_least": _shift_number(2, 1)},
    "at least one less": {"at_least": _shift_number(2, -1)},
    "runs one longer": {"runs": _shift_number(2, 1)},
    "runs one shorter": {"runs": _shift_number(2, -1)},
    "runs without their last day": {"runs": _shortened(1, slice(None, -1))},
    "runs without their first day": {"runs": _shortened(1, slice(1, None))},
    "one way fewer": {"any_of": _shortened(1, slice(1, None))},
    "costs begin one step late": {"convex_cost": _shortened(2, slice(1, None))},
    "a wish without its last day": {"prefer_not": _shortened(1, slice(None, -1))},
    "one step less to work it off": {"in_time": _idle},
    "nothing forbidden": {"forbid": _mute},
    "nothing implied": {"implies": _mute},
    "no way asked for": {"any_of": _mute},
    "no choice priced": {"stay_on_one": _mute},
    "any pattern forbidden": {"forbid": _wildly},
    "any pattern may do": {"shift": _wildly, "shift_among": _wildly},
    "the past not asked for": _about_cells(_deaf(lambda period, day: day < period.start)),
    "the future not asked for": _about_cells(_deaf(lambda period, day: day > period.end)),
    "the first day forgotten": _about_cells(_deaf(lambda period, day: day == period.start)),
    **{fault: {"facts": bend} for fault, bend in FACTS.items()},
}


def _without_cell(rota: Rota, at: int) -> Rota:
    """The rota with each agent's cell on the day at place ``at`` left out."""
    cells: dict[str, dict[date, Cell]] = {}
    for agent, row in rota.cells.items():
        gone = set(rota.days[at:][:1])
        cells[agent] = {day: cell for day, cell in row.items() if day not in gone}
    return Rota(rota.facts, cells)


def _with_facts(bend: Callable[[Facts], Facts], rota: Rota) -> Rota:
    return Rota(bend(rota.facts), rota.cells)


def _as_found(finding: Finding) -> Finding | None:
    return finding


def _one_each(finding: Finding) -> Finding:
    return finding.with_(amount=min(finding.amount, 1))


def _one_dearer(finding: Finding) -> Finding:
    return finding.with_(amount=finding.amount + 1)


def _no_small(finding: Finding) -> Finding | None:
    return finding if finding.amount > 1 else None


def _nothing(finding: Finding) -> None:
    return None


Bend = tuple[Callable[[Rota], Rota], Callable[[Finding], Finding | None]]
CHECKER: dict[str, Bend] = {
    **{fault: (partial(_with_facts, bend), _as_found) for fault, bend in FACTS.items()},
    "the last day not looked at": (partial(_without_cell, at=-1), _as_found),
    "the first day not looked at": (partial(_without_cell, at=0), _as_found),
    "the sixth day not looked at": (partial(_without_cell, at=5), _as_found),
    "every breach counts one": (lambda rota: rota, _one_each),
    "every breach counts one more": (lambda rota: rota, _one_dearer),
    "a breach of one overlooked": (lambda rota: rota, _no_small),
    "nothing found": (lambda rota: rota, _nothing),
}


def bent_encode(rule: type[Rule], fault: str) -> Callable[[Any, Any], None]:
    """The rule's ``encode`` with an encoder's fault planted."""
    straight = rule.encode

    def encode(self: Any, model: Any) -> None:
        straight(self, Bent(model, ENCODER[fault]))

    return encode


def bent_check(rule: type[Rule], fault: str) -> Callable[[Any, Rota], Iterator[Finding]]:
    """The rule's ``check`` with a checker's fault planted."""
    straight = rule.check
    before, after = CHECKER[fault]

    def check(self: Any, rota: Rota) -> Iterator[Finding]:
        for finding in straight(self, before(rota)):
            if (bent := finding if finding.unknown else after(finding)) is not None:
                yield bent

    return check


def speaking(self: Rule, model: Any) -> None:
    """An ``encode`` that forbids the first agent a shift, where the rule has nothing to say to a plan."""
    model.forbid(self, model.facts.agents[0], model.facts.period.start, kind=Kind.SHIFT)
