"""What a browser without JavaScript does: it reads a page's form, lets a person fill it in, and presses a button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from httpx import Response
from litestar.testing import TestClient


@dataclass
class Control:
    name: str
    value: str
    kind: str
    checked: bool = False


@dataclass
class HtmlForm:
    """A form as it stands on a page; `fill` and `press` are what a person can do."""

    action: str
    controls: list[Control] = field(default_factory=list)

    def values(self, name: str) -> list[str]:
        """What would be posted under a name."""
        return [one.value for one in self.controls if one.name == name and self._counts(one)]

    def value(self, name: str) -> str:
        found = self.values(name)
        return found[0] if found else ""

    @staticmethod
    def _counts(one: Control) -> bool:
        return one.kind != "button" and (one.kind not in ("checkbox", "radio") or one.checked)

    def fill(self, values: Mapping[str, str | Sequence[str]]) -> HtmlForm:
        """Type into fields, and tick and choose; a field that is not there is a mistake of the test."""
        for name, given in values.items():
            own = [one for one in self.controls if one.name == name and one.kind != "button"]
            assert own, f"the form has no field {name}"
            for one in own:
                if one.kind in ("checkbox", "radio"):
                    one.checked = one.value in ([given] if isinstance(given, str) else given)
                else:
                    assert isinstance(given, str)
                    one.value = given
            if own[0].kind in ("checkbox", "radio"):
                wanted = {given} if isinstance(given, str) else set(given)
                assert wanted <= {one.value for one in own}, f"{name} has no {wanted}"
        return self

    def posted(self) -> dict[str, list[str]]:
        """What is posted when the form is sent by its own button."""
        found: dict[str, list[str]] = {}
        for one in self.controls:
            if self._counts(one):
                found.setdefault(one.name, []).append(one.value)
        return found

    def press(self, client: TestClient, name: str = "", value: str = "", **headers: str) -> Response:
        """Press a button, which must be there."""
        posted = self.posted()
        if name:
            assert any(one.kind == "button" and (one.name, one.value) == (name, value) for one in self.controls), (
                f"no button {name}={value}"
            )
            posted[name] = [value]
        return client.post(self.action, data=posted, headers=headers)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[HtmlForm] = []
        self.form: HtmlForm | None = None
        self.select: Control | None = None
        self.textarea: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = HtmlForm(given.get("action", ""))
            self.forms.append(self.form)
        if self.form is None:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            kind = given.get("type", "text")
            self.form.controls.append(Control(name, given.get("value", ""), kind, "checked" in given))
        elif tag == "button" and name:
            self.form.controls.append(Control(name, given.get("value", ""), "button"))
        elif tag == "textarea":
            self.textarea = Control(name, "", "textarea")
            self.form.controls.append(self.textarea)
        elif tag == "select":
            self.select = Control(name, "", "select")
            self.form.controls.append(self.select)
        elif tag == "option" and self.select is not None and "selected" in given:
            self.select.value = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.textarea is not None:
            self.textarea.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.textarea is not None:
            self.textarea.value = self.textarea.value.removeprefix("\n")
            self.textarea = None


def forms(html: str) -> list[HtmlForm]:
    """Return the forms of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def form(html: str, action: str) -> HtmlForm:
    """Return the form of a page that is sent to an address."""
    found = [one for one in forms(html) if one.action == action]
    assert len(found) == 1, f"{len(found)} forms to {action}"
    return found[0]


def text(html: str) -> str:
    """Return what a person reads on a page, blanks squeezed."""

    class Text(HTMLParser):
        parts: list[str] = []

        def handle_data(self, data: str) -> None:
            self.parts.append(data)

    reader = Text()
    reader.parts = []
    reader.feed(html)
    return " ".join(" ".join(reader.parts).split())
