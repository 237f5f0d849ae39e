"""A child that dies with its parent within a second, whatever killed that one: `kill -9` sends no message to anybody.

It has a process group of its own: Ctrl-C in a terminal is said to the parent alone, which ends its children. A web process that was told
by both at one moment sometimes did not end at all.
"""

import ctypes
import os
import signal
import sys
import threading
import time

VARIABLE = "DATELINE_LIFELINE"  # the process number a child must be a child of
POLL_S = 0.25
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def hold() -> None:
    """Bind this process to the parent that VARIABLE names; without it nothing happens."""
    parent = int(os.environ.get(VARIABLE) or 0)
    if not parent:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the line above
        os._exit(1)
    os.setpgid(0, 0)
    threading.Thread(target=watch, args=(parent,), daemon=True, name="lifeline").start()


def watch(parent: int) -> None:
    """For systems without PR_SET_PDEATHSIG, and for a parent whose starting thread is not its main one."""
    while os.getppid() == parent:
        time.sleep(POLL_S)
    os._exit(1)
