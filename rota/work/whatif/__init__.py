"""A month under a change that nobody has made yet: more calls, fewer people, another cap, a new agent, a closed site."""
