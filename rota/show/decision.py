"""The decision card of a swap or cover: all that accepter and approver need to see, before and after."""

from collections.abc import Iterator, Mapping

from rota.domain.breaks import bare, breaks
from rota.domain.cell import parse_cell
from rota.domain.clock import day_words
from rota.domain.policy import Ruling
from rota.rules import Finding
from rota.show.decisionparts import Card, CellLine, CoverLine, OwedLine, Pair
from rota.show.levels import in_time, more_words, target_words
from rota.show.paint import Line, paint, wrapped
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import agent_words, counted, in_unit, length, times


def card_text(card: Card, *, names: Mapping[str, str], width: int | None = None, color: bool = False) -> str:
    """The card as text for a terminal or a pipe."""
    title = f"{card.kind.capitalize()} {card.id}: {card.about}"
    lines: list[Line] = [[(safe(title), "bold")], *_prose((card.state, *card.remarks), width), []]
    judged: tuple[Iterator[Line], ...] = ()
    if card.judged:
        judged = (_rules(card, width), _people(card, names), _cover(card), _levels(card))
    for block in (_cells(card, names, width), *judged, _history(card, width), _closing(card, width)):
        written = list(block)
        lines += [*written, []] if written else []
    return paint(lines[:-1], color=color)


def _prose(sentences: tuple[str, ...], width: int | None) -> Iterator[Line]:
    for sentence in sentences:
        yield from wrapped(safe(sentence), width, hang="  ")


def _cells(card: Card, names: Mapping[str, str], width: int | None) -> Iterator[Line]:
    columns = [Column("Cells"), Column(""), Column("before"), Column(""), Column("after"), Column("")]
    rows = [
        [
            agent_words(line.agent, names),
            day_words(line.day),
            *_cell(line.before, line.old),
            *_cell(line.after, line.new),
        ]
        for line in card.cells
    ]
    yield from table(columns, rows)
    if said := ", ".join(text for line in card.cells if (text := _pause(line))):
        yield from wrapped(f"Breaks then: {said}.", width, hang="  ")


def _cell(text: str, spans: tuple[Pair, ...]) -> tuple[str, str]:
    return safe(str(bare(parse_cell(text)))), ", ".join(times(*span) for span in spans)


def _pause(line: CellLine) -> str:
    """The break that an agent would have on a day, if it is another than now."""
    now, then = (breaks(parse_cell(text)) for text in (line.before, line.after))
    spans = " and ".join(times(pause.start, pause.end) for pause in then)
    return f"{line.agent} {day_words(line.day)} {spans}" if then and then != now else ""


def _rules(card: Card, width: int | None) -> Iterator[Line]:
    columns = [
        Column("Rules that change"),
        Column("level"),
        Column("before", True),
        Column("after", True),
        Column(""),
    ]
    rows = [
        [
            line.name,
            line.level,
            *(in_unit(amount, line.scale) for amount in (line.before, line.after)),
            f"{line.unit}{_ruling(line.ruling)}",
        ]
        for line in card.rules
    ]
    yield from table(columns, rows)
    for line in card.rules:
        # Of what reads the same before and after only the amount has changed, which stands above.
        same = {finding.message for finding in line.came} & {finding.message for finding in line.went}
        for sign, found in (("+", line.came), ("-", line.went)):
            for finding in (finding for finding in found if finding.message not in same):
                yield from wrapped(
                    f"{sign} {line.name}: {safe(finding.message)}{_waived(finding)}",
                    width,
                    indent="  ",
                    hang="    ",
                )
    rest = f"{counted(card.unchanged, 'rule')} unchanged."
    yield [(rest if card.rules else f"No rule changes: {rest}", "")]


def _waived(finding: Finding) -> str:
    return f" ({finding.excuse.value})" if finding.excuse else ""


def _ruling(ruling: Ruling | None) -> str:
    words = {Ruling.ALLOW: "allowed", Ruling.REFER: "REFERRED to the leader", Ruling.DENY: "DENIED"}
    return f"; {words[ruling]}" if ruling else ""


def _people(card: Card, names: Mapping[str, str]) -> Iterator[Line]:
    titles = ("People", "hours", "lieu", "leave", "Saturdays", "due", "shortest rest")
    rows = [
        [
            agent_words(line.agent, names),
            _moved(*(length(each) for each in line.hours)),
            _moved(*(length(each) for each in line.lieu)),
            _moved(*(length(each) for each in line.leave)),
            _moved(*(str(each) for each in line.saturdays)),
            _moved(*(f"{each / 1000:.2f}" for each in line.due)) if line.due else "",
            _moved(*("none" if each is None else length(each) for each in line.rest)),
        ]
        for line in card.people
    ]
    kept = [at for at in range(len(titles)) if any(row[at] for row in rows)]
    yield from table([Column(titles[at]) for at in kept], [[row[at] for at in kept] for row in rows])
    for wish in card.wishes:
        outcome = "would be granted" if wish.granted else "would be refused"
        yield [(f"  {agent_words(wish.agent, names)} wished for {safe(wish.wish)}: {outcome}", "")]
    for line in card.owed:
        yield [(f"  {_owed(line, names)}", "")]


def _owed(line: OwedLine, names: Mapping[str, str]) -> str:
    who, amount = agent_words(line.agent, names), length(abs(line.minutes))
    if line.minutes > 0:
        return f"{who} is owed {amount} in lieu for {day_words(line.saturday)}, to be given by {day_words(line.by)}"
    return f"{who} has had the lieu day for {day_words(line.saturday)} and owes {amount}, by {day_words(line.by)}"


def _moved(before: str, after: str) -> str:
    return before if before == after else f"{before} -> {after}"


def _cover(card: Card) -> Iterator[Line]:
    if not card.cover:
        yield [("Cover does not change in any half hour.", "")]
        return
    columns = [Column("Cover that changes"), Column(""), Column("need", True), Column("heads"), Column("")]
    rows = [
        [
            line.service,
            f"{day_words(line.day)} {times(line.start, line.end)}",
            str(line.need),
            f"{line.before} -> {line.after}",
            _short(line),
        ]
        for line in card.cover
    ]
    yield from table(columns, rows)


def _levels(card: Card) -> Iterator[Line]:
    """The service level of the days whose cover changes; nothing where nobody calls."""
    columns = [
        Column("Service level that changes"),
        Column(""),
        Column("before", True),
        Column("after", True),
        Column(""),
    ]
    rows = [
        [
            move.service,
            day_words(move.day) if move.day else "",
            *(in_time(level.sums.level or 0.0) for level in (move.before, move.after)),
            more_words(move) + ("" if move.after.met else f"; UNDER {target_words(move.after.target)}"),
        ]
        for move in card.levels
    ]
    yield from table(columns, rows)


def _short(line: CoverLine) -> str:
    before, after = line.short
    if before == after:
        return f"{after} short, as before" if after else ""
    return f"{after} SHORT" if after else "covered"


def _history(card: Card, width: int | None) -> Iterator[Line]:
    if len(card.events) > 1:
        yield from _prose(card.events, width)


def _closing(card: Card, width: int | None) -> Iterator[Line]:
    if card.approvers:
        yield from wrapped(f"Approval: {' or '.join(card.approvers)}.", width)
    elif card.lacking:
        yield from wrapped(f"Approval: {safe(card.lacking)}.", width)
    if card.expires:
        yield from wrapped(f"Expires at the end of {day_words(card.expires)}.", width)
    for command in card.next:
        yield from wrapped(f"Next: {safe(command)}", width)
