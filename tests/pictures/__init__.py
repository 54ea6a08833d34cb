"""The pictures in README.md: commands run on an example, and what they make photographed. ``make pictures`` takes them anew."""
