"""Golden files: text that a test compares with a file under `cases/`, rewritten on demand."""

from collections.abc import Callable
from pathlib import Path

import pytest

Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite", action="store_true", help="rewrite the golden files; then read the diff"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden(name, text)`: the text must be that of `cases/name` beside the test."""

    def compare(name: str, text: str) -> None:
        case = Path(request.path).parent / "cases" / name
        if request.config.getoption("--rewrite"):
            case.parent.mkdir(exist_ok=True)
            case.write_text(text, encoding="utf-8")
        assert text == case.read_text(encoding="utf-8")

    return compare
