"""Stands in for `python -m commands` where a test is about the supervisor: what is to be run starts immediately.

STUB_CRASHES names a command that ends immediately with code 7, STUB_STUBBORN one that ignores SIGTERM.
"""

import http.server
import os
import signal
import sys
from typing import Any


class Ready(http.server.BaseHTTPRequestHandler):
    """Answers 200 to everything, without a word in the log."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


def main(command: str) -> None:
    """Do what the command's name promises, for ever if that is what it does."""
    print(f"{command} says hello: {os.environ['DATABASE_URL']} {os.environ['REDIS_URL']}")  # noqa: T201 - for the tests
    if os.environ.get("STUB_CRASHES") == command:
        sys.exit(7)
    if os.environ.get("STUB_STUBBORN") == command:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if command == "api":
        http.server.ThreadingHTTPServer((os.environ["HOST"], int(os.environ["PORT"])), Ready).serve_forever()
    while command in {"worker", "billing"}:
        signal.pause()


if __name__ == "__main__":
    main(sys.argv[1])
