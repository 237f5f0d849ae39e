"""Draw every picture, or those that are named."""

import sys
from pathlib import Path

from tools.drawn import maps, shores, works

PICTURES = Path(__file__).parents[2] / "src" / "dateline" / "demo" / "pictures"
SCENES = {scene.__name__.replace("_", "-"): scene for room in (shores, works, maps) for scene in room.SCENES}
QUALITY = 86


def main() -> None:
    for name in sys.argv[1:] or SCENES:
        SCENES[name]().finished().save(PICTURES / f"{name}.jpg", quality=QUALITY, optimize=True)
        print(f"{name}.jpg {(PICTURES / f'{name}.jpg').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
