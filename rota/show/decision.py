"""The decision card of a swap or cover: all that accepter and approver need to see, before and after."""

from collections.abc import Iterator, Mapping

from rota.domain.clock import day_words
from rota.domain.policy import Ruling
from rota.rules import Finding
from rota.show.decisionparts import Card, CoverLine, OwedLine, Pair
from rota.show.paint import Line, paint, wrapped
from rota.show.safe import safe
from rota.show.table import Column, table
from rota.show.words import agent_words, counted, length, times


def card_text(card: Card, *, names: Mapping[str, str], width: int | None = None, color: bool = False) -> str:
    """The card as text for a terminal or a pipe."""
    title = f"{card.kind.capitalize()} {card.id}: {card.about}"
    lines: list[Line] = [[(safe(title), "bold")], *_prose((card.state, *card.remarks), width), []]
    judged = (_rules(card, width), _people(card, names), _cover(card)) if card.judged else ()
    for block in (_cells(card, names), *judged, _history(card, width), _closing(card, width)):
        written = list(block)
        lines += [*written, []] if written else []
    return paint(lines[:-1], color=color)


def _prose(sentences: tuple[str, ...], width: int | None) -> Iterator[Line]:
    for sentence in sentences:
        yield from wrapped(safe(sentence), width, hang="  ")


def _cells(card: Card, names: Mapping[str, str]) -> Iterator[Line]:
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


def _cell(text: str, spans: tuple[Pair, ...]) -> tuple[str, str]:
    return safe(text), ", ".join(times(*span) for span in spans)


def _rules(card: Card, width: int | None) -> Iterator[Line]:
    columns = [
        Column("Rules that change"),
        Column("level"),
        Column("before", True),
        Column("after", True),
        Column(""),
    ]
    rows = [
        [line.name, line.level, str(line.before), str(line.after), f"{line.unit}{_ruling(line.ruling)}"]
        for line in card.rules
    ]
    yield from table(columns, rows)
    for line in card.rules:
        for sign, found in (("+", line.came), ("-", line.went)):
            for finding in found:
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
