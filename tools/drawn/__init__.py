"""The sample newsroom's pictures, drawn: `python -m tools.drawn` writes them into src/dateline/demo/pictures. The same every time."""
