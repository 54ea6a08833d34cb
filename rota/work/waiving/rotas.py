"""Every rota that counts, judged: those published, and the newest draft of every other month."""

from collections.abc import Iterator

from rota.files.repository import Repository
from rota.work.choose import every
from rota.work.judging import check_month
from rota.work.situation import Judged


def every_judged(repo: Repository) -> Iterator[Judged]:
    """The verdict on each; BadInput where one cannot be read."""
    for group, month, draft in every(repo):
        yield check_month(repo, month, group, draft).judged
