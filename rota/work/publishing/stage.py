"""How far a month has come: a draft, told to staff, or published, and what that leaves open to whom."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rota.domain.centre import Centre
from rota.domain.clock import day_words
from rota.domain.matter import Step
from rota.domain.period import Period
from rota.domain.publication import MonthStage, PublicationEvent
from rota.files import shelf
from rota.files.repository import Repository
from rota.files.toml import read_toml
from rota.show.words import counted
from rota.work.act import begin_at, follow
from rota.work.amend import cells_digest
from rota.work.choose import Chosen
from rota.work.clock import today
from rota.work.errors import Refused
from rota.work.rights import entitled


def stage_of(repo: Repository, group: str, month: str) -> MonthStage:
    """How far ``month`` has come; it is published once its base is there, whatever was recorded beside it."""
    if month in repo.bases(group):
        return MonthStage.PUBLISHED
    return MonthStage.TOLD if last_told(repo, group, month) else MonthStage.DRAFT


def cut_short(repo: Repository, group: str, month: str) -> bool:
    """Whether a publication was recorded whose base was never written: publishing again finishes it."""
    publication = repo.publication(group, month)
    return bool(publication and publication.published) and month not in repo.bases(group)


def last_told(repo: Repository, group: str, month: str) -> PublicationEvent | None:
    """The last telling of a month; None where nobody was told anything."""
    publication = repo.publication(group, month)
    return publication.told if publication else None


def told_draft(repo: Repository, group: str, month: str, number: int) -> PublicationEvent | None:
    """The first telling of the draft of that number; None where it was never told."""
    publication = repo.publication(group, month)
    told = (event for event in publication.events if event.event is Step.TOLD) if publication else ()
    return next((event for event in told if event.draft == number), None)


def judged(chosen: Chosen) -> Mapping[str, str]:
    """What an event says of the cells that it tells or publishes: their digest."""
    file = chosen.file
    return {f"{file.group}/{file.month}": cells_digest(file.cells)}


def day_at(centre: Centre, moment: str) -> date:
    """The day that it was at the centre at an event's ``at``."""
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(centre.zone)).date()


def days_left(repo: Repository, month: str) -> int:
    """Days from today at the centre to the first day of ``month``; negative once it has begun."""
    return (Period.of_month(month).start - today(repo.centre)).days


def frozen_until(repo: Repository) -> date:
    """The last day whose published cells are frozen: those fewer days ahead than the window, as NOTICE03 counts."""
    return today(repo.centre) + timedelta(days=repo.centre.notice.window - 1)


def title(repo: Repository, chosen: Chosen) -> str:
    """What a rota is called, with how far it has come: told when, or how many changes since it was published."""
    group, month = chosen.file.group, chosen.file.month
    if chosen.draft is None:
        return ", ".join([str(chosen), *_since(repo, group, month)])
    told = told_draft(repo, group, month, chosen.draft)
    if told:
        return f"{chosen}, told on {day_words(day_at(repo.centre, told.at))}"
    last = last_told(repo, group, month)
    if last is None or month in repo.bases(group):
        return str(chosen)
    return f"{chosen}; draft {last.draft} was told on {day_words(day_at(repo.centre, last.at))}"


def _since(repo: Repository, group: str, month: str) -> list[str]:
    applied, unapplied = changes_since(repo, group, month)
    said = [f"{applied} {'change' if applied == 1 else 'changes'} since"] if applied else []
    left = f"{unapplied} not applied" if applied else f"{counted(unapplied, 'change')} not applied"
    return [*said, *([left] if unapplied else [])]


def changes_since(repo: Repository, group: str, month: str) -> tuple[int, int]:
    """How many changes of a published month's cells apply, and how many do not."""
    key = f"{group}/{month}"
    applied = (
        any(_month(repo, cell.agent, cell.day) == key for cell in change.cells)
        for change in repo.effective.applied
    )
    unapplied = (_month(repo, one.cell.agent, one.cell.day) == key for one in repo.effective.unapplied)
    return sum(applied), sum(unapplied)


def _month(repo: Repository, agent: str, day: date) -> str:
    return f"{repo.group_of(agent, day)}/{Period.holding(day).month}"


def in_charge(repo: Repository, group: str) -> tuple[str, ...]:
    """Who may edit, tell and publish the rotas of ``group``: leaders and deputies of its teams."""
    teams = next(entry.teams for entry in repo.centre.group if entry.id == group)
    found = (leader for team in repo.centre.team if team.id in teams for leader in entitled(repo, team))
    return tuple(dict.fromkeys(found))


def require_charge(repo: Repository, group: str, by: str, what: str) -> None:
    """Refused, saying who may, unless ``by`` leads or deputises in ``group``."""
    may = in_charge(repo, group)
    if by not in may:
        whose = ", ".join(may) or "nobody yet: name a leader in centre.toml"
        raise Refused(f"{by} may not {what}; that is for the leaders and deputies of {group}: {whose}")


def refuse_published(repo: Repository, group: str, month: str) -> None:
    """Refused, with what to do instead, where ``month`` is published: its drafts change nothing any more."""
    if month in repo.bases(group):
        raise Refused(
            f"{group} {month} is published, and its drafts change nothing any more; change it with `rota swap`, "
            f"`rota leave`, `rota absence`, `rota move`, or `rota plan {month} --from DATE`"
        )


def refuse_edited(repo: Repository, chosen: Chosen) -> None:
    """Refused where somebody has edited a draft since it was read: it is told and published as it is judged."""
    file = chosen.file.place.file
    if chosen.draft is not None and read_toml(repo.root, file).data != repo.document(file).data:
        raise Refused(f"somebody else has just edited {chosen}; look at it again")


def notice_words(days: int) -> str:
    """How long before its first day a month is told or published: ``42 days before its first day``."""
    if days == 0:
        return "on its first day"
    counted = f"{abs(days)} {'day' if abs(days) == 1 else 'days'}"
    return f"{counted} {'before' if days > 0 else 'after'} its first day"


def record(repo: Repository, group: str, month: str, event: PublicationEvent) -> None:
    """Write the next event of what was told and published of a month; Refused if somebody else just did."""
    ref = f"{shelf.ROTAS}/{group}/{month}"
    chain = next((chain for chain in repo.publication_chains if chain.ref == ref), None)
    if chain is not None:
        follow(repo, chain, event)
    else:
        begin_at(repo, ref, event.model_copy(update={"salt": _salt()}))


def _salt() -> str:
    # Only the first telling of a month needs it, and every command reads this module.
    import secrets

    return secrets.token_hex(16)
