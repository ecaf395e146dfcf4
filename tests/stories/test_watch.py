"""The watch list: a post that is not about us is set aside, and the list learns from it."""

from crisis.policy import Policy
from crisis.policy.watch import WatchEntry
from crisis.severity import Severity
from tests.stories.conftest import MakeGround
from tests.stories.storming import outcome
from tests.stories.telling import Tongue, asked_by_click, in_both_languages, in_channel, submitted, told, typed

POST = "店员说豆包机坏了，让我明天再来"
OTHER = "豆包机小镇又出事了"


@in_both_languages
async def test_not_about_us_teaches_the_list_and_can_be_taken_back(make_ground: MakeGround, tongue: Tongue) -> None:
    policy = Policy(language=tongue.language, watch=(WatchEntry("豆包机"),))
    ground = await make_ground(policy=policy, replicas=1)
    alert = {
        "source": "monitor-a",
        "key": "k1",
        "title": "豆包机",
        "severity": Severity.SEV4.name,
        "mentions": [{"platform": "weibo", "id": str(n), "text": text} for n, text in enumerate((POST, OTHER))],
    }
    assert await outcome(ground, alert) == "held"
    await ground.settle()
    card = in_channel(ground, "incidents")[-1]
    form = await asked_by_click(ground, tongue.who, card, tongue("Not about us…", "与我们无关…"))
    assert "'initial_value': '豆包机小镇'" in str(form.body["blocks"])  # and not 豆包机坏
    assert await submitted(ground, tongue.who, {"word": "说豆包机"}) == {}
    settled = in_channel(ground, "incidents")[-1]
    assert tongue("not about us; nothing was opened", "已判定与我们无关，未开启事件") in settled.plain
    await told(
        ground, tongue.who, "incidents", tongue("rules out “豆包机” from now on", "以后“说豆包机”不再视为“豆包机”")
    )

    await typed(ground, tongue.who, tongue(f"watch try {POST}", f"监测词 判断 {POST}"))
    await told(ground, tongue.who, "general", tongue("the watch list rules out “说豆包机”", "关注名单已排除“说豆包机”"))
    await typed(ground, tongue.who, tongue("watch", "监测词"))
    listed = await told(ground, tongue.who, "general", tongue("“说豆包机” is not “豆包机”", "“说豆包机”不是指“豆包机”"))
    assert tongue("Take back", "收回") in str(listed["blocks"])
    await typed(ground, tongue.who, tongue("watch remove 1", "监测词 收回 1"))
    await told(ground, tongue.who, "general", tongue("counts no more", "不再用于"))
    await typed(ground, tongue.who, tongue(f"watch try {POST}", f"监测词 判断 {POST}"))
    await told(ground, tongue.who, "general", tongue("✅ “豆包机” is meant", "✅ 指“豆包机”"))
