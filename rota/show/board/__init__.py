"""The notice board: an A3 page for each team to pin up."""
