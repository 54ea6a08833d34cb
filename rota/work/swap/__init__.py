"""Swaps and cover: found, asked for, accepted, approved, and undone."""
