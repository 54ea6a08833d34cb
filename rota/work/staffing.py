"""What the calls of a repository ask for, worked out once for all its months."""

from rota.demand.staffing import CallStaffing
from rota.domain.load import Staffing
from rota.files.repository import Repository


def staffing_of(repo: Repository) -> Staffing | None:
    """The staffing of ``repo``; None where nobody answers calls."""
    common = repo.lookups
    if common.staffing is None and repo.demand.calls:
        common.staffing = CallStaffing(repo.centre, repo.calendar, repo.demand, repo.volumes)
    return common.staffing
