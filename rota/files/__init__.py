"""TOML files to domain objects and back: limits, positions, atomic writes."""
