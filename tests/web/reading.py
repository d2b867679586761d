"""Reads a page as a browser does before any script: elements, words, links, fields."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """The elements of a page in order, each with its attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def words(self) -> str:
        """All words on one line."""
        return " ".join("".join(self.said).split())

    @property
    def names(self) -> list[str]:
        """What elements there are, in order."""
        return [tag for tag, _ in self.tags]

    def having(self, name: str, value: str) -> list[dict[str, str]]:
        """The attributes of the elements of which this one has this value."""
        return [attrs for _, attrs in self.tags if attrs.get(name) == value]

    def values(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [attrs[name] for _, attrs in self.tags if name in attrs]

    def handlers(self) -> list[str]:
        """Attributes that would run or style something: the pages have none."""
        return [
            name for _, attrs in self.tags for name in attrs if name[:2] == "on" or name == "style"
        ]
