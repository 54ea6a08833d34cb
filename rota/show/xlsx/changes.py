"""The sheet ``Changes since the last version``: who does what else than before, and for leaders who decided it."""

from rota.show.edition import Changed, Edition
from rota.show.words import counted
from rota.show.xlsx.layout import HEADS_ROW
from rota.show.xlsx.page import Page
from rota.show.xlsx.styles import DATE, NOTE, PLAIN, WRAPPED

_HEADS = ("Day", "Agent", "Name", "Was", "Is", "Changed on")
_PRIVATE = ("What it was", "Decided by", "Where it stands")
_WIDTHS = (14, 9, 26, 46, 46, 14, 14, 24, 46)


def write_changes(page: Page, edition: Edition) -> None:
    """A row for each changed cell, or a sentence if there are none."""
    heads = [*_HEADS, *(_PRIVATE if edition.private else ())]
    page.title(edition, "Changes since the last version")
    page.paper(edition, HEADS_ROW, 0)
    page.widths(_WIDTHS[: len(heads)])
    page.text(HEADS_ROW - 1, 1, _sentence(edition), NOTE)
    if edition.changes:
        page.heads(heads)
    page.fit([(row, row) for row in range(HEADS_ROW, HEADS_ROW + len(edition.changes) + 1)])
    names = {member.id: member.name for member in edition.members}
    for row, change in enumerate(edition.changes, HEADS_ROW + 1):
        _row(page, row, change, names.get(change.agent, ""))
        if edition.private:
            for column, text in enumerate((change.kind, change.by, change.ref), len(_HEADS) + 1):
                page.text(row, column, text)


def _row(page: Page, row: int, change: Changed, name: str) -> None:
    page.day(row, 1, change.day, DATE)
    page.text(row, 2, change.agent)
    page.text(row, 3, name)
    page.text(row, 4, change.before, WRAPPED)
    page.text(row, 5, change.after, WRAPPED)
    if change.on is None:
        page.blank(row, 6, PLAIN)
    else:
        page.day(row, 6, change.on, DATE)


def _sentence(edition: Edition) -> str:
    since = edition.version.since
    if not since:
        return "This is the first version: nothing came before it."
    if not edition.changes:
        return f"Nothing has changed since {since}."
    return f"{counted(len(edition.changes), 'cell')} changed since {since}."
