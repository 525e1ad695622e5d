"""`registro dev` over the stub instead of over the application: run as `python -m tests.support.supervise`."""

import sys

from app.settings import Settings
from commands.dev import run

if __name__ == "__main__":
    sys.exit(run(Settings(), [sys.executable, "-m", "tests.support.stub_app"], billing="--billing" in sys.argv))
