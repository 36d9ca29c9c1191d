"""The outermost layer: headers on every answer, posts from elsewhere refused, HEAD where there is GET."""

from __future__ import annotations

from dataclasses import replace

import pytest
from litestar.testing import TestClient

from registry.app import create_asgi
from registry.settings import Settings, from_environment
from registry.web.assets import asset
from tests.cast import Cast

ANSWERS = [("GET", "/"), ("GET", "/findes-ikke"), ("DELETE", "/find"), ("GET", asset("app.css")), ("GET", "/api/v1/x")]


@pytest.mark.parametrize(("method", "path"), ANSWERS)
def test_every_answer_carries_the_policy(client: TestClient, method: str, path: str) -> None:
    headers = client.request(method, path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_only_the_host_of_the_map_is_let_in(settings: Settings) -> None:
    given = {
        "REGISTRY_TILE_URL": "https://kort.example/fliser/{z}/{x}/{y}.png?n=1",
        "REGISTRY_TILE_ATTRIBUTION": "© Kort",
    }
    mapped = replace(from_environment(given), database_url=settings.database_url)
    with TestClient(create_asgi(mapped)) as client:
        policy = client.get("/").headers["content-security-policy"]
    assert policy.endswith("img-src 'self' data: https://kort.example")
    assert policy.count("https:") == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "none"}, 303),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://testserver.local"}, 303),
        ({"origin": "https://ondt.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver.local"}, 403),
    ],
)
def test_a_post_from_elsewhere_is_refused(cast: Cast, headers: dict[str, str], status: int) -> None:
    answer = cast.sign_in("alice").post("/log-ud", headers=headers)
    assert answer.status_code == status


def test_looking_is_allowed_from_anywhere(client: TestClient) -> None:
    assert client.get("/find", headers={"sec-fetch-site": "cross-site"}).status_code == 200


def test_a_page_can_be_asked_about_without_its_body(client: TestClient) -> None:
    answer = client.head("/find")
    assert answer.status_code == 200
    assert answer.content == b""
    assert client.head("/findes-ikke").status_code == 404


def test_a_wrong_method_is_a_page_of_its_own(client: TestClient) -> None:
    answer = client.delete("/find")
    assert answer.status_code == 405
    assert "Det kan siden ikke" in answer.text


def test_cookies_are_necessary_ones_and_out_of_reach_of_scripts(client: TestClient) -> None:
    assert "set-cookie" not in client.get("/").headers
    chosen = client.post("/sprog", data={"sprog": "en", "naeste": "/om"})
    assert chosen.headers["location"] == "/om"
    assert "HttpOnly" in chosen.headers["set-cookie"]
    assert "SameSite=lax" in chosen.headers["set-cookie"]


@pytest.mark.parametrize("where", ["https://ondt.example", "//ondt.example", "/\\ondt.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client: TestClient, where: str) -> None:
    assert client.post("/sprog", data={"sprog": "da", "naeste": where}).headers["location"] == "/"


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("/find?alder=9", "/find?alder=9"),
        ("/mine/organisationer/havfruen/inviter", "/mine/organisationer/havfruen"),
        ("/administration/organisationer/havfruen/ejer/bob", "/administration/organisationer/havfruen"),
        ("/findes/ikke", "/findes/ikke"),
    ],
)
def test_the_language_is_chosen_also_where_a_form_was_sent_back(client: TestClient, where: str, shown: str) -> None:
    assert client.post("/sprog", data={"sprog": "en", "naeste": where}).headers["location"] == shown


def test_the_language_of_the_browser_is_spoken_until_one_is_chosen(client: TestClient) -> None:
    assert '<html lang="en">' in client.get("/", headers={"accept-language": "en-GB,en;q=0.9"}).text
    assert '<html lang="da">' in client.get("/", headers={"accept-language": "fr"}).text
    client.cookies.set("sprog", "da")
    assert '<html lang="da">' in client.get("/", headers={"accept-language": "en"}).text


def test_the_registrys_own_language_is_spoken_to_those_who_prefer_neither(settings: Settings) -> None:
    english = replace(settings, language="en")
    with TestClient(create_asgi(english), base_url=settings.base_url) as client:
        assert '<html lang="en">' in client.get("/", headers={"accept-language": "fr"}).text


@pytest.mark.parametrize("where", ["//[", "//[x", "/find?ord=€", "/..//elsewhere.example"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_an_address_that_is_none_breaks_nothing(cast: Cast, where: str, headers: dict[str, str]) -> None:
    answer = cast.sign_in("alice").post("/sprog", data={"sprog": "da", "naeste": where}, headers=headers)
    assert answer.status_code in (200, 303)
    assert cast.client.get("/log-ind", params={"naeste": where}).status_code == 200


def test_a_path_reaches_no_header_as_more_than_one_line(cast: Cast) -> None:
    browser = cast.sign_in("petra")
    list_id = browser.post("/samlinger", data={"navn": "Heste"}).headers["location"].rpartition("/")[2]
    answer = browser.post("/samlinger/gem/x%0d%0aX-Planted:1€", data={"fjern": list_id}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "\r" not in answer.headers["hx-location"]
    assert "x-planted" not in answer.headers


def test_a_page_before_that_is_no_address_still_leads_to_sign_in(client: TestClient) -> None:
    answer = client.post("/samlinger", data={"navn": "x"}, headers={"referer": "http://[x"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/log-ind?naeste=/")


def test_a_zero_character_is_nothing_to_a_database(cast: Cast) -> None:
    browser = cast.sign_in("petra")
    assert browser.get("/samlinger/a%00").status_code == 404
    assert browser.post("/samlinger/gem/abc", data={"gem": "a\0"}).status_code == 404
    assert cast.sign_in("anders").get("/administration/personer?q=%00a").status_code == 200
