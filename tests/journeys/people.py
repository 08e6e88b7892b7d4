"""People at their browsers: logged in, filling forms as a person would, every page checked for accessibility."""

from __future__ import annotations

from typing import Any

from mingjing.config.demo.founding import PASSWORD

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
RUN = """rules => axe.run(document, {runOnly: rules}).then(found => found.violations.map(
  v => v.id + ': ' + v.nodes.slice(0, 2).map(n => n.target.join(' ')).join(', ')))"""
WIDTHS = (1440, 390)


class Person:
    """One person, one browser context. ``look`` checks a page at both widths."""

    def __init__(
        self, browser: Any, site: str, username: str, axe: str, *, phone: bool = False, password: str = PASSWORD
    ) -> None:
        self.site, self.axe = site, axe
        size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
        self.size = size
        self.context = browser.new_context(
            viewport=size, locale="zh-CN", bypass_csp=True, has_touch=phone, is_mobile=phone
        )
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("response", lambda r: self.errors.append(f"{r.status} {r.url}") if r.status >= 500 else None)
        if username:
            self.go("/office/login")
            self.fill(username=username, password=password)
            self.page.click("main form button")
            assert "/office/" in self.page.url and "login" not in self.page.url, self.page.content()

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.site + path)

    def fill(self, within: str = "", **values: Any) -> None:
        """Fill fields by name; a list ticks boxes."""
        for name, value in values.items():
            field = self.page.locator(f"{within} [name={name}]")
            kind = field.first.evaluate("e => e.tagName + ':' + e.type")
            if kind.startswith("SELECT"):
                field.select_option(value)
            elif kind.endswith(("checkbox", "radio")):
                for one in value if isinstance(value, list) else [value]:
                    self.page.locator(f"{within} [name={name}][value='{one}']").check()
            else:
                field.fill(value)

    def press(self, words: str) -> None:
        """Press the button with these words and wait for the page that follows."""
        button = self.page.locator("main").get_by_role("button", name=words, exact=True).last
        assert button.count(), f"no button {words!r} on {self.page.url}:\n{self.page.inner_text('main')[:3000]}"
        with self.page.expect_navigation():
            button.click()

    def told(self, words: str) -> None:
        """The page says these words."""
        text = self.page.inner_text("body")
        assert words in text, f"{words!r} not on {self.page.url}:\n{text[:3000]}"

    def look(self, path: str = "") -> None:
        """No accessibility violation and no sideways scrolling at either width, no error in the page."""
        if path:
            self.go(path)
        self.page.evaluate(self.axe)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            found = self.page.evaluate(RUN, RULES)
            assert not found, f"{self.page.url} at {width}: {found}"
            over = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert over <= 0, f"{self.page.url} scrolls sideways by {over} px at {width}"
            if width == WIDTHS[0] and self.page.query_selector("main .panes"):  # its panes scroll, the page does not
                below = self.page.evaluate("document.documentElement.scrollHeight - window.innerHeight")
                assert below <= 0, f"{self.page.url} has {below} px of nothing below its panes"
        self.page.set_viewport_size(self.size)
        assert not self.errors, self.errors
