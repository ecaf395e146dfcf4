"""Posts as a monitoring tool sends them, and the watch list of the brand they are about. May not: judge the answer."""

from typing import Any

from bot.demo.playground import Playground
from crisis.policy.watch import Thresholds, WatchEntry
from crisis.severity import Severity

WATCH = (WatchEntry("青禾", aliases=("青禾酸奶",), thresholds=Thresholds(Severity.SEV2, Severity.SEV4)),)
SICK = "孩子喝了青禾酸奶上吐下泻，送到医院说是食物中毒，同班好几个孩子都这样"
SICK_TOO = "转：孩子喝了青禾酸奶上吐下泻，送到医院说是食物中毒，同班好几个孩子都这样，求扩散"
SLOW = "青禾酸奶的客服太差了，问了三天没人理，差评"
OTHER = "隔壁小区停水两天了，物业电话没人接，孩子都没法洗澡"


def post(number: int, text: str, **more: Any) -> dict[str, Any]:
    return {"platform": "weibo", "id": str(number), "author": f"网友{number}", "text": text, "followers": 100, **more}


async def send(ground: Playground, *posts: dict[str, Any], replica: int = 0) -> list[tuple[str, int | None]]:
    status, answer = await ground.alert(list(posts), source="mentions", replica=replica)
    assert status == 202, answer
    return [(each["outcome"], each["incident"]) for each in answer["results"]]
