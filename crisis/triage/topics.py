"""What a post can be about, as far as its weight goes: the catalogue of topics.

Answers for: the keys and their names in both languages, and whether people's safety is at stake. May not: find them in
a text (``weighing`` does). A key is stored with every mention, so it is never renamed.
"""

from collections.abc import Mapping
from types import MappingProxyType

from crisis.language import Language, Text

TOPICS: Mapping[str, Text] = MappingProxyType(
    {
        "death": Text("deaths", "人员死亡"),
        "injury": Text("injuries", "人员受伤"),
        "poisoning": Text("poisoning", "中毒"),
        "fire": Text("fire or explosion", "起火爆炸"),
        "accident": Text("accident", "安全事故"),
        "hazard": Text("unsafe product", "产品隐患"),
        "foreign_object": Text("foreign object in food", "食品异物"),
        "spoiled": Text("spoiled or expired food", "变质过期"),
        "hygiene": Text("hygiene", "卫生问题"),
        "medical": Text("medicine and treatment", "药品医疗"),
        "environment": Text("pollution", "环境污染"),
        "violence": Text("violence", "暴力伤人"),
        "harassment": Text("sexual harassment", "性骚扰"),
        "abuse": Text("abuse of the weak", "虐待"),
        "missing": Text("missing person", "人员失联"),
        "discrimination": Text("discrimination", "歧视"),
        "offence": Text("offended feelings", "言论不当"),
        "executive": Text("executives' conduct", "高管言行"),
        "celebrity": Text("endorser in trouble", "代言人风波"),
        "staff": Text("staff conduct", "员工言行"),
        "labour": Text("labour rights", "劳动权益"),
        "layoffs": Text("layoffs and unpaid wages", "裁员欠薪"),
        "police": Text("police", "警方介入"),
        "regulator": Text("regulator", "监管处罚"),
        "lawsuit": Text("lawsuit", "诉讼"),
        "recall": Text("recall", "召回下架"),
        "fraud": Text("fraud", "欺诈"),
        "payout": Text("money cannot be paid out", "资金兑付"),
        "counterfeit": Text("counterfeit", "假冒伪劣"),
        "false_claims": Text("false advertising", "虚假宣传"),
        "data_leak": Text("data leak", "数据泄露"),
        "privacy": Text("privacy", "隐私"),
        "outage": Text("outage", "系统故障"),
        "insider": Text("insider's account", "内部爆料"),
        "exposure": Text("exposed by the media", "媒体曝光"),
        "rumour": Text("rumour", "传闻"),
        "boycott": Text("boycott", "抵制"),
        "protest": Text("joint protest", "集体维权"),
        "complaint": Text("formal complaint", "投诉举报"),
        "price": Text("price", "价格"),
        "refund": Text("refund", "退款"),
        "delivery": Text("delivery", "物流配送"),
        "quality": Text("quality", "质量问题"),
        "service": Text("service", "服务"),
        "experience": Text("displeasure", "体验吐槽"),
        "praise": Text("praise", "表扬"),
        "own": Text("the team's own word", "自定义词"),
    }
)

HARMS_PEOPLE = frozenset(
    "death injury poisoning fire accident hazard foreign_object spoiled medical environment violence harassment abuse "
    "missing".split()
)
"""Where it counts how many are concerned, and whether they can look after themselves."""

GRIEVANCES = frozenset("complaint price refund delivery quality service experience outage".split())
"""What somebody is displeased with; praise in the same post speaks against these."""


def name_of(topic: str, language: Language) -> str:
    """A topic's name; one that the team made itself is its own name."""
    known = TOPICS.get(topic)
    return known.say(language) if known else topic
