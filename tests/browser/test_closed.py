"""The page is of this machine alone: nothing is fetched from elsewhere, nobody elsewhere can reach it."""

import socket
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Response, expect

from tests.browser.conftest import Complaints, Desk, OpenPage
from workspace import Workspace

NOT_ALLOWED = ("'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "blob:")


def policy_of(response: Response) -> dict[str, list[str]]:
    """The directives of an answer's Content-Security-Policy, with their sources."""
    given = response.headers.get("content-security-policy", "")
    parts = [part.split() for part in given.split(";") if part.strip()]
    return {name: sources for name, *sources in parts}


async def test_every_document_comes_from_here_under_a_strict_policy(desk: Desk) -> None:
    page, hands = desk.page, desk.hands
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    await page.reload()
    await expect(hands.line).to_be_visible()
    await expect((await hands.panel("Time")).get_by_role("timer")).to_contain_text("2026")
    await expect((await hands.panel("Alert")).get_by_role("button").first).to_be_visible()

    home = urlsplit(desk.ground.workspace.url).netloc
    assert {urlsplit(answer.url).netloc for answer in answers if not answer.url.startswith("data:")} == {home}
    documents = {
        urlsplit(answer.url).path: policy_of(answer)
        for answer in answers
        if answer.request.resource_type in ("document", "iframe")
    }
    assert set(documents) == {"/", "/panel/time/", "/panel/alert/"}
    for path, policy in documents.items():
        assert policy["default-src"] == ["'self'"], path
        assert policy["script-src"] == ["'self'"], path
        assert policy["frame-ancestors"] == ["'self'"], path
        assert policy["object-src"] == ["'none'"], path
        wide = {name: sources for name, sources in policy.items() if set(sources) & set(NOT_ALLOWED)}
        assert wide == {}, path


@pytest.mark.parametrize(
    "script",
    [
        "fetch('http://198.51.100.7/')",
        "eval('1')",
        "document.body.append(Object.assign(new Image(), { src: 'http://198.51.100.7/x.png' }))",
        "document.body.insertAdjacentHTML('beforeend', '<p onclick=\"1\" style=\"color: red\">x</p>')",
    ],
    ids=["fetch", "eval", "image", "inline"],
)
async def test_what_the_policy_forbids_does_not_happen(
    script: str, workspace: Workspace, page_of: OpenPage, complaints: Complaints
) -> None:
    page = await page_of(workspace)
    complaints.provoked += ["Content Security Policy", "violates", "Failed to fetch", "EvalError"]
    told = await page.evaluate(
        f"""new Promise((done) => {{
          addEventListener("securitypolicyviolation", (event) => done(event.disposition));
          setTimeout(() => done("nothing was stopped"), 5000);
          setTimeout(() => {{ {script}; }});
        }})"""
    )
    assert told == "enforce"


async def test_the_server_answers_this_machine_only(workspace: Workspace) -> None:
    address = urlsplit(workspace.url)
    assert address.hostname == "127.0.0.1"
    assert address.port
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.7", 9))  # sends nothing; tells which address this machine has for others
            outer = probe.getsockname()[0]
        except OSError:
            pytest.skip("this machine has no address for others")
    if outer.startswith("127."):
        pytest.skip("this machine has no address for others")
    with socket.socket() as stranger:
        stranger.settimeout(5)
        assert stranger.connect_ex((outer, address.port)) != 0
