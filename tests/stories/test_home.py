"""The Home tab over the wire: what somebody finds there, and what its buttons do."""

from bot.demo.playground import Playground
from crisis.language import Language
from crisis.policy import Policy
from tests.stories.conftest import MakeGround
from workspace.text import all_text
from workspace.views import OpenView

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
    assert "您目前没有担任角色" in _said(ground, "林晓")
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
    assert "You have no role" in _said(ground, "Maya Brooks")
    await maya.click(_home(ground, "Maya Brooks"), "open.form")
    await ground.settle()
    assert maya.open_view
    assert maya.open_view.body["callback_id"] == "open"
