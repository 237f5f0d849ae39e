"""After an act at the desk: the public site shows it before the editor's browser has its answer. The one place that waits."""

import logging

from dateline.record import log
from dateline.search import index
from dateline.search.engine import IndexUnusable

TIMEOUT_S = 2.0  # an index follows in milliseconds; beyond this the editor's time is worth more than the listing's

logger = logging.getLogger("dateline.desk")


def settle() -> bool:
    """Wait until the index shows the record as it is. False when it lags: the record is right, the listing follows."""
    try:
        return index.settle(log.position(), timeout_s=TIMEOUT_S)
    except IndexUnusable as error:
        logger.warning("The index cannot follow: %s", error)
        return False
