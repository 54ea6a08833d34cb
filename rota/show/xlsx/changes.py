"""The sheet ``Changes since the last version``: who does what else than before, and for leaders who decided it and when."""

from rota.show.edition.whole import Changed, Edition
from rota.show.words import counted
from rota.show.xlsx.layout import HEADS_ROW
from rota.show.xlsx.page import Page
from rota.show.xlsx.styles import DATE, NOTE, PLAIN, WRAPPED

_HEADS = ("Day", "Agent", "Name", "Was", "Is")
_RECORDED = ("Changed on", "Kind of change", "Decided by", "Where it stands")
_WIDTHS = (14, 9, 26, 46, 46, 14, 17, 24, 46)


def write_changes(page: Page, edition: Edition) -> None:
    """A row for each changed cell, or a sentence if there are none."""
    recorded = edition.private and any(change.ref for change in edition.changes)
    heads = [*_HEADS, *(_RECORDED if recorded else ())]
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
        if recorded:
            _further(page, row, change)


def _row(page: Page, row: int, change: Changed, name: str) -> None:
    page.day(row, 1, change.day, DATE)
    page.text(row, 2, change.agent)
    page.text(row, 3, name)
    page.text(row, 4, change.before, WRAPPED)
    page.text(row, 5, change.after, WRAPPED)


def _further(page: Page, row: int, change: Changed) -> None:
    """What is recorded of a change: nothing of one from draft to draft, or for colleagues."""
    column = len(_HEADS) + 1
    if change.on is None:
        page.blank(row, column, PLAIN)
    else:
        page.day(row, column, change.on, DATE)
    for at, text in enumerate((change.kind, change.by, change.ref), column + 1):
        page.text(row, at, text)


def _sentence(edition: Edition) -> str:
    since = edition.version.since
    if not since:
        return "This is the first version: nothing came before it."
    if not edition.changes:
        return f"Nothing has changed since {since}."
    cells = len({(change.agent, change.day) for change in edition.changes})
    often = f", {len(edition.changes)} times in all" if len(edition.changes) > cells else ""
    return f"{counted(cells, 'cell')} changed since {since}{often}."
