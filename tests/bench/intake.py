"""Posts that come in by the thousand: how many a second, end to end, and what the event loop feels of it.

Answers for: a batch of `POST /alerts/mentions` from its first byte to its 202, which comes after the last commit, and
posts that somebody wrote to hold others up. The posts are made up here.
"""

import asyncio
import json
import random
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from json import loads
from pathlib import Path
from typing import Any

from bot.clock.clocks import machine_now
from tests.bench.figures import Row
from tests.bench.load import BRANDS, THINGS, TROUBLES
from tests.bench.rig import TOKEN, WATCHED, Rig, rig

POSTS = 3_000
TOLD = 300  # stories
LIMIT = 0.020
WANTED = "20 ms"
LIST = Path(__file__).parents[2] / "docs" / "watch.example.yaml"
SAID = "今天 刚刚 朋友 真的 门店 客服 回应 商家 孩子 视频 大家 注意 已经 报警 退款 投诉 现场 医院 检测 公司".split()

Post = dict[str, Any]


async def rows(url: str | None = None) -> list[Row]:
    """One batch after the other on an empty database, SQLite if no other is named, with the example watch list."""
    async with rig(url, WATCHED, {"FENGHUO_POLICY": str(LIST)}) as made:
        begun, used = time.perf_counter(), made.processor_seconds()
        await _send(made, list(_batch()))
        took, cost = time.perf_counter() - begun, made.processor_seconds() - used
        middle = time.time()
        for posts in hostile().values():
            await _send(made, posts)
        await asyncio.sleep(0.2)
        await made.stop()
        blocks: list[list[Any]] = loads(made.report.read_text())["blocks"]
    figure = f"{POSTS / took:.0f}/s; {cost / POSTS * 1000:.1f} ms of processor each"
    return [
        Row(f"a batch of {POSTS:,} posts, all stored", figure, "", f"{took:.1f} s"),
        _turn("longest turn of the loop meanwhile", [each for each in blocks if made.begun < each[0] <= middle]),
        _turn("longest turn while hostile posts come", [each for each in blocks if each[0] > middle]),
    ]


def hostile() -> dict[str, list[Post]]:
    """By kind, posts that are made to cost."""
    deep = "，" * 1_000 + "(" * 1_000 + "." * 2_000 + "@" * 2_000 + "#" * 2_000 + "[" * 2_000
    texts = {
        "names again and again": "海底捞美的小米苹果" * 230,
        "nearly as large as a body may be": "海底捞吃出异物致癌，" * 30_000,
        "punctuation": deep,
        "taken apart": "小.米 美·的 海 底 捞 " * 200,
        "half in pinyin": "hai底捞 tou诉 xiao米 qi诉 " * 150,
        "no word of it known": "妽嬿龘" * 700,
        "numbers": "1一2二3三百万人" * 250,
    }
    return {kind: [{"platform": "weibo", "id": f"hostile-{kind}", "text": text}] for kind, text in texts.items()}


def _batch() -> Iterator[Post]:
    """Posts of some stories, a few seconds apart, said differently each time."""
    chance, begin = random.Random(6), machine_now() - timedelta(hours=3)
    stories = [(chance.choice(BRANDS), chance.choice(THINGS), chance.choice(TROUBLES)) for _ in range(TOLD)]
    for number in range(POSTS):
        told, said = chance.choice(stories), "".join(chance.sample(SAID, 6))
        yield {
            "platform": "weibo",
            "id": str(number),
            "author": f"某人{number}",
            "followers": int(chance.expovariate(1 / 3_000)),
            "text": f"{said}，{''.join(told)}{chance.choice(SAID)}，{chance.choice(SAID)}！",
            "posted_at": (begin + timedelta(seconds=3 * number)).isoformat(),
        }


async def _send(made: Rig, posts: Sequence[Post]) -> None:
    body = json.dumps(posts, ensure_ascii=False).encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    async with made.session.post(f"{made.address}/alerts/mentions", data=body, headers=headers) as answer:
        if answer.status != 202:
            raise RuntimeError(f"{answer.status} for {len(body)} bytes: {(await answer.text())[:300]}")


def _turn(what: str, blocks: Sequence[Sequence[Any]]) -> Row:
    if not blocks:
        return Row(what, f"under {LIMIT * 1000:.0f} ms", WANTED)
    _, took, _, place, _ = max(blocks, key=lambda block: block[1])
    own, whole = max(block[2] for block in blocks), max(min(block[1], block[4]) for block in blocks)
    beside = (
        f"{len(blocks)} over {LIMIT * 1000:.0f} ms; of the loop's own doing at most {own * 1000:.0f} ms, of the bot's "
        f"{whole * 1000:.0f} ms, the rest is another program's; in {place}"
    )
    return Row(what, f"{took * 1000:.0f} ms", WANTED, beside)
