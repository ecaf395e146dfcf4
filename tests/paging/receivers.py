"""One small server that stands in for all receivers of pages: PagerDuty, a signed webhook, and the robots of Feishu,
DingTalk and WeCom.

Answers for: each request is held against what the vendor publishes (address, headers, body, signature, limits), and
answered as the vendor does: HTTP 200 with a code for errors of the robots. May not: import anything of ours but texts;
the checks are written after the documents, not after the code.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

SECRETS = {
    "pagerduty": "0123456789abcdef0123456789abcdef",
    "webhook": "hook-secret-of-this-test",
    "feishu": "feishu-secret-of-this-test",
    "dingtalk": "SECdingtalk-of-this-test",
    "wecom": "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa",
}
AN_HOUR = 3600

Fault = web.Response | float | str
"""Instead of the usual: this answer, seconds of silence, or ``drop``: take it, and close without an answer."""


@dataclass(slots=True)
class Taken:
    """One message that arrived and was accepted."""

    by: str
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def text(self) -> str:
        """All that a person reads of it."""
        match self.by:
            case "pagerduty":
                return str(self.body.get("payload", {}).get("summary", ""))
            case "webhook":
                return str(self.body["text"])
            case "feishu":
                post = self.body["content"]["post"]["zh_cn"]
                parts = [part.get("text", "") for line in post["content"] for part in line]
                return "\n".join((post["title"], *parts))
            case _:
                return str(self.body["text"]["content"])


@dataclass(slots=True)
class Receivers:
    """See the module. ``async with``; ``faults``: for each kind what comes next instead of the usual answer."""

    taken: list[Taken] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    faults: dict[str, deque[Fault]] = field(default_factory=dict)
    limits: dict[str, int] = field(default_factory=lambda: {"feishu": 100, "dingtalk": 20, "wecom": 20})
    address: str = ""
    _runner: web.AppRunner | None = None
    _times: dict[str, list[float]] = field(default_factory=dict)

    async def __aenter__(self) -> "Receivers":
        app = web.Application()
        app.add_routes(
            [
                web.post("/v2/enqueue", self._pagerduty),
                web.post("/hook", self._webhook),
                web.post("/open-apis/bot/v2/hook/{key}", self._feishu),
                web.post("/robot/send", self._dingtalk),
                web.post("/cgi-bin/webhook/send", self._wecom),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.address = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *unused: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    def secrets(self) -> dict[str, str]:
        """The environment that the channels of ``CHANNELS`` read."""
        return {
            "T_PAGERDUTY_URL": f"{self.address}/v2/enqueue",
            "T_PAGERDUTY_KEY": SECRETS["pagerduty"],
            "T_WEBHOOK_URL": f"{self.address}/hook",
            "T_WEBHOOK_SECRET": SECRETS["webhook"],
            "T_FEISHU_URL": f"{self.address}/open-apis/bot/v2/hook/f-key",
            "T_FEISHU_SECRET": SECRETS["feishu"],
            "T_DINGTALK_URL": f"{self.address}/robot/send?access_token=d-token",
            "T_DINGTALK_SECRET": SECRETS["dingtalk"],
            "T_WECOM_URL": f"{self.address}/cgi-bin/webhook/send?key={SECRETS['wecom']}",
        }

    def of(self, kind: str) -> list[Taken]:
        return [each for each in self.taken if each.by == kind]

    def next(self, kind: str, *faults: Fault) -> None:
        self.faults.setdefault(kind, deque()).extend(faults)

    async def _instead(self, kind: str, request: web.Request, body: dict[str, Any]) -> web.Response | None:
        waiting = self.faults.get(kind)
        if not waiting:
            return None
        fault = waiting.popleft()
        if isinstance(fault, str):
            self.taken.append(Taken(kind, body, dict(request.headers)))
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        if isinstance(fault, float):
            self.taken.append(Taken(kind, body, dict(request.headers)))
            await asyncio.sleep(fault)
            return web.Response()
        return fault

    def _is_too_much(self, kind: str) -> bool:
        times = [at for at in self._times.get(kind, []) if at > time.monotonic() - 60]
        self._times[kind] = [*times, time.monotonic()]
        return len(times) >= self.limits[kind]

    def _keep(self, kind: str, request: web.Request, body: dict[str, Any]) -> None:
        self.taken.append(Taken(kind, body, dict(request.headers)))

    def _bad(self, kind: str, why: str, answer: dict[str, Any], status: int = 200) -> web.Response:
        self.refused.append(f"{kind}: {why}")
        return web.json_response(answer, status=status)

    async def _body(self, request: web.Request) -> dict[str, Any]:
        assert request.content_type == "application/json"
        found = json.loads(await request.read())
        assert isinstance(found, dict)
        return found

    # Each vendor

    async def _pagerduty(self, request: web.Request) -> web.Response:
        """Events API v2."""
        event = await self._body(request)
        if instead := await self._instead("pagerduty", request, event):
            return instead
        wrong = []
        if len(event.get("routing_key", "")) != 32:
            wrong.append("Length of 'routing_key' is incorrect (should be 32 characters)")
        if event.get("event_action") not in ("trigger", "acknowledge", "resolve"):
            wrong.append("'event_action' is invalid")
        if not 0 < len(event.get("dedup_key", "")) <= 255:
            wrong.append("'dedup_key' is missing or too long")
        if event.get("event_action") == "trigger":
            payload = event.get("payload", {})
            if not payload.get("summary") or len(payload["summary"]) > 1024 or not payload.get("source"):
                wrong.append("'payload' lacks summary or source")
            if payload.get("severity") not in ("critical", "error", "warning", "info"):
                wrong.append("'payload.severity' is invalid")
        if wrong:
            body = {"status": "invalid event", "message": "Event object is invalid", "errors": wrong}
            return self._bad("pagerduty", "; ".join(wrong), body, 400)
        self._keep("pagerduty", request, event)
        answer = {"status": "success", "message": "Event processed", "dedup_key": event["dedup_key"]}
        return web.json_response(answer, status=202)

    async def _webhook(self, request: web.Request) -> web.Response:
        """As docs/paging.md tells a receiver to check it."""
        raw = await request.read()
        if instead := await self._instead("webhook", request, json.loads(raw)):
            return instead
        timestamp = request.headers["Fenghuo-Timestamp"]
        wanted = hmac.new(SECRETS["webhook"].encode(), f"{timestamp}.".encode() + raw, hashlib.sha256).hexdigest()
        fresh = abs(time.time() - int(timestamp)) < 300
        if not fresh or not hmac.compare_digest(request.headers["Fenghuo-Signature"], f"v1={wanted}"):
            return self._bad("webhook", "signature", {"error": "signature"}, 401)
        body = json.loads(raw)
        if body["id"] != request.headers["Fenghuo-Page"]:
            return self._bad("webhook", "id", {"error": "id"}, 400)
        self._keep("webhook", request, body)
        return web.Response(status=204)

    async def _feishu(self, request: web.Request) -> web.Response:
        """Custom bot: sign in the body, errors with HTTP 200."""
        body = await self._body(request)
        if instead := await self._instead("feishu", request, body):
            return instead
        if request.match_info["key"] != "f-key":
            answer = {"code": 19001, "data": {}, "msg": "param invalid: incoming webhook access token invalid"}
            return self._bad("feishu", "key", answer)
        key = f"{body.get('timestamp')}\n{SECRETS['feishu']}".encode()
        wanted = base64.b64encode(hmac.new(key, digestmod=hashlib.sha256).digest()).decode()
        if body.get("sign") != wanted or abs(time.time() - int(body["timestamp"])) > AN_HOUR:
            answer = {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"}
            return self._bad("feishu", "sign", answer)
        if self._is_too_much("feishu"):
            return self._bad("feishu", "limit", {"code": 11232, "data": {}, "msg": "frequency limited"})
        content = body.get("content", {}).get("post", {}).get("zh_cn", {})
        tags = [part for line in content.get("content", []) for part in line]
        known = {"text": {"tag", "text"}, "a": {"tag", "text", "href"}, "at": {"tag", "user_id"}}
        if body.get("msg_type") != "post" or not tags or any(set(part) != known[part["tag"]] for part in tags):
            return self._bad("feishu", "format", {"code": 9499, "msg": "Bad Request", "data": {}})
        self._keep("feishu", request, body)
        return web.json_response({"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"})

    async def _dingtalk(self, request: web.Request) -> web.Response:
        """Custom robot: sign in the query, errors with HTTP 200."""
        body = await self._body(request)
        if instead := await self._instead("dingtalk", request, body):
            return instead
        if request.query.get("access_token") != "d-token":
            return self._bad("dingtalk", "token", {"errcode": 300001, "errmsg": "token is not exist"})
        timestamp = request.query.get("timestamp", "0")
        said = f"{timestamp}\n{SECRETS['dingtalk']}".encode()
        wanted = base64.b64encode(hmac.new(SECRETS["dingtalk"].encode(), said, hashlib.sha256).digest()).decode()
        if request.query.get("sign") != wanted or abs(time.time() * 1000 - int(timestamp)) > AN_HOUR * 1000:
            return self._bad("dingtalk", "sign", {"errcode": 310000, "errmsg": "sign not match"})
        if self._is_too_much("dingtalk"):
            answer = {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}
            return self._bad("dingtalk", "limit", answer)
        if body.get("msgtype") != "text" or not body["text"]["content"] or len(json.dumps(body)) > 20_000:
            return self._bad("dingtalk", "format", {"errcode": 40035, "errmsg": "缺少参数 json"})
        at = body.get("at", {})
        if any(f"@{number}" not in body["text"]["content"] for number in at.get("atMobiles", [])) or at["isAtAll"]:
            return self._bad("dingtalk", "at", {"errcode": 40035, "errmsg": "at"})
        self._keep("dingtalk", request, body)
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    async def _wecom(self, request: web.Request) -> web.Response:
        """Group robot: the key in the address, errors with HTTP 200."""
        body = await self._body(request)
        if instead := await self._instead("wecom", request, body):
            return instead
        if request.query.get("key") != SECRETS["wecom"]:
            return self._bad("wecom", "key", {"errcode": 93000, "errmsg": "invalid webhook url"})
        if self._is_too_much("wecom"):
            return self._bad("wecom", "limit", {"errcode": 45009, "errmsg": "api freq out of limit"})
        content = body.get("text", {}).get("content", "")
        if body.get("msgtype") != "text" or not 0 < len(content.encode()) <= 2048:
            return self._bad("wecom", "format", {"errcode": 40008, "errmsg": "invalid message type"})
        if "<@" in content:
            return self._bad("wecom", "somebody else is called", {"errcode": 40058, "errmsg": "invalid"})
        self._keep("wecom", request, body)
        return web.json_response({"errcode": 0, "errmsg": "ok"})
