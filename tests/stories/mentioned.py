"""A room whose alert brought eight posts, for the stories that answer them."""

from datetime import timedelta

from bot.demo.playground import Playground
from tests.stories.conftest import BEGIN
from tests.stories.telling import Room, room_of


def post(number: int, text: str, followers: int = 10) -> dict[str, object]:
    at = BEGIN - timedelta(minutes=1)
    return {
        "platform": "weibo",
        "id": str(number),
        "author": f"路人{number}",
        "text": text,
        "followers": followers,
        "url": f"https://weibo.example/{number}",
        "posted_at": at.isoformat(),
    }


ALERT = {
    "source": "monitor-a",
    "key": "tea",
    "title": "凉茶里喝出异物",
    "severity": 2,
    "mentions": [
        post(1, "喝出了 <玻璃>"),
        post(2, "怎么没人管", 3_000_000),
        *(post(n, f"第 {n} 条") for n in range(3, 9)),
    ],
}


async def alerted(ground: Playground) -> Room:
    await ground.alert(ALERT)
    await ground.settle()
    return await room_of(ground, 1)
