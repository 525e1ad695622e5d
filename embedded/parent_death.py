"""A leash: a command run through it is asked to end as soon as whoever started it is gone, even by kill -9.

Run as a program it puts the leash on itself and then becomes the command. That is a program, no `preexec_fn`,
because a function of ours between fork and exec is unsafe once threads run (Python 3.12 warns), and because a
change of account clears the leash, so that one place has to do both in the right order. It costs 20 ms.
Linux only; elsewhere the command simply runs, and a later start finds the orphans and attaches to them.
"""

import os
import signal
import sys

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <sys/prctl.h>


def leashed(command: list[str], when_orphaned: signal.Signals, account: tuple[int, int] | None = None) -> list[str]:
    """The same command on a leash; `account` is the (uid, gid) to run as, None for our own.

    Linux pulls the leash when the *thread* that started the command ends, so only the main thread may use it.
    """
    import threading  # here, since the program below starts faster without it

    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("Start processes from the main thread: they end with the thread that started them.")
    uid, gid = account or (-1, -1)
    settings = [str(int(when_orphaned)), str(os.getpid()), str(uid), str(gid)]
    return [sys.executable, "-I", "-S", __file__, *settings, *command]


def _become(command: list[str], when_orphaned: int, parent: int, uid: int, gid: int) -> None:
    import ctypes  # before the change of account: the other one may be unable to read the standard library

    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, when_orphaned)
    if os.getppid() != parent:
        sys.exit("whoever asked for this is already gone")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # Python ignores it, and exec would hand that on
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    _become(sys.argv[5:], *(int(number) for number in sys.argv[1:5]))
