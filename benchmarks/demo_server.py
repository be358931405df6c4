"""A `plateau demo` of its own for a benchmark: on a free port, in a folder that is gone afterwards."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_S = 120
STOP_S = 30


@contextmanager
def demo_server() -> Iterator[int]:
    """Its port, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="plateau-bench-") as folder:
        environment = {**os.environ, "PLATEAU_DATA_DIR": folder, "PLATEAU_PORT": str(port)}
        command = [Path(sys.executable).parent / "plateau", "demo"]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait_for(f"http://127.0.0.1:{port}/gezondheid")
            yield port
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=STOP_S)


def _wait_for(url: str) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("the demo did not start")
