"""The calls that really came: ``demand/history/*.csv``, read only where a forecast asks for them."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from rota.domain.volumes import Volume, Volumes
from rota.files.callreading import read_sheets
from rota.files.callsheet import HISTORY, Sheet, volumes_of
from rota.files.errors import BadInput
from rota.files.loading import Loader
from rota.files.volumechecks import listed_twice, unknown_services


class CallHistory:
    """The sheets of a repository's history; BadInput, with all that is wrong with them, where they cannot be read."""

    def __init__(self, root: Path, services: Collection[str]) -> None:
        loader = Loader(root)
        self.sheets: tuple[Sheet, ...] = read_sheets(loader, HISTORY, services)
        wrong = [finding for sheet in self.sheets for finding in unknown_services(sheet, services)]
        wrong = [*loader.findings, *wrong, *listed_twice(self.sheets)]
        if wrong:
            raise BadInput(wrong)
        self._volumes: Volumes = volumes_of(self.sheets)

    def of(self, service: str) -> Mapping[date, Mapping[int, Volume]]:
        """The calls of ``service`` by day."""
        return {day: halves for (whose, day), halves in self._volumes.items() if whose == service}

    def files(self, service: str) -> tuple[str, ...]:
        """The files that say something of ``service``."""
        return tuple(sheet.file for sheet in self.sheets if any(whose == service for whose, _ in sheet.days))
