"""The staff copy: what agents may see, and what they asked for there."""
