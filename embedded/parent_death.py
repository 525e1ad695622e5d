"""Runs a command that gets a signal as soon as its parent process has ended, even by kill -9.

This module is also a program: it sets the parent death signal for itself, then replaces itself with the command. It is
a program instead of a `preexec_fn` because Python code between fork and exec is unsafe once threads run (Python 3.12
warns), and because a change of account clears the signal, so one place has to do both in the right order. It costs
20 ms. Linux only: elsewhere the command simply runs, and a later start attaches to servers that were left running.
"""

import os
import signal
import sys

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <sys/prctl.h>


def die_with_parent(
    command: list[str], when_orphaned: signal.Signals, run_as: tuple[int, int] | None = None
) -> list[str]:
    """The command that runs `command` and sends it `when_orphaned` when this process ends.

    Linux sends the signal when the *thread* that started the command ends, so this raises RuntimeError in any thread
    but the main one. `run_as` is the (uid, gid) to run as; None: those of this process.
    """
    import threading  # imported here because the program below starts faster without it

    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("Start processes from the main thread: they end with the thread that started them.")
    uid, gid = run_as or (-1, -1)
    settings = [str(int(when_orphaned)), str(os.getpid()), str(uid), str(gid)]
    return [sys.executable, "-I", "-S", __file__, *settings, *command]


def _exec(command: list[str], when_orphaned: int, parent: int, uid: int, gid: int) -> None:
    import ctypes  # before the change of account, which may be unable to read the standard library

    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, when_orphaned)
    if os.getppid() != parent:
        sys.exit("the parent process has already ended")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # Python ignores SIGPIPE, and exec keeps that
    os.execv(command[0], command)  # noqa: S606 - the command of our caller


if __name__ == "__main__":
    _exec(sys.argv[5:], *(int(number) for number in sys.argv[1:5]))
