"""The command line: one door to a desk. It holds no rule of the trade."""

import sys
from traceback import print_exc

from secondsource.cli.exits import Exit, exit_for
from secondsource.errors import SecondSourceError


def main() -> None:
    """Run the command line, and leave the process with the exit code of `exits.py`."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets "?" in its place, never a traceback.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(_run())


def _run() -> int:
    # The commands are imported here, so that Ctrl-C while importing ends as quietly as later.
    try:
        from secondsource.cli.app import app

        app(prog_name="secondsource")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else Exit.DONE
    except (SecondSourceError, OSError, KeyboardInterrupt) as error:
        if not isinstance(error, KeyboardInterrupt):
            # It may quote a headline or an address, which others have written.
            from secondsource.export.safe import one_line

            hint = "; check that path, or install again" if isinstance(error, OSError) else ""
            print(f"secondsource: {one_line(str(error))}{hint}", file=sys.stderr)
        return exit_for(error)
    except Exception:  # noqa: BLE001 - a fault of ours must not leave as 1, which means findings
        print_exc()
        print("secondsource: a fault of ours; please report the lines above.", file=sys.stderr)
        return Exit.FAULT
    return Exit.DONE
