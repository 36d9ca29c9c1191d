"""What is edited in the product can become a package's data: the files load as they are."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from litestar.testing import TestClient

from registry import overlay, vocabulary
from registry.access import SYSTEM
from registry.db import Database
from registry.overlay import actions
from registry.vocabulary import Place
from tests import make
from tests.cast import Cast
from tests.policy.life import DAY, NEW, published

EDITS = {
    Place("need", "finde_venner"): {
        "short_da": 'Makkere "og" mere',
        "phrases": {"add": ["mangler en flok", "{ven} er væk"], "remove": ["ensom"]},
    },
    Place("need", "flyve"): {
        "group": "ro",
        "label_da": "Vil flyve",
        "label_en": "Wants to fly",
        "short_da": "Flyve",
        "short_en": "Fly",
        "description_da": "Æ, ø og å.",
        "description_en": "Letters.",
        "phrases": ["vil så gerne flyve"],
    },
    Place("safety", "akut_selvskade"): {"message_da": "Ring nu."},
    Place("area", "midtby"): {"label_da": "Midtbyen"},
    Place("locality", "Karolinelund"): {"postal": "9000"},
    Place("value", "activity.idraet"): {"label_da": "Sport"},
    Place("kind", "idraet"): {"words": {"add": ["sved på panden"]}},
    Place("activity", "kubb"): {"value": "idraet", "en": "kubb", "words": ["pindekast"]},
}


def as_said(words: vocabulary.Vocabulary) -> dict[str, object]:
    return {name: getattr(words, name) for name in vocabulary.Vocabulary.__slots__ if not name.endswith("version")}


def test_the_files_load_as_a_packages_data(database: Database, cast: Cast, tmp_path: Path) -> None:
    with database.writing() as db, db.begin():
        actions.lay(db, SYSTEM, EDITS, name="Prøve", now=make.NOW)
    answer = cast.sign_in("anders").get("/administration/ordlister/toml")
    assert answer.headers["content-disposition"] == 'attachment; filename="ordlister.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(tmp_path)
    loaded, edited = vocabulary.load(tmp_path), overlay.of(database.engine)
    assert loaded.needs["flyve"].label_da == "Vil flyve"
    for name, said in as_said(edited).items():
        assert getattr(loaded, name) == said, name


def test_without_edits_they_say_what_the_package_says(cast: Cast, tmp_path: Path) -> None:
    answer = cast.sign_in("anders").get("/administration/ordlister/toml")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(tmp_path)
    loaded = vocabulary.load(tmp_path)
    for name, said in as_said(vocabulary.packaged()).items():
        assert getattr(loaded, name) == said, name


def test_a_published_policy_is_in_its_file(database: Database, cast: Cast, tmp_path: Path) -> None:
    today = make.NOW.date()
    published(database, make.NOW, valid_from=today + 30 * DAY, until=today + 400 * DAY)
    answer = cast.sign_in("anders").get("/administration/ordlister/toml")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(tmp_path)
    loaded, edited = vocabulary.load(tmp_path), overlay.of(database.engine)
    assert loaded.frameworks[NEW].valid_from == today + 30 * DAY
    for name, said in as_said(edited).items():
        assert getattr(loaded, name) == said, name


def test_one_file_is_given_by_its_name(cast: Cast) -> None:
    client: TestClient = cast.sign_in("anders")
    answer = client.get("/administration/ordlister/toml/needs/ro.toml")
    assert answer.headers["content-disposition"] == 'attachment; filename="ro.toml"'
    assert "[tydelig_struktur]" in answer.text
    assert client.get("/administration/ordlister/toml/../../pyproject.toml").status_code == 404
    assert client.get("/administration/ordlister/toml/findes_ikke.toml").status_code == 404
