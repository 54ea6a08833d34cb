"""Rounds of wishes and leave: their dates, how they stand, and the wishes themselves."""
