"""A change under review: held against the commit that it is to go into, and judged by who was in charge there."""
