"""Places for programs that read from the top of a checkout, of which the rota repository may be a folder."""

from rota.domain.place import Place
from rota.report import Report
from rota.show.safe import safe

ANYWHERE = "centre.toml"
"""Where programs that want a file with every finding look for one that has none: each repository has this one."""


def file_of(report: Report, place: Place | None) -> str:
    """The file of a place from the top of the checkout; a file that lies elsewhere keeps its whole path."""
    file = place.file if place and place.file else ANYWHERE
    whole = file.startswith("/") or file[1:2] == ":"
    return safe(f"{report.folder}/{file}" if report.folder and not whole else file)
