"""The address of an act, opened by a browser, leads to its page."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
BROWSER = {"sec-fetch-mode": "navigate"}


def test_a_program_is_told_that_only_post_is_taken(client: Client) -> None:
    assert client.get("/visit/start/").status_code == 405


def test_a_reload_leads_back_to_the_page_the_form_stood_on(client: Client) -> None:
    there = {**BROWSER, "referer": "http://testserver/visit/?language=ru"}
    assert client.get("/visit/start/", headers=there)["Location"] == "/visit/?language=ru"


@pytest.mark.parametrize("referer", ["", "https://evil.example/visit/", "http://testserver/visit/start/"])
def test_without_a_page_of_ours_it_leads_to_the_nearest_above(client: Client, referer: str) -> None:
    response = client.get("/visit/start/", headers={**BROWSER, "referer": referer})
    assert (response.status_code, response["Location"]) == (302, "/visit/")


def test_what_is_sent_is_not_turned_into_a_look(client: Client) -> None:
    assert client.post("/duties/", headers=BROWSER).status_code == 405
