"""Absences: recorded, listed, and what they make of published cells."""
