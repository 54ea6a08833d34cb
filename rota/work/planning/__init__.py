"""Months put to the planner, whole or from a day on, and its answers held against the referee."""
