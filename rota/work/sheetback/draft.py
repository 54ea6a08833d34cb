"""The edits of a workbook made in a draft: all of them or none, in one write, each as ``rota set`` would make it."""

from rota.domain.breaktimes import placed
from rota.files.repository import Repository
from rota.files.rotafile import RotaFile
from rota.work.edit import Saved, Target, compare, save, with_cell, with_pin
from rota.work.publishing.stage import require_charge
from rota.work.sheetback.back import Back
from rota.work.situation import check_rota, rota_of


def write_edits(repo: Repository, back: Back, by: str) -> Saved:
    """Put the edits into the draft and pin them; a draft that staff were told stays, and its edits are a new one.

    Refused where ``by`` leads nobody there, or the draft has just been edited or its month published.
    """
    require_charge(repo, back.origin.group, by, f"edit the drafts of {back.origin.group} {back.origin.month}")
    return save(repo, back.chosen, edited_file(repo, back, by), moved=bool(back.edits))


def try_edits(repo: Repository, back: Back) -> Saved:
    """What the edits would change for the rules; nothing is written, so that nothing is pinned either."""
    file = back.chosen.file
    for (agent, day), cell in placed(rota_of(repo, file), back.wanted).items():
        file = with_cell(file, Target(agent, day, ""), cell)
    came, went = compare(check_rota(repo, back.chosen.file).findings, check_rota(repo, file).findings)
    return Saved(str(back.chosen), came, went)


def edited_file(repo: Repository, back: Back, by: str) -> RotaFile:
    """The draft with the edits, breaks placed together where they cost least, each cell pinned."""
    file = back.chosen.file
    for (agent, day), cell in placed(rota_of(repo, file), back.wanted).items():
        target = Target(agent, day, by)
        file = with_cell(with_pin(file, target), target, cell)
    for agent, day in back.pins:
        file = with_pin(file, Target(agent, day, by))
    return file
