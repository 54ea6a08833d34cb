"""Leave: asked for, granted, refused, waited for, taken back and drawn, with what bounds it."""

from rota.work.leave.cells import drafted_months
from rota.work.leave.queue import waiting

__all__ = ["drafted_months", "waiting"]
