"""Calendar files that rota makes: written only where they are its own, and taken away when they have nothing more to say."""

from collections.abc import Iterable
from dataclasses import dataclass

from rota.domain.calendar import Calendar
from rota.files.calendarfile import FOLDER, as_written, made
from rota.files.loading import listing
from rota.files.plaintext import read_text
from rota.files.repository import Repository
from rota.files.toml import Document
from rota.files.turn import turn
from rota.files.write import remove_file, replace_file
from rota.show.calendarchanges import difference_lines
from rota.work.errors import Refused


@dataclass(frozen=True)
class Sheet:
    """A file as it is and as it should be. No text means that there is to be no file."""

    file: str
    read: Document | None
    before: Calendar
    after: Calendar
    text: str

    @property
    def new(self) -> bool:
        """Whether the file has to be written, or taken away."""
        return self.text != (self.read.text if self.read else "")


def not_own(sheet: Sheet) -> str:
    """Why the file is not rota's to write over; empty where it is as rota wrote it, or is not there."""
    if sheet.read is None or (made(sheet.read) and as_written(sheet.read)):
        return ""
    how = "was changed by hand since rota wrote it" if made(sheet.read) else "was written by hand"
    return f"{sheet.file} {how}, and stays as it is"


def require_own(sheet: Sheet) -> None:
    """Refused where the file is not as rota wrote it; it says what stands there that rota would not write."""
    if not (why := not_own(sheet)):
        return
    lost = [f"  {line[2:]}" for line in difference_lines(sheet.before, sheet.after) if line.startswith("-")]
    says = ["it says, and rota would not:", *lost] if lost else []
    move = f"move what you want to keep into a file of another name in {FOLDER}/, delete this one, and do it again"
    raise Refused("\n".join([f"{why}; nothing was written", *says, move]))


def put(repo: Repository, sheets: Iterable[Sheet]) -> None:
    """Write each of ``sheets`` that is new; Refused if somebody has written one meanwhile, BadInput if it cannot be written."""
    new = [sheet for sheet in sheets if sheet.new]
    with turn(repo.root):
        for sheet in new:
            _require_unmoved(repo, sheet)
        for sheet in new:
            if sheet.text:
                replace_file(repo.root, sheet.file, sheet.text)
            else:
                remove_file(repo.root, sheet.file)


def _require_unmoved(repo: Repository, sheet: Sheet) -> None:
    there = sheet.file.removeprefix(f"{FOLDER}/") in listing(repo.root, FOLDER)
    text = read_text(repo.root, sheet.file).replace("\r\n", "\n") if there else ""
    if text != (sheet.read.text if sheet.read else ""):
        raise Refused(f"{sheet.file} has changed meanwhile; look at it, and do it again")
