"""Calls to required headcount to service level."""
