"""Leave that a rule would not allow and HR does: limits as live waivers leave them."""

from dataclasses import replace
from datetime import date

from rota.domain.facts import Facts
from rota.domain.leave import Reason
from rota.rules import LeaveLimit, Rule
from rota.rules.waiving import covers_cell, covers_group, waivers_of


def as_waived(rule: Rule, limit: LeaveLimit, facts: Facts, day: date) -> LeaveLimit:
    """``limit`` of ``rule``, raised by what a waiver of the whole group accepts on ``day``: all, or an amount."""
    most = limit.most
    for live in waivers_of(rule, facts.waivers):
        if day in live.waiver and covers_group(live.waiver, facts):
            more = len(limit.agents) if live.waiver.amount is None else live.waiver.amount
            most = max(most, limit.most + more)
    return replace(limit, most=most)


def is_waived(rule: Rule, limit: LeaveLimit, facts: Facts, agent: str, day: date) -> bool:
    """Whether ``agent`` alone may be on leave on ``day`` all the same; a limit of many together takes a waiver of all."""
    return limit.reason is Reason.BLACKOUT and any(
        covers_cell(live.waiver, agent, day, facts) for live in waivers_of(rule, facts.waivers)
    )
