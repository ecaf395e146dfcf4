"""The watch list from Slack: what is shown, taught, refused, asked before it is kept, and taken back."""

from dataclasses import replace as changed
from datetime import timedelta
from typing import Any

import pytest

from bot.triage.live_watch import LiveWatch, watched
from bot.words.words import WordTools, load_words
from crisis import events as e
from crisis.alert import Alert, AlertOutcome, Mention
from crisis.commands import OpenIncident, TeachWatch
from crisis.language import Language
from crisis.mention import KeptMention, MentionState
from crisis.policy import Policy
from crisis.policy.rights import DEFAULT_RIGHTS, EVERYBODY, Holders, Right
from crisis.policy.watch import Side, WatchEntry
from crisis.refusals import Refused
from crisis.severity import Severity
from handlers.answer import Done, FormErrors, OpenForm
from handlers.features.watch import offered_lesson
from handlers.request import Request
from tests.handlers.asking import ANNA, BO, ROOM, START, ZOE, Asking, words_of

LIST = (
    WatchEntry("豆包机", aliases=("dou bao",), excludes=("红豆包机",)),
    WatchEntry("小林", includes=("店长",)),
)

OUTSIDE = "U0OUTSIDE"
OTHER = "去豆包机小镇玩"
EVERYBODY_TEACHES = Policy(watch=LIST, rights=DEFAULT_RIGHTS | {Right.WATCH: EVERYBODY})


@pytest.fixture(scope="module")
def words() -> WordTools:
    return load_words()


@pytest.fixture
def asking(words: WordTools) -> Asking:
    asking = Asking(Policy(watch=LIST))
    live = LiveWatch(asking.desk.read, lambda: asking.desk.policy, words)
    asking.tools = changed(asking.tools, watching=live)
    return asking


async def held(asking: Asking, *texts: str) -> int:
    """A held alert with these posts; its number."""
    posts = tuple(Mention("weibo", text=text, id=str(number)) for number, text in enumerate(texts))
    alert = Alert("mentions", "豆包机", START, severity_hint=Severity.SEV4, mentions=posts)
    return await asking.store.transact(lambda unit: unit.store_alert(alert, AlertOutcome.HELD, None))


async def answered(asking: Asking, text: str, incident: int | None = None) -> None:
    """A post that somebody claimed as about us."""
    post = Mention("weibo", text=text)
    kept = KeptMention(
        0, text, post, START, START, "mentions", 1, incident, ("豆包机",),
        state=MentionState.CLAIMED, claimed_by=BO, changed_at=START + timedelta(minutes=1),
    )  # fmt: skip
    await asking.store.transact(lambda unit: unit.keep_mention(kept))


async def lessons(asking: Asking) -> list[tuple[str, str, str]]:
    return [(each.entry, each.side.value, each.word) for each in await asking.desk.read(lambda view: view.lessons())]


async def refused(asking: Asking, line: str, by: str = BO) -> str:
    with pytest.raises(Refused) as caught:
        await asking.line(line, by=by)
    return str(caught.value.text.say(Language.ENGLISH, **caught.value.values))


async def test_the_list_shows_entries_and_what_was_taught(asking: Asking) -> None:
    shown = words_of(await asking.line("watch"))
    assert "Watch list (2)" in shown
    assert "opens from SEV2; asks from SEV4" in shown
    assert "Nothing was taught yet" in shown
    await asking.line("watch add 豆包机 not 面豆包机")
    assert "“面豆包机” is not “豆包机”" in words_of(await asking.line("watch"))
    assert "“面豆包机”不是指“豆包机”" in words_of(await asking.line("监测词", by=ANNA))


async def test_without_a_list_it_says_where_one_is_written(words: WordTools) -> None:
    assert "under `watch`" in words_of(await Asking().line("watch"))
    assert "There is no watch list yet" in await refused(Asking(), "watch add 豆包机 not 面豆包机")


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("watch add 豆包机 not 面豆包机", ("豆包机", "not", "面豆包机")),
        ("监测词 添加 豆包机 排除 面豆包机", ("豆包机", "not", "面豆包机")),
        ("关注名单 添加　豆包机　佐证　厨房", ("豆包机", "with", "厨房")),
        ("watch add Dou Bao with “kitchen”", ("豆包机", "with", "kitchen")),
    ],
)
async def test_a_line_teaches_in_both_languages(asking: Asking, line: str, kept: tuple[str, str, str]) -> None:
    assert isinstance(await asking.line(line), Done)
    assert await lessons(asking) == [kept]


async def test_what_is_taught_holds_at_once_and_until_it_is_taken_back(asking: Asking) -> None:
    async def about(text: str) -> list[str]:
        now = await asking.tools.watching.now()
        return [each.name for each in now.watch.about(now.reader.read(text))]

    assert await about("豆包机坏了") == ["豆包机"]
    assert await about("店员说豆包机坏了") == ["豆包机"]
    await asking.line("watch add 豆包机 not 说豆包机")
    assert await about("店员说豆包机坏了") == []
    assert await about("豆包机坏了") == ["豆包机"]
    assert "counts no more" in words_of(await asking.line("watch remove 1"))
    assert await about("店员说豆包机坏了") == ["豆包机"]
    lesson = await asking.desk.read(lambda view: view.lesson(1))
    assert lesson is not None
    assert (lesson.by, lesson.taken_back_by) == (BO, BO)


async def test_another_replica_hears_of_it_before_the_next_post(asking: Asking, words: WordTools) -> None:
    there = LiveWatch(asking.desk.read, lambda: asking.desk.policy, words)
    before = await there.now()
    assert await there.now() is before
    await asking.line("watch add 豆包机 not 说豆包机")
    assert (await there.now()).watch.entries[0].excludes == ("红豆包机", "说豆包机")
    asking.desk.policy = Policy(watch=LIST[1:])
    assert [each.name for each in (await there.now()).watch.entries] == ["小林"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("watch add 豆沙 not 面豆沙", "“豆沙” is not on the watch list. Watched for are:"),
        ("watch add 豆包机 not 豆包", "would rule out every post"),
        ("watch add 豆包机 not 面", "2 to 40 letters"),
        ("watch add 豆包机 not /(a+)+/", "Regular expressions are not read"),
        ("watch add 豆包机 not 红豆包机", "in the policy file already"),
        ("watch add 小林 not 店长", "on the other side"),
        ("watch remove 9", "There is no word #9"),
        ("watch remove x", "Say which word is taken back"),
        ("watch shout", "“shout” is not understood here"),
        ("watch try", "Say which text"),
    ],
)
async def test_what_cannot_be_taught_is_said(asking: Asking, line: str, said: str) -> None:
    assert said in await refused(asking, line)
    assert await lessons(asking) == []


async def test_the_same_twice_is_one(asking: Asking) -> None:
    await asking.line("watch add 豆包机 not 面豆包机", once="a")
    await asking.line("watch add 豆包机 not 面豆包机", once="b")
    assert len(await lessons(asking)) == 1


async def test_who_may_not_is_told_who_could(asking: Asking) -> None:
    asking.desk.policy = Policy(watch=LIST, rights=DEFAULT_RIGHTS | {Right.WATCH: Holders(people=(ANNA,))})
    with pytest.raises(Refused):
        await asking.line("watch add 豆包机 not 面豆包机", by=BO)
    with pytest.raises(Refused):
        await asking.line("watch add", by=BO)
    assert await lessons(asking) == []


async def test_a_text_can_be_tried(asking: Asking) -> None:
    assert "✅ “豆包机” is meant" in words_of(await asking.line("watch try 豆包机坏了"))
    assert "✖️ 不是指“豆包机”：关注名单已排除“红豆包机”" in words_of(
        await asking.line("监测词 判断 红豆包机坏了", by=ANNA)
    )
    assert "No name of the watch list" in words_of(await asking.line("watch try nothing here"))


async def test_a_form_teaches_and_keeps_what_is_wrong_open(asking: Asking) -> None:
    opened = await asking.line("watch add 小林")
    assert isinstance(opened, OpenForm)
    wrong = await asking.send(opened.form, word="小")
    assert isinstance(wrong, FormErrors)
    assert "2 to 40 letters" in wrong.errors["word"]
    await asking.send(opened.form, word="小林子")
    assert await lessons(asking) == [("小林", "not", "小林子")]


# ------------------------------------------------------------------------------------------------------- not about us


async def test_not_about_us_proposes_what_stands_around_the_name(asking: Asking) -> None:
    number = await held(asking, OTHER)
    opened = await asking.click("watch.aside", str(number))
    assert isinstance(opened, OpenForm)
    answer = await asking.send(opened.form)
    assert "Set aside" in words_of(answer)
    assert await lessons(asking) == [("豆包机", "not", "豆包机小镇")]
    assert await asking.desk.read(lambda view: view.set_aside_by(number)) == BO
    (example,) = await asking.desk.read(lambda view: view.examples("about:豆包机"))
    assert (example.text, example.right, example.by) == (OTHER, "no", BO)
    with pytest.raises(Refused, match="does not wait"):
        await asking.click("watch.aside", str(number))


async def test_a_complaint_teaches_nothing_and_it_is_said(asking: Asking) -> None:
    """Also where another post of the same alert tells of something else."""
    opened = await asking.click("watch.aside", str(await held(asking, "店员说豆包机坏了")))
    assert isinstance(opened, OpenForm)
    asked = next(block for block in opened.form.blocks if block["block_id"] == "word")
    assert "initial_value" not in asked["element"]
    assert "words of a complaint or of a company (坏了)" in asked["hint"]["text"]
    assert "nothing was learnt" in words_of(await asking.send(opened.form))
    opened = await asking.click("watch.aside", str(await held(asking, "店员说豆包机坏了", OTHER)), by=ANNA)
    assert isinstance(opened, OpenForm)
    asked = next(block for block in opened.form.blocks if block["block_id"] == "word")
    assert asked["element"]["initial_value"] == "豆包机小镇"


async def test_nothing_need_be_learnt(asking: Asking) -> None:
    opened = await asking.click("watch.aside", str(await held(asking, OTHER)))
    assert isinstance(opened, OpenForm)
    assert "nothing was learnt" in words_of(await asking.send(opened.form, word=""))
    assert await lessons(asking) == []


async def test_who_may_not_teach_can_set_aside_alone(asking: Asking) -> None:
    asking.desk.policy = Policy(watch=LIST, rights=DEFAULT_RIGHTS | {Right.WATCH: Holders(people=(ANNA,))})
    opened = await asking.click("watch.aside", str(await held(asking, "店员说豆包机坏了")))
    assert isinstance(opened, OpenForm)
    assert [block["block_id"] for block in opened.form.blocks] == ["about"]
    assert "nothing was learnt" in words_of(await asking.send(opened.form))


async def test_what_would_silence_confirmed_posts_is_said_before(asking: Asking) -> None:
    await answered(asking, "店员说豆包机漏水了")
    opened = await asking.line("watch add 豆包机")
    assert isinstance(opened, OpenForm)
    asked = await asking.send(opened.form, word="说豆包机")
    assert isinstance(asked, FormErrors)
    assert "would also silence 1 posts" in asked.errors["word"]
    assert "店员说豆包机漏水了" in asked.errors["word"]
    assert await lessons(asking) == []
    kept: Any = {"word": "说豆包机", "anyway": ("yes",)}
    await asking.send(opened.form, **kept)
    assert await lessons(asking) == [("豆包机", "not", "说豆包机")]


async def test_posts_of_a_private_incident_are_only_counted(asking: Asking) -> None:
    asking.desk.policy = EVERYBODY_TEACHES
    await asking.desk.handle(_private())
    await answered(asking, "店员说豆包机漏水了", incident=1)
    opened = await asking.line("watch add 豆包机", by=OUTSIDE)
    assert isinstance(opened, OpenForm)
    asked = await asking.send(opened.form, by=OUTSIDE, word="说豆包机")
    assert isinstance(asked, FormErrors)
    assert "would also silence 1 posts" in asked.errors["word"]
    assert "漏水" not in asked.errors["word"]


def _private() -> Any:
    return OpenIncident("Secret", ZOE, Severity.SEV3, private=True)


async def test_a_post_that_was_set_aside_offers_its_lesson(asking: Asking) -> None:
    await asking.with_room()
    request = Request(BO, Language.ENGLISH, ROOM)
    blocks = await offered_lesson(request, asking.tools, OTHER, ("豆包机",), incident=1)
    value = blocks[1]["elements"][0]["value"]
    assert value.startswith("1:豆包机\n")
    number, _, argument = value.partition(":")
    await asking.click("watch.learn", argument, incident=int(number))
    assert len(await lessons(asking)) == 1
    (event,) = await asking.events(e.WatchTaught)
    assert (event.entry, event.side, event.lesson) == ("豆包机", Side.NOT, 1)
    assert await offered_lesson(request, asking.tools, "天气不错", ()) == ()
    (said,) = await offered_lesson(request, asking.tools, "店员说豆包机坏了", ("豆包机",), incident=1)
    assert "nothing to learn" in said["elements"][0]["text"]
    (said,) = await offered_lesson(Request(ANNA, Language.CHINESE, ROOM), asking.tools, "“豆包机”。", ())
    assert said["elements"][0]["text"] == "没有可记住的词：“豆包机”旁边没有能说明另有所指的字。"


async def test_a_lesson_about_a_private_incident_is_refused_to_those_outside(asking: Asking) -> None:
    asking.desk.policy = EVERYBODY_TEACHES
    await asking.desk.handle(_private())
    with pytest.raises(Refused):
        await asking.desk.handle(TeachWatch("豆包机", Side.NOT, "面豆包机", OUTSIDE, incident=1))
    assert await lessons(asking) == []


def test_a_list_without_a_database_is_the_policys(words: WordTools) -> None:
    found = watched(words, LIST)
    assert [each.name for each in found.watch.about(found.reader.read("豆包机坏了"))] == ["豆包机"]
