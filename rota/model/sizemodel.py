"""The sizing as an integer program: posts, the shifts of each kind of day, who is there for them, and what they cover."""

from collections import defaultdict
from itertools import product

from ortools.sat.python import cp_model

from rota.model.size import HEAD, DayKind, SizeTask, Spot, Waiting

MOST = 5_000
"""More posts of one kind, or heads of one service, than any centre has."""

SATURDAY = 5

Expr = cp_model.LinearExprT
Var = cp_model.IntVar
Counts = dict[tuple[str, str, int], Var]
"""Numbers of heads: by pattern, service and break, or by the service whose work it is, the service left, and the half hour."""


class Sizing:
    """One integer program: posts, the shifts of each kind of day, and who can be there for them."""

    def __init__(self, task: SizeTask) -> None:
        self._task = task
        self.cp = cp_model.CpModel()
        self.posts = [self.count(f"posts {kind.contract} {kind.home}") for kind in task.kinds]
        self.shifts: list[Counts] = []
        self.aside: list[Counts] = []
        self._there = self._allotted()
        for day in task.days:
            self.shifts.append(self._worked(day))
            self.aside.append(self._set_aside(day))
            self._people(day, self.shifts[-1])
        self._cover()
        self._homes()
        for waiting in task.waiting:
            self._in_time(waiting)
        if any(not kind.part_time for kind in task.kinds):
            part = [post for post, kind in zip(self.posts, task.kinds, strict=True) if kind.part_time]
            self.cp.add(100 * sum(part) <= task.part_time * sum(self.posts))

    def count(self, name: str) -> Var:
        """A new whole number of posts or heads."""
        return self.cp.new_int_var(0, MOST, name)

    def _thousandths(self, name: str) -> Var:
        return self.cp.new_int_var(0, HEAD * MOST, name)

    # ---- who is there -------------------------------------------------------------------------

    def _allotted(self) -> dict[tuple[int, int], cp_model.LinearExpr]:
        """Thousandths of heads of each kind that are there on each weekday, lieu days taken off; turns on Saturdays."""
        there: dict[tuple[int, int], cp_model.LinearExpr] = {}
        for at, kind in enumerate(self._task.kinds):
            days = self._days(at)
            if not kind.turn:
                there |= {(at, day): share for day, share in days.items()}
                continue
            turns = self._thousandths(f"turns {at}")
            lieu = {day: self._thousandths(f"lieu {at} {day}") for day in days}
            self.cp.add(turns <= kind.turn * self.posts[at])
            self.cp.add(sum(lieu.values()) == turns)
            for day, share in days.items():
                self.cp.add(lieu[day] <= share)
                there[at, day] = share - lieu[day]
            there[at, SATURDAY] = turns
        return there

    def _days(self, at: int) -> dict[int, cp_model.LinearExpr]:
        """Thousandths of heads of a kind by weekday; chosen among them where it has more weekdays than days a week."""
        kind, posts = self._task.kinds[at], self.posts[at]
        if kind.week >= sum(kind.days.values()):
            return {day: share * posts for day, share in kind.days.items()}
        days = {day: self._thousandths(f"days {at} {day}") for day in kind.days}
        for day, share in kind.days.items():
            self.cp.add(days[day] <= share * posts)
        self.cp.add(sum(days.values()) <= kind.week * posts)
        return dict(days)

    def _worked(self, day: DayKind) -> Counts:
        """The shifts of a kind of day by pattern, service and break."""
        allowed = {pattern for patterns in day.patterns.values() for pattern in patterns}
        return {
            (pattern, service, pause): self.count(f"shifts {pattern} {service} {pause}")
            for service, patterns in day.fits.items()
            for pattern in patterns
            if pattern in allowed
            for pause in self._task.shapes[pattern].breaks or (-1,)
        }

    def _people(self, day: DayKind, shifts: Counts) -> None:
        """Each shift is worked by kinds that may work its pattern and are trained for its service, as far as they are there."""
        alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = defaultdict(list)
        for at, kind in enumerate(self._task.kinds):
            if (at, day.weekday) in self._there and day.patterns.get(kind.contract):
                alike[day.patterns[kind.contract], kind.serves].append(at)
        wanted: dict[tuple[str, str], list[Var]] = defaultdict(list)
        for (pattern, service, _), count in shifts.items():
            wanted[pattern, service].append(count)
        served: dict[tuple[str, str], list[Var]] = defaultdict(list)
        for (patterns, serves), kinds in alike.items():
            own = [key for key in product(patterns, serves) if key in wanted]
            flows = {key: self._thousandths(f"{key} by {kinds}") for key in own}
            self.cp.add(sum(flows.values()) <= sum(self._there[at, day.weekday] for at in kinds))
            for key, flow in flows.items():
                served[key].append(flow)
        for key, counts in wanted.items():
            self.cp.add(HEAD * sum(counts) <= sum(served[key]))

    def _homes(self) -> None:
        """No service has a whole post less than its own shifts of a week take: posts are where the work is."""
        for service in dict.fromkeys(kind.home for kind in self._task.kinds):
            own = [
                (kind.week, posts)
                for kind, posts in zip(self._task.kinds, self.posts, strict=True)
                if kind.home == service
            ]
            week = [
                count
                for day, shifts in zip(self._task.days, self.shifts, strict=True)
                if day.usual
                for (_, at, _), count in shifts.items()
                if at == service
            ]
            there = sum(share * posts for share, posts in own)
            self.cp.add(there >= HEAD * sum(week) - max(share for share, _ in own) + 1)

    # ---- what is covered ----------------------------------------------------------------------

    def _serving(self, at: int) -> dict[Spot, list[Var]]:
        """The shifts that serve each spot on a kind of day."""
        serving: dict[Spot, list[Var]] = defaultdict(list)
        for (pattern, service, pause), count in self.shifts[at].items():
            shape = self._task.shapes[pattern]
            for half in shape.halves - shape.breaks.get(pause, frozenset()):
                serving[service, half].append(count)
        return serving

    def _cover(self) -> None:
        """Every day is met in full but for so many of each weekday; those many never make up a whole column of it."""
        missed: dict[int, list[Expr]] = defaultdict(list)
        for at, day in enumerate(self._task.days):
            serving, aside = self._serving(at), self.aside[at]
            left = {
                (service, half): sum(counts)
                - sum(
                    heads for (_, beside, then), heads in aside.items() if (beside, then) == (service, half)
                )
                for (service, half), counts in serving.items()
            }
            least = self._least(day)
            for spot in {spot for _, needs in day.needs for spot in needs} | set(left):
                self.cp.add(left.get(spot, 0) >= least.get(spot, 0))
            for days, needs in day.needs:
                more = {spot: heads for spot, heads in needs.items() if heads > least.get(spot, 0)}
                if more:
                    met = self.cp.new_bool_var("met")
                    missed[day.weekday].append(days * (1 - met))
                    for spot, heads in more.items():
                        self.cp.add(left.get(spot, 0) >= heads).only_enforce_if(met)
        for weekday, counts in missed.items():
            self.cp.add(sum(counts) <= self._task.missable.get(weekday, 0))

    def _least(self, day: DayKind) -> dict[Spot, int]:
        """What each spot needs whichever days are missed: what more days than may be missed ask for."""
        least = {}
        for spot in {spot for _, needs in day.needs for spot in needs}:
            left = self._task.missable.get(day.weekday, 0)
            for heads, days in sorted(
                ((needs.get(spot, 0), days) for days, needs in day.needs), reverse=True
            ):
                left -= days
                if left < 0:
                    least[spot] = heads
                    break
        return least

    # ---- work that can wait -------------------------------------------------------------------

    def _set_aside(self, day: DayKind) -> Counts:
        """Heads set aside for each kind of such work, at its own service or beside it, on usual days."""
        return {
            (waiting.service, beside, half): self.count(f"aside {waiting.service} {beside} {half}")
            for waiting in self._task.waiting
            if day.usual and waiting.service in day.fits
            for beside in (waiting.service, *waiting.beside)
            for half in self._halves(day, beside)
        }

    def _halves(self, day: DayKind, service: str) -> list[int]:
        """The half hours in which some shift of a kind of day serves ``service``."""
        return sorted(
            {half for pattern in day.fits.get(service, ()) for half in self._task.shapes[pattern].halves}
        )

    def _in_time(self, waiting: Waiting) -> None:
        """In an ordinary week that repeats itself, what comes in is done by its deadline, and all of it."""
        done: dict[int, Expr] = {
            day.weekday: HEAD
            * sum(count for (service, _, _), count in aside.items() if service == waiting.service)
            for day, aside in zip(self._task.days, self.aside, strict=True)
            if day.usual and waiting.service in day.fits
        }
        days = sorted(done)
        self.cp.add(sum(done.values()) >= sum(waiting.arrivals.values()))
        for first in range(len(days)):
            week = [*days[first:], *days[:first]]
            for length in range(waiting.due + 1, len(week)):
                come = sum(waiting.arrivals.get(day, 0) for day in week[: length - waiting.due])
                self.cp.add(sum(done[day] for day in week[:length]) >= come)
