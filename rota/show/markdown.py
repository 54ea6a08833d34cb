"""An edition in Markdown, for a pull request: what is short, what changed, and each team's grid folded below."""

from collections.abc import Iterable, Iterator, Sequence

from rota.domain.clock import day_words
from rota.show.edition.cover import Strip
from rota.show.edition.people import Member, Team
from rota.show.edition.whole import Changed, Edition
from rota.show.levels import calls_words, in_time, target_words
from rota.show.report.markdown import marked
from rota.show.words import counted, length, times, weekday

MOST = 20
"""Places that are short, and changes, told one by one; a pull request is for an overview."""


def to_markdown(edition: Edition) -> str:
    """The edition as GitHub's and GitLab's Markdown."""
    title = f"{edition.group_name}, {edition.period}"
    parts = [
        f"## {marked(title)}",
        f"This is {marked(edition.version.title)}, for {edition.audience.readers}.",
        "### Cover",
        *_cover(edition.strips),
        *_changes(edition),
        "### Rota",
        *(_team(edition, team) for team in edition.teams),
        _key(edition),
    ]
    return "\n\n".join(parts) + "\n"


def _cover(strips: Sequence[Strip]) -> Iterator[str]:
    """The service level of calls, and where heads are missing; of services with calls only on days that miss the target."""
    levels = [_level(strip) for strip in strips if strip.calls]
    short = [line for strip in strips for line in _short(strip)]
    if levels:
        yield _list(levels)
    if short:
        yield _list([*short[:MOST], *_more(short)])
    elif not levels:
        yield "Cover meets the need in every half hour."


def _level(strip: Strip) -> str:
    calls = strip.calls
    if calls is None or calls.level is None:
        return f"{marked(strip.service.name)}: no calls"
    under = sum(day.calls is not None and not day.calls.met for day in strip.days)
    missed = f", **{counted(under, 'day')} under target**" if under else ""
    share = f"{in_time(calls.level)} of {calls_words(calls.offered)} calls in time"
    return f"{marked(strip.service.name)}: {share}, target {target_words(calls.target)}{missed}"


def _short(strip: Strip) -> Iterator[str]:
    for day in strip.days:
        if day.calls is None or not day.calls.met:
            lacks = [f"{times(start, end)} {missing} short" for start, end, missing in day.lacks]
            if lacks:
                yield f"{marked(strip.service.name)} {day_words(day.date)}: {', '.join(lacks)}"


def _changes(edition: Edition) -> Iterator[str]:
    if not edition.version.since:
        return
    yield f"### Changes since {edition.version.since}"
    if not edition.changes:
        yield "None."
        return
    recorded = edition.private and any(change.ref for change in edition.changes)
    heads = ["Day", "Agent", "Was", "Is", *(["Changed", "By"] if recorded else [])]
    rows = [_change(edition, change, recorded=recorded) for change in edition.changes[:MOST]]
    yield _table(heads, rows)
    yield from _more(edition.changes)


def _change(edition: Edition, change: Changed, *, recorded: bool) -> list[str]:
    who = edition.names.get(change.agent, change.agent)
    cells = [day_words(change.day), who, change.before, change.after]
    on = day_words(change.on) if change.on else ""
    further = [f"{on} {change.kind}".strip(), change.by] if recorded else []
    return [marked(cell) for cell in (*cells, *further)]


def _team(edition: Edition, team: Team) -> str:
    days = [f"{weekday(day.date)[0]} {day.date.day}" for day in edition.days]
    sums = ["shifts", "Sat", "late", *(["hours"] if edition.private else [])]
    rows = [[marked(member.title), *_letters(edition, member), *_sums(member)] for member in team.members]
    leader = f", leader {marked(team.leader)}" if team.leader else ""
    head = f"<summary>{marked(team.name)}{leader}</summary>"
    return f"<details>\n{head}\n\n{_table(['Agent', *days, *sums], rows)}\n\n</details>"


def _letters(edition: Edition, member: Member) -> Iterator[str]:
    for day in edition.days:
        square = member.squares.get(day.date)
        yield marked(square.signed if square else "?" if day.date in member.missing else "")


def _sums(member: Member) -> list[str]:
    counts = [str(member.shifts), str(len(member.saturdays)), str(member.lates)]
    return counts + ([length(member.sums.minutes)] if member.sums else [])


def _key(edition: Edition) -> str:
    patterns = (f"{marked(p.letter)} {marked(p.name)} {times(p.start, p.end)}" for p in edition.patterns)
    services = (f"{marked(service.letter)} {marked(service.name)}" for service in edition.services)
    signs = ["\\. off", *(["o lieu", "v leave", "x absent", "t training"] if edition.private else [])]
    marks = ["\\* has timed parts", "\\~ changed", *(["! pinned"] if edition.private else [])]
    lines = (
        f"Patterns: {', '.join(patterns)}",
        f"Services: {', '.join(services)}",
        f"Other: {', '.join([*signs, marked('#') + ' closed', *marks])}",
    )
    return "<br>".join(lines)


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    columns = list(heads)
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _more(found: Sequence[object]) -> list[str]:
    return [f"And {len(found) - MOST} more."] if len(found) > MOST else []
