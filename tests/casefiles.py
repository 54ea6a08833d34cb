"""Where the cases and the tiny worlds of the rules that come with rota lie; ``rota.testing`` reads them."""

from pathlib import Path

CASES = Path(__file__).parent / "cases"
WORLDS = Path(__file__).parent / "agreement"
