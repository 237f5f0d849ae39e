"""Where a server may listen, found out before anything else is done: what is wrong is told with the one command that helps."""

import errno
import os
import socket

from dateline import opening

NEIGHBOURS = 50  # ports looked at for a free one


def by_make() -> bool:
    return "MAKELEVEL" in os.environ


def require_port(host: str, port: int, *, command: str) -> None:
    """Raise CommandError unless `dateline COMMAND` can listen there."""
    if not 0 < port < 65536:
        raise opening.refused(f"--port: {port} is not between 1 and 65535.")
    if is_free(host, port):
        return
    other = next((one for one in range(port + 1, min(port + NEIGHBOURS, 65536)) if is_free(host, one)), None)
    typed = f"make demo PORT={other}" if command == "demo" and by_make() else f"dateline {command} --port {other}"
    way_out = f"Take another: {typed}" if other else "Free it, or take another."
    raise opening.refused(f"Port {port} is taken by another program. {way_out}")


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there. Raises CommandError where nobody ever can."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise opening.refused(f"--port: {port} may not be used ({error.strerror}). Take one above 1023.") from None
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise opening.refused(f"--host: {host!r} cannot be listened at ({error.strerror}). Take an address of this machine.") from None
    return True
