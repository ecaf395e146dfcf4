"""Stories: what joins, what does not, and that the memory is bounded, undone and fed again to the same end."""

import random
from datetime import UTC, datetime

import pytest

from crisis.triage.reading import Reading
from crisis.triage.stories import MOST_TEXTS, POSTS_OF_A_TEXT, TEXTS_OF_A_STORY, Stories
from crisis.triage.story_terms import MOST_TERMS, terms

AT = datetime(2026, 3, 1, 3, tzinfo=UTC)


def read(text: str) -> Reading:
    """Words stand apart by spaces here; brackets by themselves, as the dictionary cuts them."""
    words = text.replace("[", " [ ").replace("]", " ] ").lower().split()
    return Reading(text, " ".join(words), tuple(word.strip(",") for word in words))


def told(*texts: str) -> Stories:
    """Each text of its own story: 0, 1, 2 …, by posts with the same keys. The watch list has two brands."""
    stories = Stories(names=("星河", "火锅", "Starlight", "Kettle"))
    for number, text in enumerate(texts):
        stories.add(number, read(text), AT, number)
    return stories


RAT = "星河 火锅 人民路 店 顾客 吃出 老鼠头 店长 道歉"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (RAT, "the same text"),
        ("【 星河 火锅 吃出 老鼠头 】 人民路 店 已经 停业", "a heading of it, and news"),
        ("转发 微博 我们 真的 觉得 人民路 那家 星河 火锅 的 老鼠头 太 恶心", "in other words"),
        ("[蜡烛] [蜡烛] 人民路 星河 火锅 老鼠头 顾客 [泪]", "with emoticons"),
    ],
)
def test_posts_of_one_story_find_it(text: str, why: str) -> None:
    assert told("星河 手机 发布 会 明天 举行", RAT).find(read(text), AT) == 1, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("星河 火锅 排队 三 小时 服务员 微笑 毛肚 新鲜", "the brand alone is no story"),
        ("我们 真的 觉得 今天 看到 这个 消息", "what every post says"),
        ("[蜡烛] [蜡烛] [泪]", "emoticons alone"),
        ("哈哈 哈哈哈 呵呵", "laughs alone"),
        ("", "nothing at all"),
        ("人民路", "one shared word is a coincidence"),
    ],
)
def test_other_posts_begin_their_own(text: str, why: str) -> None:
    assert told(RAT, "地铁 人民路 站 关闭 [蜡烛] [蜡烛]", "哈哈 哈哈哈").find(read(text), AT) is None, why


def test_english_posts_join_whatever_their_case_and_number() -> None:
    stories = told("Starlight Kettle recalls two exploding blenders after burns in Leeds")
    assert stories.find(read("exploding Blender burned my hand, STARLIGHT recall in leeds"), AT) == 0
    assert stories.find(read("Starlight Kettle opens a new store and it was just so lovely"), AT) is None


def test_a_story_that_everybody_repeats_does_not_make_its_own_names_common() -> None:
    stories = told("城西 水厂 停水 通知 明早 恢复")
    for number in range(1, 400):
        stories.add(number, read(f"{RAT} 评论{number}"), AT, 1)
    assert stories.find(read("人民路 星河 火锅 老鼠头 又 上 热搜"), AT) == 1


def test_short_posts_with_the_same_words_are_one_even_when_the_words_are_common() -> None:
    stories = told(*(f"星河 火锅 难吃 分店{number} 理由{number} 编号{number}" for number in range(40)))
    assert stories.find(read("星河 火锅"), AT) is None
    stories.add("short", read("星河 火锅"), AT, 999)
    assert stories.find(read("星河 火锅 ！！"), AT) == 999


def test_looking_changes_nothing() -> None:
    stories = told(RAT)
    for _ in range(50):
        assert stories.find(read("地铁 三号线 故障 乘客 滞留 站台"), AT) is None
    assert len(stories) == 1
    assert "missing" not in stories


def test_what_is_forgotten_was_never_there() -> None:
    stories = told(RAT)
    stories.add("again", read(RAT), AT, 0)
    stories.add("other", read("地铁 三号线 故障 乘客 滞留 站台"), AT, 5)
    stories.forget(0)
    assert stories.find(read(RAT), AT) == 0, "another post says the same still"
    stories.forget("again")
    stories.forget("again")
    assert stories.find(read(RAT), AT) is None
    assert stories.story_of("other") == 5
    assert seen(stories) == seen_after([("other", "地铁 三号线 故障 乘客 滞留 站台", 5)])


def test_a_story_that_is_moved_takes_its_posts_along() -> None:
    stories = told(RAT, "星河 火锅 后厨 视频 流出 老鼠 乱窜 员工 爆料")
    stories.move(1, 0)
    assert stories.find(read("后厨 视频 员工 老鼠 乱窜 星河"), AT) == 0
    assert stories.story_of(1) == 0
    stories.move(0, 0)
    stories.move(77, 0)
    assert stories.story_of(0) == 0


def test_posts_that_are_split_off_lead_to_the_other_story() -> None:
    stories = told(RAT)
    stories.add("hoax", read("星河 火锅 老鼠头 是 摆拍 博主 承认 造假"), AT, 0)
    stories.split(["hoax", "never heard of"], 9)
    assert stories.find(read("博主 承认 摆拍 老鼠头 造假"), AT) == 9
    assert stories.find(read(RAT), AT) == 0


def test_of_a_great_story_the_newest_texts_stay_and_small_ones_are_not_pushed_out() -> None:
    stories = told("城西 水厂 停水 通知 明早 恢复 供水")
    for number in range(1, MOST_TEXTS + 100):
        stories.add(number, read(f"星河 火锅 老鼠头 人民路 转述{number} 后续{number}"), AT, 1)
    assert len(stories) == TEXTS_OF_A_STORY + 1
    assert stories.find(read("城西 水厂 停水 明早 恢复"), AT) == 0
    assert stories.find(read("星河 火锅 老鼠头 人民路 转述5000"), AT) == 1, "also by what the others say"


def test_the_same_text_over_and_over_is_one_text() -> None:
    stories = Stories()
    for number in range(100):
        stories.add(number, read(RAT), AT, 1)
    assert len(stories) == 1
    assert [number for number in range(100) if number in stories] == list(range(100 - POSTS_OF_A_TEXT, 100))


def stream(posts: int, seed: int = 3) -> list[tuple[int, str]]:
    """Posts by key: some of one story, some alone."""
    chance = random.Random(seed)
    subjects = [[f"名{chance.randrange(9_000)}x{each}" for each in range(8)] for _ in range(posts // 4)]
    made = []
    for number in range(posts):
        subject = subjects[min(number // 4 + chance.randrange(6), len(subjects) - 1)]
        made.append((number, " ".join([*chance.sample(subject, 5), *(f"词{chance.randrange(400)}" for _ in range(6))])))
    return made


def decided(stories: Stories, posts: list[tuple[int, str]]) -> list[int]:
    found = []
    for number, text in posts:
        story = stories.find(read(text), AT)
        found.append(number if story is None else story)
        stories.add(number, read(text), AT, found[-1])
    return found


def test_the_same_stream_gives_the_same_stories() -> None:
    posts = stream(400)
    assert decided(Stories(), posts) == decided(Stories(), posts)


def test_a_memory_that_is_fed_again_decides_as_before() -> None:
    posts, later = stream(900)[:600], stream(900)[600:]
    long_lived = Stories(most=150)
    known = decided(long_lived, posts)
    fed_again = Stories(most=150)
    for (number, text), story in list(zip(posts, known, strict=True))[-300:]:
        fed_again.add(number, read(text), AT, story)
    assert decided(fed_again, later) == decided(long_lived, later)
    assert seen(fed_again) == seen(long_lived)


def test_the_oldest_leave_and_take_their_terms_along() -> None:
    stories = Stories(most=50)
    for number, text in stream(500):
        stories.add(number, read(text), AT, number)
    assert len(stories) == 50
    assert seen(stories) == seen_after([(number, text, number) for number, text in stream(500)[-50:]])


def seen(stories: Stories) -> dict[str, float]:
    """What a memory says to many questions: the story of each text, and of a part of it."""
    return {text: stories.find(read(text), AT) or 0 for _, text in stream(500)}


def seen_after(posts: list[tuple[object, str, int]]) -> dict[str, float]:
    stories = Stories()
    for key, text, story in posts:
        stories.add(str(key), read(text), AT, story)
    return seen(stories)


def test_terms_are_what_tells_stories_apart() -> None:
    assert terms(read("我们 竟然 看到 【 星河 】 2019 的 Blenders [ 蜡烛 ] 哈哈哈 ！ a 星河")) == (
        "星河",
        "2019",
        "blender",
    )
    assert terms(read("[ 一 没有 关 上 的 括号 人民路")) == ("括号", "人民路")
    assert terms(read("companies glass bus yes news")) == ("company", "glass", "bus", "yes")
    assert len(terms(read(" ".join(f"词{each}" for each in range(200))))) == MOST_TERMS
