"""The audit: the story of a month, whether its record is whole, and anchors to hold it to."""
