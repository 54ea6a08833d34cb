"""Work done by its deadline: what is left of it after each step, whatever is due first being done first."""

from collections.abc import Iterator, Sequence

from rota.model.cells import Cells
from rota.model.pool import Pool
from rota.model.sums import Sum, total
from rota.rules import Job


class Backlog:
    """The queue of ``jobs`` that ``able`` works off, step by step.

    Work that is due later never keeps what is due sooner waiting, so that what is past due after a step is what is left of a
    queue of the jobs due by then alone. Such queues share their beginning as long as the same has come in.
    """

    def __init__(self, jobs: Sequence[Job], able: Sequence[Sum], cells: Cells, pool: Pool) -> None:
        self._jobs = jobs
        self._able = able
        self._cells = cells
        self._pool = pool
        self._left: dict[tuple[int, ...], Sum] = {}

    def past_due(self) -> Iterator[tuple[int, Sum]]:
        """Each step at which some job is due, or was, and what is past due after it."""
        for step in range(len(self._able)):
            due = [job for job in self._jobs if job.due <= step]
            came = [sum(job.amount for job in due if job.came == at) for at in range(step + 1)]
            if any(came):
                yield step, self._after(tuple(came))

    def _after(self, came: tuple[int, ...]) -> Sum:
        """What is left when so much has come in at each step and been worked off, or a helper that is at least that."""
        if not any(came):
            return Sum()
        if came not in self._left:
            last = max(at for at, amount in enumerate(came) if amount)
            if last + 1 == len(came):
                over = self._after(came[:last]) + came[last] - self._able[last]
            else:  # nothing comes in any more, so that steps add up: a queue that has run empty stays empty
                over = self._after(came[: last + 1]) - total(self._able[last + 1 : len(came)])
            self._left[came] = self._above_nothing(over)
        return self._left[came]

    def _above_nothing(self, over: Sum) -> Sum:
        low, high = self._pool.range(over)
        if high <= 0:
            return Sum()
        if low >= 0:
            return over
        left = self._pool.new_sum(0, high, lambda values: max(0, over.value(values)))
        self._pool.between(left - over, 0, None)
        self._cells.stands_for(left, [over])
        return left
