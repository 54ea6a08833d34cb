"""The planner: the only place that knows the solver."""
