"""Demand: what it is, where it comes from, and a forecast of calls."""
