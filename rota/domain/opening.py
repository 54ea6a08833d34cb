"""When services and sites are open: ordinary hours, dated hours, bank holidays and closures."""

from datetime import date
from functools import cache

from rota.domain.calendar import Calendar
from rota.domain.centre import Centre, Service
from rota.domain.table import Weekday

Span = tuple[int, int]
"""Opening and closing time, in minutes after local midnight."""


class Opening:
    """Looks up opening hours, each worked out once."""

    def __init__(self, centre: Centre, calendar: Calendar) -> None:
        self._services = {service.id: service for service in centre.service}
        self._calendar = calendar
        self._found: dict[tuple[str, date], Span | None] = {}
        self._sites: dict[tuple[str, date], bool] = {}
        self._shut = cache(self._is_shut)

    def hours(self, service: str, day: date) -> Span | None:
        """Opening hours of ``service`` on ``day``; None when it is closed."""
        key = (service, day)
        if key not in self._found:
            self._found[key] = self._work_out(self._services[service], day)
        return self._found[key]

    def site_open(self, site: str, day: date) -> bool:
        """Whether any service of ``site`` is open on ``day``."""
        key = (site, day)
        if key not in self._sites:
            entries = (entry for entry in self._services.values() if entry.site == site)
            self._sites[key] = any(self.hours(entry.id, day) for entry in entries)
        return self._sites[key]

    def _work_out(self, service: Service, day: date) -> Span | None:
        weekday = Weekday.of(day)
        entries = [hours for hours in service.hours if weekday in hours.weekdays and hours.holds(day)]
        dated = [hours for hours in entries if hours.from_ or hours.until]
        if not dated and self._shut(service.site, day):
            return None
        for hours in reversed(dated or entries):
            if hours.closed or hours.open is None or hours.close is None:
                return None
            return hours.open, hours.close
        return None

    def _is_shut(self, site: str, day: date) -> bool:
        return bool(self._calendar.bank_holiday_on(day) or self._calendar.closure_on(day, site))
