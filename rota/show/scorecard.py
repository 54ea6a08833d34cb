"""What a plan achieves: cover, wishes, fair shares, how far each tier is proven, and what every rule costs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rota.checking import Verdict
from rota.domain.facts import Why
from rota.domain.rota import Rota
from rota.show.cardcover import cover_summary
from rota.show.paint import Line, paint, wrapped
from rota.show.table import Column, table
from rota.show.totals import Granted, ledger, totals, wishes_granted
from rota.show.words import agent_words, counted, in_unit, length


@dataclass(frozen=True)
class TierLine:
    """How one tier came out, in amounts of which ``scale`` make one ``unit``.

    ``best`` is None where no rota was found in the tier's time, ``bound`` where nothing is proven.
    ``gap`` is a share of 1; ``allowance`` is what later tiers may give away of ``best``.
    """

    name: str
    unit: str
    best: int | None
    bound: int | None
    gap: float
    proven: bool
    seconds: float
    allowance: int = 0
    scale: int = 1

    @property
    def status(self) -> str:
        """``proven``, ``gap 0.3%`` or ``out of time``."""
        if self.proven:
            return "proven"
        if self.best is None or self.bound is None:
            return "out of time"
        return f"gap {percent(self.gap)}"


@dataclass(frozen=True)
class PinCost:
    """What the pins cost one tier, in its unit: its best with them, less its best without."""

    tier: str
    unit: str
    amount: int
    scale: int = 1


@dataclass(frozen=True)
class Scorecard:
    """All that a scorecard shows; ``pins_cost`` is None where it was not worked out."""

    rota: Rota
    tiers: tuple[TierLine, ...]
    verdicts: tuple[Verdict, ...]
    pins_cost: tuple[PinCost, ...] | None = None


def percent(share: float) -> str:
    """A share of 1 in percent; a small one is never shown as none."""
    return "under 0.1%" if 0 < share < 0.0005 else f"{share:.1%}"


def scorecard(
    card: Scorecard, *, names: Mapping[str, str], width: int | None = None, color: bool = False
) -> str:
    """The scorecard, section by section: cover, wishes, shares, tiers, pins, rules, people."""
    sections = [
        [
            *cover_summary(card.rota, card.verdicts, width),
            *_wishes(wishes_granted(card.rota)),
            *_shares(card.rota),
        ],
        list(tier_lines(card.tiers)),
        _pins(card, width),
        list(_rules(card.verdicts)),
        list(_people(card.rota, names)),
    ]
    lines = [line for section in sections if section for line in [*section, []]]
    return paint(lines[:-1], color=color)


def _wishes(granted: Granted) -> Iterator[Line]:
    strong = f"{granted.strong} of {granted.strong_of} strong"
    mild = f"{granted.mild} of {granted.mild_of} mild"
    refused = granted.strong_of - granted.strong + granted.mild_of - granted.mild
    yield [("Wishes     ", "bold"), (f"granted {strong} and {mild}; {refused} refused", "")]


def _shares(rota: Rota) -> Iterator[Line]:
    sums = [totals(rota, agent) for agent in rota.agents]
    yield [("Saturdays  ", "bold"), (_spread([len(entry.saturdays) for entry in sums]), "")]
    yield [("Lates      ", "bold"), (_spread([entry.lates for entry in sums]), "")]


def _spread(numbers: Sequence[int]) -> str:
    """The least and the most that one agent has, and how many agents have each number."""
    low, high = min(numbers, default=0), max(numbers, default=0)
    whole = f"{low} to {high} an agent (spread {high - low}), {sum(numbers)} in all"
    if high - low > 4:
        return whole
    each = ", ".join(
        f"{n} for {counted(numbers.count(n), 'agent')}" for n in range(low, high + 1) if n in numbers
    )
    return f"{whole}: {each}" if numbers else whole


_FAR = 0.01
"""Further than this from its bound a tier is worth more time."""


def unfinished(tiers: Iterable[TierLine]) -> str:
    """A sentence that says which tiers more time may still better, the first of them with its numbers; empty if none."""
    far = [tier for tier in tiers if not tier.proven and tier.gap > _FAR]
    if not far:
        return ""
    first = far[0]
    numbers = (
        f"{in_unit(first.best, first.scale)} {first.unit} in this rota, at least {in_unit(first.bound, first.scale)} in any"
        if first.best is not None and first.bound is not None
        else "nothing found yet"
    )
    others = f" and {counted(len(far) - 1, 'other aim')}" if len(far) > 1 else ""
    return (
        f"Time ran out before it was known how much better {first.name}{others} could be ({numbers}). "
        "Planning again goes on from this draft; --time-limit gives it longer."
    )


def tier_lines(tiers: Iterable[TierLine]) -> Iterator[Line]:
    """How each tier came out, as a table."""
    columns = ("Tier", "best", "bound", "allowance", "seconds", "status", "unit")
    rows = [(t.name, *_reached(t), f"{t.seconds:.1f}", t.status, t.unit) for t in tiers]
    yield from table([Column(title, right=title in columns[1:5]) for title in columns], rows)


def _reached(tier: TierLine) -> Iterator[str]:
    """Best, bound and allowance in the tier's unit."""
    for number in (tier.best, tier.bound, tier.allowance):
        yield "-" if number is None else in_unit(number, tier.scale)


def _pins(card: Scorecard, width: int | None) -> list[Line]:
    pins = sum(fixed.why is Why.PIN for fixed in card.rota.facts.fixed.values())
    if not pins:
        return []
    if card.pins_cost is None:
        costs = "what they cost was not worked out"
    else:
        costs = (
            "; ".join(f"{c.tier} {in_unit(c.amount, c.scale)} {c.unit}" for c in card.pins_cost if c.amount)
            or "they cost nothing"
        )
    return wrapped(f"Pins       {counted(pins, 'cell')} pinned: {costs}", width, hang=" " * 11)


def _rules(verdicts: Iterable[Verdict]) -> Iterator[Line]:
    columns = [
        Column("Rule"),
        Column(""),
        Column("level"),
        Column("findings", right=True),
        Column("amount", right=True),
    ]
    rows = [
        (
            verdict.rule.code,
            verdict.rule.name,
            verdict.rule.level.value,
            str(sum(not finding.unknown for finding in verdict.findings)),
            in_unit(verdict.amount, verdict.rule.counts_by),
            _rule_words(verdict),
        )
        for verdict in verdicts
        # What was done to a published rota is `rota check`'s to judge: here it was not looked at.
        if verdict.rule.plans
    ]
    yield from table([*columns, Column("unit")], rows)


def _rule_words(verdict: Verdict) -> str:
    unknown = sum(finding.unknown for finding in verdict.findings)
    rule, strong = verdict.rule, ""
    if verdict.strong_amount:
        strong = f", {in_unit(verdict.strong_amount, rule.counts_by)} of them strong"
    return rule.counts_in + strong + (f"; unknown in {counted(unknown, 'place')}" if unknown else "")


def _people(rota: Rota, names: Mapping[str, str]) -> Iterator[Line]:
    titles = ("shifts", "hours", "Sat", "late", "granted", "refused", "lieu")
    yield from table(
        [Column("Agent"), *(Column(title, right=True) for title in titles)], _people_rows(rota, names)
    )


def _people_rows(rota: Rota, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for agent in rota.agents:
        sums, granted = totals(rota, agent), wishes_granted(rota, agent)
        yes = granted.strong + granted.mild
        figures = (len(sums.saturdays), sums.lates, yes, granted.strong_of + granted.mild_of - yes)
        lieu = length(ledger(rota, agent).balance)
        hours = length(sums.minutes)
        yield agent_words(agent, names), str(sums.shifts), hours, *(str(figure) for figure in figures), lieu
