"""The tests see the same surroundings everywhere, also where they run in somebody's build."""

import os

for _name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
    os.environ.pop(_name, None)
