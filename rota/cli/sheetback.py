"""``rota import`` of a workbook that `rota export` made: its edits go into the draft, or are asked for as a change."""

from typing import TYPE_CHECKING, NamedTuple

import typer

from rota.cli import out
from rota.cli.exits import Exits

if TYPE_CHECKING:
    from rota.files.repository import Repository
    from rota.rules import Finding
    from rota.work.act import Act
    from rota.work.edit import Saved
    from rota.work.sheetback.back import Back
    from rota.work.sheetback.origin import Origin


class Said(NamedTuple):
    """What was said beside the workbook: of which month and group it should be, who acts, whether only to look."""

    month: str | None
    group: str | None
    as_: str | None
    preview: bool


def take_back(repo: "Repository", origin: "Origin", said: Said) -> None:
    """Show what was edited, and make or ask for it unless it is only looked at."""
    from rota.work.sheetback.back import read_back

    back = read_back(repo, origin, said.month, said.group)
    _show(repo, back)
    if not (back.edits or back.pins):
        out.note("Nothing is left to be written." if back.done else "Nothing was edited; nothing is written.")
    elif back.published:
        _ask(repo, back, said)
    else:
        _write(repo, back, said)


def _show(repo: "Repository", back: "Back") -> None:
    from rota.show.sheetback import EditLine, edits_text
    from rota.show.words import counted
    from rota.work.show import display_names

    lines = [
        EditLine(edit.agent, edit.day, str(back.now(edit.key) or "no cell"), str(edit.cell), edit.ref)
        for edit in back.edits
    ]
    pins = f", {len(back.pins)} to be pinned" if back.pins else ""
    edited = f"{counted(len(lines), 'cell')} edited{pins}"
    out.result(f"{back.origin.file}: {back.chosen}, exported as {back.origin.version}; {edited}.")
    if lines:
        out.result("\n" + edits_text(lines, names=display_names(repo), color=out.colour()))
    for line in back.notes:
        out.note(f"Note: {line}.")


def _write(repo: "Repository", back: "Back", said: Said) -> None:
    from rota.work.identity import acting
    from rota.work.sheetback.draft import try_edits, write_edits

    if said.preview:
        if said.as_:
            acting(repo, said.as_)
        saved = try_edits(repo, back)
    else:
        by = acting(repo, said.as_)
        saved = write_edits(repo, back, by)
        out.result(f"\nThey are in {saved.draft}, pinned, by {by}.")
    if saved.told:
        out.note(f"WARNING: {saved.told}")
    _consequences(saved)
    if said.preview:
        out.note("Nothing is written. Next: the same command without --preview")
    else:
        out.note(f"Next: rota show {back.origin.month}{_group(repo, back)}")
    if any(_breaks(finding) for finding in saved.came):
        raise typer.Exit(Exits.FINDINGS)


def _consequences(saved: "Saved") -> None:
    from rota.show.sheetback import balance_words, levelled
    from rota.work.sheetback.balance import beside_one_another

    came, went = beside_one_another(saved.came, saved.went)
    out.note(balance_words([finding.level for finding in came], [finding.level for finding in went]))
    for heading, found in (("These come:", came), ("These go:", went)):
        if found:
            out.note(heading)
            out.findings([levelled(finding) for finding in found])


def _breaks(finding: "Finding") -> bool:
    from rota.rules import Level

    return finding.level is Level.MUST and not finding.unknown and finding.excuse is None


def _ask(repo: "Repository", back: "Back", said: Said) -> None:
    from dataclasses import replace

    from rota.cli.decisions import Form, print_card
    from rota.work.sheetback.asked import asked_already
    from rota.work.sheetback.change import ask_edits
    from rota.work.swap.card import decision_card

    already = asked_already(repo, back)
    if already:
        out.note(already)
        return
    decision = ask_edits(repo, back, _asker(repo, back, said), write=not said.preview)
    card = decision_card(repo, decision)
    out.result("\n")
    print_card(repo, replace(card, next=()) if said.preview else card, Form.TEXT)
    if said.preview:
        out.note("Nothing is written. Next: the same command without --preview")


def _asker(repo: "Repository", back: "Back", said: Said) -> "Act":
    from rota.cli.who import act_alone
    from rota.work.sheetback.change import previewer

    if not said.preview:
        return act_alone(repo, said.as_)
    act, note = previewer(repo, back.origin.group, said.as_)
    if note:
        out.note(f"Note: {note}.")
    return act


def _group(repo: "Repository", back: "Back") -> str:
    return f" --group {back.origin.group}" if len(repo.centre.group) > 1 else ""
