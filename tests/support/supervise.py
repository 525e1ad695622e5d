"""`registro dev` over the stub instead of over the application: run as `python -m tests.support.supervise`."""

import sys

from app.dev import run
from app.settings import Settings

if __name__ == "__main__":
    sys.exit(run(Settings(), [sys.executable, "-m", "tests.support.stub_app"], billing="--billing" in sys.argv))
