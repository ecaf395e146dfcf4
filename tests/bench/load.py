"""Clients that send alerts as fast as they are answered, in a process of their own, so that the bot has its core to
itself. HTTP is written by hand: a client library would cost as much as the bot.

    python -m tests.bench.load PORT TOKEN KIND CLIENTS SECONDS
"""

import asyncio
import json
import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter
from typing import Any

KINDS = ("open", "repeat", "held")
CAUSES = 10  # open ones that repeats are about
BRANDS = ("霸王", "王老吉", "三元", "东鹏", "蒙牛", "华为", "小米", "农夫山泉", "海底捞", "瑞幸", "Acme")
THINGS = ("洗发水", "凉茶", "鲜牛奶", "手机", "矿泉水", "火锅底料", "咖啡", "新能源汽车", "外卖", "奶粉")
TROUBLES = (
    "含致癌物二噁烷", "喝出异物", "客服辱骂顾客", "数据泄露", "排队三小时", "涉嫌虚假宣传", "起火伤人",
    "被央视点名", "高管不当言论", "食品过期", "outage in eu-west", "recall announced",
)  # fmt: skip


def payload(kind: str, number: int, tag: str) -> dict[str, Any]:
    """An alert as monitoring sends it. ``tag`` keeps those of several runs apart; titles differ as they do in life."""
    title = f"{BRANDS[number % 11]}{THINGS[number // 11 % 10]}{TROUBLES[number // 3 % 12]}，第{number}号线索"
    key = f"repeat-{number % CAUSES}" if kind == "repeat" else f"{kind}-{tag}-{number}"
    severity = "SEV4" if kind == "held" else "SEV3"
    return {"source": "bench", "key": key, "title": title, "text": "正在扩散，请核实。", "severity": severity}


@dataclass(slots=True)
class Clients:
    """``took``: seconds until each answer."""

    port: int
    token: str
    kind: str
    took: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    _numbers: "count[int]" = field(default_factory=count)

    async def run(self, clients: int, seconds: float) -> dict[str, Any]:
        begun = perf_counter()
        await asyncio.gather(*(self._send(begun + seconds) for _ in range(clients)))
        lasted = perf_counter() - begun
        self.took.sort()
        return {
            "answers": dict(self.answers),
            "per_second": self.answers["202"] / lasted,
            "p50_ms": self.took[len(self.took) // 2] * 1000,
            "p99_ms": self.took[int(len(self.took) * 0.99)] * 1000,
        }

    async def _send(self, end: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        while perf_counter() < end:
            begun = perf_counter()
            writer.write(self._request())
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            at = head.index(b"content-length:") + len(b"content-length:")
            await reader.readexactly(int(head[at : head.index(b"\r\n", at)]))
            self.took.append(perf_counter() - begun)
            self.answers[head[9:12].decode()] += 1
        writer.close()

    def _request(self) -> bytes:
        body = json.dumps(payload(self.kind, next(self._numbers), str(os.getpid())), ensure_ascii=False).encode()
        head = (
            f"POST /alerts/generic HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {self.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


def main() -> None:
    port, token, kind, clients, seconds = sys.argv[1:]
    print(json.dumps(asyncio.run(Clients(int(port), token, kind).run(int(clients), float(seconds)))))


if __name__ == "__main__":
    main()
