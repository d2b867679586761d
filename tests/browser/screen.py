"""A window of the browser that tells on itself: errors, refused requests, broken policies."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

# What runs before any script of a page: whoever breaks the policy is written down.
WATCH = """
window.broken = [];
document.addEventListener('securitypolicyviolation',
    event => window.broken.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
FOCUS = """() => {
    const at = document.activeElement;
    const box = at.getBoundingClientRect();
    return {tag: at.tagName, id: at.id, name: at.name || '', href: at.getAttribute('href') || '',
        words: (at.textContent || at.value || '').trim().replace(/\\s+/g, ' ').slice(0, 200),
        seen: box.width > 0 && box.height > 0};
}"""


@dataclass
class Screen:
    """A page with all that it complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(WATCH)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("dialog", self._dialog)

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _dialog(self, dialog: Any) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def go(self, address: str) -> None:
        """Open an address; what broke the policy there is a complaint."""
        self.page.goto(address)
        self.check_policy()

    def check_policy(self) -> None:
        """Note what broke the policy of the page that stands."""
        self.complaints += [f"policy: {one}" for one in self.page.evaluate("window.broken || []")]

    def lit(self) -> str:
        """The passage that stands out in the report shown."""
        expect(self.page.locator("mark.lit").first).to_be_visible()
        return " ".join("".join(self.page.locator("mark.lit").all_text_contents()).split())

    def expect_lit(self, words: str) -> None:
        """Wait until a passage with these words stands out in the report shown."""
        expect(self.page.locator("mark.lit", has_text=words).first).to_be_visible()

    def focus(self) -> dict[str, Any]:
        """What the keyboard is at."""
        found: dict[str, Any] = self.page.evaluate(FOCUS)
        return found

    def tab_to(self, *, most: int = 150, back: bool = False, **wanted: str) -> dict[str, Any]:
        """Press Tab until the keyboard is at something with these marks; it has to come there."""
        passed = []
        for _ in range(most):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            at = self.focus()
            passed.append(f"{at['tag']} {at['id'] or at['name'] or at['words'][:40]}")
            if all(value in at[name] for name, value in wanted.items()):
                assert at["seen"], f"the keyboard is at something that is not seen: {at}"
                return at
        raise AssertionError(f"Tab never came to {wanted}; it came to {passed}")

    def keep(self, folder: Path, name: str) -> None:
        """A picture of the whole page."""
        self.page.screenshot(path=folder / f"{name}.png", full_page=True, animations="disabled")
