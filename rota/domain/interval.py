"""The interval in which demand and cover are counted."""

INTERVAL = 30
"""Minutes of an interval, the unit in which demand and cover are counted."""
