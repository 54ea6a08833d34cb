"""What HR accepts although a rule finds fault with it: which waivers hold, what they cover, and their list."""
