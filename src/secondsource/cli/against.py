"""`check DRAFT --against INPUT...`: an option that takes all the values up to the next option."""

from collections.abc import Iterable, Iterator

import typer
from typer.core import TyperCommand

MANY = "--against"


class TakesMany(TyperCommand):
    """A command whose `--against` takes several values, as a user expects of a list of files."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Repeat the option before each of its values, which is what the parser understands."""
        return super().parse_args(ctx, list(_repeated(args)))


def _repeated(args: Iterable[str]) -> Iterator[str]:
    inside, first = False, False
    for arg in args:
        if arg.startswith("-") and arg != "-":
            if first:
                raise typer.BadParameter(f"{MANY} needs at least one input before {arg}.")
            inside = first = arg == MANY
        else:
            if inside and not first:
                yield MANY
            first = False
        yield arg
