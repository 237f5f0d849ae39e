"""What each public address could leak: the surfaces of REQUIREMENTS 4.2 (L1-L60) by route.

`tests/test_house.py` walks the addresses and fails on one that is not here; the twin worlds ask every one of them in both worlds.
"""

SURFACES: dict[str, tuple[str, ...]] = {
    "home": ("L1", "L2", "L6", "L17", "L47"),
    "listing": ("L1", "L2", "L3", "L4", "L5", "L7", "L10", "L17", "L26", "L47"),
    "listing-form": ("L1", "L2", "L3", "L7", "L12", "L15", "L16", "L17"),
    "release": ("L6", "L17", "L18", "L19", "L23", "L24", "L25", "L26", "L32"),
    "suggest": ("L1", "L4", "L5", "L17"),
    "release-form": ("L15", "L17", "L23", "L25"),
    "edition": ("L6", "L17", "L23", "L25", "L32"),
    "difference": ("L6", "L17", "L23", "L25", "L32"),
    "corrections": ("L1", "L17", "L23"),
    "office": ("L1", "L2", "L4", "L33"),
    "topics": ("L3", "L4"),
    "topic": ("L1", "L2", "L4"),
    "archive": ("L1", "L2", "L7"),
    "styleguide": (),
    "accessibility": (),
    "file": ("L35", "L36", "L37", "L38", "L39", "L41"),
    "contacts": ("L1", "L4", "L33"),
    "reference": ("L6", "L19", "L24"),
    "look": (),
    "live": ("L50",),
    "ready": ("L50",),
}
