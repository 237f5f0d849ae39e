"""Every Engine as a writer, and a reader that sees the writer's work only by `refresh`."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.search.engine import Document, Engine
from dateline.search.engines.memory import MemoryEngine
from dateline.search.engines.tantivy import TantivyEngine


@contextmanager
def tantivy_pair() -> Iterator[tuple[TantivyEngine, TantivyEngine]]:
    folder = Path(tempfile.mkdtemp())
    writer = TantivyEngine.create(folder / "index")
    try:
        yield writer, TantivyEngine(folder / "index")
    finally:
        writer.close()
        shutil.rmtree(folder)


@contextmanager
def memory_pair() -> Iterator[tuple[Engine, Engine]]:
    engine = MemoryEngine()
    yield engine, engine


PAIRS = {"memory": memory_pair, "tantivy": tantivy_pair}


def doc(sequence: int, **given: object) -> Document:
    usual = {"story": str(sequence), "original": True, "language": "en", "published_at": sequence, "published_on": "2022-10-05"}
    return Document(sequence, **(usual | given))  # type: ignore[arg-type]
