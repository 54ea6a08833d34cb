"""Work that can wait until its deadline: e-mail, admin, logged reports (``[[deferrable]]`` of ``demand.toml``)."""

from typing import Self

from pydantic import Field, model_validator

from rota.domain.ondays import OnDays
from rota.domain.table import Duration, Id


class Deferrable(OnDays):
    """So many hours of work that come in on a day and are to be done some open days later.

    ``hours`` are an agent's hours of pure work, on ``weekdays`` or on one ``date``; ``due`` is the number of open days
    of the service after the one on which the work came in, 0 being that day itself. Whoever is on duty at the service works on it,
    ``availability`` percent of the time, and so do those at the services ``beside`` it in their troughs, as far as they are
    trained for it. An entry for a date, or with dates, stands above one without.
    """

    service: Id
    hours: Duration = Field(ge=0, le=1000 * 60)
    due: int = Field(default=0, strict=True, ge=0, le=20)
    availability: int = Field(default=100, strict=True, ge=10, le=100)
    beside: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.service in self.beside:
            raise ValueError("a service is not beside itself")
        return self
