"""The words: the mapped dictionary cuts as jieba's own does, and costs little."""

from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.words.cutting import all_worths, cutter, worth_of
from bot.words.dictionary import MappedFrequencies, make, mapped_tokenizer
from bot.words.words import load_words
from crisis.ports import Cut

TEXTS = (
    "港刊报道某品牌洗发水含致癌物二噁烷",
    "顾客发视频称在酸奶里吃出异物，要求门店出面赔偿！",
    "Ordering system 下单系统 HTTP 502，38% 的请求失败",
    "美的惊动了党 😀 １２３ ＡＢＣ 㐀𠮷",
    "",
    "\x00",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("words")
    mapped_tokenizer(made)
    return made


LETTERS = "的是不了人在一有和大中国北京天气研究生命起源结婚尚未服装㐀妽嬿龘abZ139.%+#& \r\n，。！😀"


@pytest.fixture(scope="module")
def plain(folder: Path) -> jieba.Tokenizer:
    made = jieba.Tokenizer()
    made.tmp_dir = str(folder)
    made.initialize()
    return made


@pytest.fixture(scope="module")
def ours(folder: Path, plain: jieba.Tokenizer) -> tuple[Cut, Cut]:
    """With the dictionary loaded, and mapped."""
    mapped = mapped_tokenizer(folder).FREQ
    worth = worth_of(mapped.look_up, mapped.total)
    return cutter(all_worths(plain.FREQ, plain.total).get, plain.total), cutter(worth, mapped.total, blocks_kept=3)


def test_the_cuts_are_jiebas_own(folder: Path, plain: jieba.Tokenizer) -> None:
    """Also for text that no dictionary knows."""
    mapped = mapped_tokenizer(folder)
    assert isinstance(mapped.FREQ, MappedFrequencies)
    for text in TEXTS:
        assert mapped.lcut(text) == plain.lcut(text)


def test_what_was_cut_before_is_cut_the_same_again(folder: Path) -> None:
    """Blocks of a text are kept, those with other neighbours, too."""
    plain, cut = mapped_tokenizer(folder), load_words().cut
    for text in (*TEXTS, *TEXTS, "".join(TEXTS), "报道，某品牌-洗发水 T恤 3G AA制"):
        assert cut(text) == plain.lcut(text)


@given(st.text(st.sampled_from(LETTERS), max_size=40))
@settings(max_examples=300, deadline=None)
def test_our_way_through_a_text_is_jiebas_own(plain: jieba.Tokenizer, ours: tuple[Cut, Cut], text: str) -> None:
    """Whatever the letters are: words, beginnings of words, names and letters that no dictionary has."""
    for cut in ours:
        assert cut(text) == plain.lcut(text)


def test_the_dictionary_is_made_once_and_whole(folder: Path) -> None:
    """No part of a broken making stays, and the second start finds the file."""
    [file] = [path for path in folder.iterdir() if path.suffix == ".trie"]
    before = file.stat().st_mtime_ns
    mapped_tokenizer(folder)
    assert file.stat().st_mtime_ns == before
    assert not list(folder.glob("*.part"))


def test_a_damaged_file_is_made_anew(folder: Path, tmp_path: Path) -> None:
    [file] = [path for path in folder.iterdir() if path.suffix == ".trie"]
    (tmp_path / file.name).write_bytes(file.read_bytes()[:1000])
    assert isinstance(mapped_tokenizer(tmp_path).FREQ, MappedFrequencies)


def test_a_folder_that_cannot_be_written_costs_only_memory(tmp_path: Path) -> None:
    tokenizer = mapped_tokenizer(tmp_path / "missing")
    assert "".join(tokenizer.lcut("下单系统不可用")) == "下单系统不可用"
    assert not isinstance(tokenizer.FREQ, MappedFrequencies)


def test_a_frequency_is_what_the_dictionary_says(tmp_path: Path) -> None:
    make(tmp_path / "jieba.trie")
    mapped = MappedFrequencies(tmp_path / "jieba.trie")
    assert mapped["我们"] == jieba.Tokenizer().gen_pfdict(jieba.Tokenizer().get_dict_file())[0]["我们"]
    assert "我" in mapped
    assert mapped.get("没有这个词吧") is None
    assert mapped.get("没有这个词吧", 1) == 1


def test_chinese_is_spelt_in_plain_letters() -> None:
    latin = load_words().latin
    assert latin("霸王Shampoo") == "ba-wang-shampoo"
    assert latin("Café") == "cafe"
