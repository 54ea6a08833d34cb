"""Closing a month: the hours worked are confirmed, and what changes afterwards is a correction."""
