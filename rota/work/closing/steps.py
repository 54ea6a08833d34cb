"""What comes before hours can be confirmed, as the commands to type."""

from rota.files.repository import Repository
from rota.work.publishing.stage import last_told


def before_hours(repo: Repository, group: str, month: str) -> str:
    """What a month that is not published waits for: ``has no rota yet: rota plan 2026-08``."""
    if not repo.draft_numbers(group, month):
        return f"has no rota yet: {command(repo, 'plan', group, month)}"
    verb = "publish" if last_told(repo, group, month) else "tell"
    return f"is not published: {command(repo, verb, group, month)}"


def command(repo: Repository, verb: str, group: str, month: str) -> str:
    """``rota close 2026-08``; with the group where there are several."""
    which = f" --group {group}" if len(repo.centre.group) > 1 else ""
    return f"rota {verb} {month}{which}"
