"""One agent's own page: what is next, what has changed, what is open, and the days to come."""
