"""Makes the virtual environment; on a bare Debian it first installs what Python leaves out there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv

MINIMUM = (3, 11)


def main() -> int:
    """0 when the environment stands, 1 with one clear line when it can't be made."""
    target = sys.argv[1]
    if sys.version_info < MINIMUM:
        print(
            f"plateau needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.",
            file=sys.stderr,
        )
        return 1
    try:
        import ensurepip  # noqa: F401, PLC0415
    except ImportError:
        if os.geteuid() != 0 or shutil.which("apt-get") is None:
            print("Python's venv module is missing: install the package python3-venv.", file=sys.stderr)
            return 1
        subprocess.run(["apt-get", "update", "-qq"], check=True)  # noqa: S607
        subprocess.run(["apt-get", "install", "-y", "-qq", "python3-venv"], check=True)  # noqa: S607
    venv.create(target, with_pip=True, clear=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
