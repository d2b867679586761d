"""What the tests of worker processes have done there: importable, as it must be."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from typing import NoReturn

from secondsource.errors import BadInput

_kept: list[bytes] = []


class TwoPart(Exception):
    """It pickles, and cannot be made again from what was pickled."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def shout(name: str, times: int = 1) -> str:
    return name.upper() * times


def identity(name: str) -> int:
    return os.getpid()


def length(name: str, data: bytes) -> int:
    return len(data)


def many(name: str, size: int) -> bytes:
    return b"x" * size


def sleep(name: str, seconds: float) -> str:
    time.sleep(seconds)
    return name


def spin(name: str) -> NoReturn:
    while True:
        pass


def hang_in_c(name: str) -> object:
    """Holds the interpreter's lock inside a library and never gives it up."""
    return ctypes.PyDLL(None).sleep(1000)


def hold(name: str, size: int) -> int:
    return len(bytearray(size))


def keep(name: str, size: int) -> int:
    _kept.append(bytes(size))
    return len(_kept)


def crash(name: str) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def crash_if_old(name: str) -> str:
    if _kept:
        os.kill(os.getpid(), signal.SIGSEGV)
    return name


def end(name: str, number: int) -> None:
    os.kill(os.getpid(), number)


def leave(name: str) -> NoReturn:
    sys.exit(7)


def refuse(name: str) -> NoReturn:
    raise BadInput(name, "no")


def stumble(name: str) -> NoReturn:
    raise ZeroDivisionError("by nought")


def stumble_twice(name: str) -> NoReturn:
    raise TwoPart("one", "two")


def unsendable(name: str) -> object:
    return lambda: name


def talk(name: str) -> str:
    sys.stdout.write("to be heard by nobody\n")
    sys.stderr.write("nor this\n")
    os.write(1, b"past Python")
    os.write(2, b"past Python")
    subprocess.run(["echo", "a child of the worker"], check=True)
    return sys.stdin.read()
