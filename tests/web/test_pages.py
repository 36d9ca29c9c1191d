"""The plumbing, seen from outside."""

from litestar.testing import TestClient

from registry.web import sessions
from tests.cast import Cast


def test_the_front_page_offers_the_search_box_at_once(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert '<textarea class="form-input" id="sentence" name="text"' in answer.text


def test_an_unknown_page_is_a_page_of_its_own(client: TestClient) -> None:
    answer = client.get("/findes-ikke")
    assert answer.status_code == 404
    assert "Siden findes ikke" in answer.text


def test_an_unknown_address_of_the_api_is_a_problem_for_programs(client: TestClient) -> None:
    answer = client.get("/api/v1/nope")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_a_visitor_who_has_the_page_already_is_not_sent_it_again(client: TestClient) -> None:
    first = client.get("/")
    again = client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_a_signed_in_persons_pages_are_not_kept_by_the_browser(cast: Cast) -> None:
    answer = cast.sign_in("alice").get("/")
    assert answer.headers["cache-control"] == "no-store"
    assert "Alice" in answer.text


def test_a_planted_session_is_worth_nothing(client: TestClient) -> None:
    client.cookies.set(sessions.COOKIE, "planted")
    assert "Log ind" in client.get("/").text
