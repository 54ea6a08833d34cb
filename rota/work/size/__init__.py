"""How many posts a year needs: presence of a post, kinds of day, the sizing itself, and what it is held against."""
