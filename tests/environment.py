"""The environment of every test, set before Django's settings are read: loaded by `-p tests.environment` in pyproject.toml.

With DATELINE_TEST_DATABASE_URL every test runs on that PostgreSQL server, in databases made and dropped there.
"""

import os
import tempfile
from pathlib import Path

VARIABLE = "DATELINE_TEST_DATABASE_URL"
SERVER = os.environ.get(VARIABLE, "")
SCRATCH = Path(tempfile.mkdtemp(prefix="dateline-tests-"))
for name in [name for name in os.environ if name.startswith("DATELINE_")]:
    del os.environ[name]
os.environ |= {
    "DATELINE_DATA": str(SCRATCH / "none"),
    "DATELINE_SECRET_KEY": "for-tests-alone-and-long-enough-for-them",
    "DATELINE_LANGUAGES": "en,fr",
}
if SERVER:
    os.environ |= {VARIABLE: SERVER, "DATELINE_DATABASE_URL": SERVER}  # the first for the processes that xdist starts: they read this anew
