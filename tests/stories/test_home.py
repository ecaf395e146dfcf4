"""The Home tab over the wire: what somebody finds there, and what its buttons do."""

from datetime import timedelta

from bot.demo.playground import Playground
from crisis.language import Language
from crisis.policy import Policy
from tests.stories.conftest import BEGIN, QUICK, MakeGround
from tests.stories.mentioned import alerted
from tests.stories.telling import MAYA, OWEN, ZHOU, Tongue, in_both_languages, opened, typed
from workspace.block_kit.views import OpenView
from workspace.client.text import all_text

ALERT = {"source": "monitor", "key": "a", "title": "Glass in <the> jam", "severity": "SEV1"}


def _home(ground: Playground, person: str) -> OpenView:
    view = ground.workspace.person(person).home()
    assert view is not None
    return view


def _said(ground: Playground, person: str) -> str:
    return all_text(_home(ground, person).body)


async def test_an_offer_is_answered_and_a_drill_is_started_from_the_home_tab(make_ground: MakeGround) -> None:
    ground = await make_ground(policy=Policy(language=Language.CHINESE))
    lin = ground.workspace.person("林晓")
    await lin.open_home()
    await ground.settle()
    assert "烽火是团队的危机处置台" in _said(ground, "林晓")  # nothing waits: what this is, and how to begin
    assert "当前没有进行中的事件" in _said(ground, "林晓")

    await ground.alert(ALERT)
    await ground.settle()
    await lin.open_home()
    await ground.settle()
    assert "*请您担任总指挥* · #1" in _said(ground, "林晓")
    assert "Glass in &lt;the&gt; jam" in _said(ground, "林晓")

    await lin.click(_home(ground, "林晓"), "offer.accept")
    await ground.settle()
    assert "*请您担任总指挥* · #1" not in _said(ground, "林晓")
    assert "您目前没有担任角色" not in _said(ground, "林晓")
    assert "*总指挥* · #1" in _said(ground, "林晓")

    await lin.click(_home(ground, "林晓"), "drill.form")
    await ground.settle()
    assert lin.open_view
    assert lin.open_view.body["callback_id"] == "drill"


async def test_everybody_reads_it_in_their_own_language(ground: Playground) -> None:
    maya = ground.workspace.person("Maya Brooks")
    await maya.open_home()
    await ground.settle()
    assert "your team's crisis desk" in _said(ground, "Maya Brooks")
    await maya.click(_home(ground, "Maya Brooks"), "open.form")
    await ground.settle()
    assert maya.open_view
    assert maya.open_view.body["callback_id"] == "open"


@in_both_languages
async def test_the_mentions_that_somebody_has_to_answer(make_ground: MakeGround, tongue: Tongue) -> None:
    """Who claimed some sees them with their clocks; customer care sees how many wait; both get at the list."""
    ground = await make_ground(policy=Policy(language=tongue.language), timing=QUICK)
    room, who, care = await alerted(ground), tongue.who, tongue(OWEN, ZHOU)
    for person in (who, care):
        await ground.workspace.person(person).open_home()
    await ground.settle()
    title = tongue("Mentions to answer", "待回应的提及")
    assert title not in _said(ground, who)
    await room.type(who, tongue("mention claim 2", "提及 认领 2"))
    await room.type(care, "role take care")
    await _until_said(ground, who, title, tongue("no. 2 · *路人2*", "编号 2 · *路人2*"), "怎么没人管")
    assert "claimed" not in _said(ground, who)
    assert "待认领" not in _said(ground, who)
    await _until_said(ground, care, tongue("7 wait and nobody has claimed them", "7 条待认领"))
    assert "路人2" not in _said(ground, care)

    await ground.until(BEGIN + timedelta(minutes=6))
    await _until_said(ground, who, tongue("🔴 was due", "🔴 已逾期"))
    await ground.workspace.person(who).click(_home(ground, who), tongue("📋 All that wait", "📋 全部待回应"))
    await _until_said(ground, who, tongue("mentions 1 to 8 of 8", "第 1–8 条，共 8 条"))
    assert title in _said(ground, who)  # the answer stands above the tab

    await room.type(who, tongue("mention answered 2 sorry", "提及 已回应 2 已致歉"))
    await ground.workspace.until(lambda: title not in _said(ground, who), timeout=20, what="nothing to answer")
    await ground.workspace.person(who).open_home()
    said = (await typed(ground, who, tongue("mine", "我的"))).shown[0].plain
    assert title not in said


# It keeps itself current


def _publications(ground: Playground) -> int:
    return len(ground.workspace.calls.where("views.publish", ok=True))


async def _until_said(ground: Playground, person: str, *words: str) -> None:
    def there() -> bool:
        return all(word in _said(ground, person) for word in words)

    await ground.workspace.until(there, timeout=20, what=f"{person}'s tab to say {words}")


async def test_what_somebody_else_does_is_seen_in_a_tab_that_was_opened(make_ground: MakeGround) -> None:
    ground = await make_ground(timing=QUICK)
    zhou = ground.workspace.person(ZHOU)
    await zhou.open_home()
    await ground.settle()
    room = await opened(ground, "open sev2 Mould", by=MAYA)
    await _until_said(ground, ZHOU, "Mould", "进行中的事件：1")
    assert ground.workspace.person(OWEN).home() is None  # who never looked is shown nothing

    before = _publications(ground)
    for number in range(12):
        await room.type(MAYA, f"sev {1 + number % 3}")
    await room.type(MAYA, "rename Mould in Pudong")
    await _until_said(ground, ZHOU, "Mould in Pudong", "SEV3")
    assert _publications(ground) - before <= 4  # newest state only, not each change
    quiet = _publications(ground)
    await room.type(MAYA, "note nothing of this is on the tab")
    await ground.forward(timedelta(seconds=1))
    assert _publications(ground) == quiet

    await zhou.click(_home(ground, ZHOU), "follow.start")
    await _until_said(ground, ZHOU, "已订阅事件 #1", "🔔 已订阅")  # the answer stays above the tab
    await room.type(MAYA, "dismiss because a rumour")
    await _until_said(ground, ZHOU, "当前没有进行中的事件")
    assert "已订阅事件 #1" not in _said(ground, ZHOU)


async def test_a_tab_is_current_again_after_a_restart(make_ground: MakeGround) -> None:
    ground = await make_ground(timing=QUICK)
    await ground.workspace.person(ZHOU).open_home()
    await ground.settle()
    lost = ground.workspace.weather.fail("views.publish", "drop before")
    await opened(ground, "open sev2 Mould", by=MAYA)
    await ground.workspace.until(lambda: lost.hits)
    await ground.stop_bot()
    ground.workspace.weather.clear()
    assert "Mould" not in _said(ground, ZHOU)
    await ground.start_bot()
    await _until_said(ground, ZHOU, "Mould")


async def test_my_roles_what_is_due_for_me_and_my_digest(ground: Playground) -> None:
    room = await opened(ground, "open sev3 Mould", by=MAYA)
    await room.type(MAYA, "role take lead")
    await room.type(MAYA, "role take monitor")
    await typed(ground, MAYA, "digest 9:00 UTC")
    await ground.workspace.person(MAYA).open_home()
    await ground.settle()
    said = _said(ground, MAYA)
    assert "*lead, monitor* · #1 Mould" in said
    assert said.index("Due for me") < said.index("status update") < said.index("Open incidents: 1")
    assert "Your digest comes at 09:00 (UTC)" in said
    assert "*lead, monitor*" in (await typed(ground, MAYA, "mine")).shown[0].plain
    await ground.forward(timedelta(hours=2))
    await _until_said(ground, MAYA, "🔴 update overdue since")
