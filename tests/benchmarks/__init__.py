"""Measured, not asserted: speed, memory and quality on this machine (``make bench``)."""
