"""A bad morning: what absences left short, and the ways to cover it."""
