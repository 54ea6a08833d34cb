"""Calendars to subscribe to: one an agent, with that agent's own shifts and nothing of anybody else."""
