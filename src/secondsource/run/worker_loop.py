"""What runs inside a worker process: one task after another, within its memory, until told to end.

A task is a pickled (function, args, kwargs), an answer a pickled (whether it went well, result or
exception), each behind its length. Only `WorkerProcess` starts this.
"""

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import IO, Any

LENGTH = 8  # bytes that say how long a message is
# The process that started us ends a task that takes too long. Should it be gone, we end ourselves.
GRACE = 1.0  # seconds


def serve(memory: int, seconds: float, preload: Sequence[str]) -> None:
    """Answer tasks from standard input on standard output, in at most `memory` bytes.

    `preload` names modules that tasks need; the first answer says that they are there, or why not.
    """
    tasks, answers = _private_streams()
    try:
        _heed_alarms()
        _limit_memory(memory)
        for module in preload:
            import_module(module)
    except Exception as error:  # noqa: BLE001 - whatever it is, the starter has to be told
        send(answers, _packed(False, error))
        return
    send(answers, _packed(True, None))
    while (task := receive(tasks, memory)) is not None:
        _end_ourselves_after(seconds + GRACE)
        answer = _answer(task)
        _end_ourselves_after(0)
        send(answers, answer)


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message; `OSError` where nobody reads any more."""
    stream.write(len(message).to_bytes(LENGTH, "big"))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes], most: int) -> bytes | None:
    """The next message, None where the other side ended or would send more than `most` bytes."""
    head = stream.read(LENGTH)
    length = int.from_bytes(head, "big")
    if len(head) < LENGTH or length > most:
        return None
    message = stream.read(length)
    return message if len(message) == length else None


def _private_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Our two ends; whatever a task prints or reads goes to and comes from nowhere."""
    tasks = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return tasks, answers


def _limit_memory(memory: int) -> None:
    """Hold the process to `memory` bytes where the system can, and let a crash leave no core file.

    The limit is on address space, which bounds what can ever be resident: all that reading pages
    needs is 60 MB of it.
    """
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _heed_alarms() -> None:
    # Not handled, the signal ends the process even inside a library that never comes back. But
    # whoever started us may have ignored or blocked it, and we have that from them.
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])


def _end_ourselves_after(seconds: float) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _answer(task: bytes) -> bytes:
    try:
        function, args, kwargs = pickle.loads(task)
        return _packed(True, function(*args, **kwargs))
    except MemoryError:
        return _packed(False, MemoryError())
    except Exception as error:  # noqa: BLE001 - it is raised again where the task came from
        error.add_note(f"In a worker process:\n{traceback.format_exc(limit=-20)}")
        return _packed(False, error)


def _packed(well: bool, value: Any) -> bytes:
    packed = pickle.dumps((well, value), pickle.HIGHEST_PROTOCOL)
    if not well:
        packed = _sure_to_unpack(packed, value)
    return packed


def _sure_to_unpack(packed: bytes, error: Exception) -> bytes:
    """An exception that cannot be made again from its arguments is told in words."""
    try:
        pickle.loads(packed)
    except Exception:  # noqa: BLE001 - its constructor may raise anything
        told = RuntimeError(f"{type(error).__name__}: {error}")
        return pickle.dumps((False, told), pickle.HIGHEST_PROTOCOL)
    return packed
