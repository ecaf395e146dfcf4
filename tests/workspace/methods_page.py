"""Writes ``docs/workspace-methods.md`` from the methods of the local workspace: which there are, and how true.

``.venv/bin/python -m tests.workspace.methods_page`` writes the file anew. It knows no method of its own.
"""

from collections import Counter
from itertools import groupby
from pathlib import Path

from workspace.methods import METHODS
from workspace.methods.registry import Level, Method

FILE = Path(__file__).parents[2] / "docs" / "workspace-methods.md"
REMAKE = ".venv/bin/python -m tests.workspace.methods_page"

LEVELS: dict[Level, tuple[str, str]] = {
    "whole": ("whole", "完整"),
    "part": ("in part", "部分"),
    "ignored": ("accepted and ignored", "接受但不起作用"),
    "refused": ("refused", "拒绝"),
}
INTRODUCTION = """\
# Methods of the local workspace 本地工作区支持的方法

Made from the declarations in `workspace/methods/`; a test holds this page to them. After a change:
`{remake}`.

{count} methods answer; every other name is `unknown_method`. What *whole* means: the arguments, errors, limits, ids,
timestamps, pages and fields that Slack publishes for a workspace of one team, as far as they can mean anything here.
`python -m tests.workspace.differences --all` holds each method against published data and gives the reason for every
difference that stays. Tier: Slack's rate limit (calls a minute: T1 1, T2 20, T3 50, T4 100), kept when the weather is
told to; – has none, or a rule of its own. Scopes: one of them is enough, for conversations the one of their kind.

共 {count} 个方法，其余名称一律答复 `unknown_method`。“完整”是指：
在只有一个团队的工作区里，Slack 公布的参数、错误、上限、编号、时间戳、分页和字段，凡在此处有意义的都照做。
`python -m tests.workspace.differences --all` 会逐个方法与公开资料比对，并说明每处保留差异的原因。
“等级”是 Slack 的限流等级（每分钟次数：T1 1，T2 20，T3 50，T4 100），由“天气”面板决定是否执行；– 表示没有或另有规则。
“权限”只需其一；涉及会话时，需要与会话类型对应的那一个。

A method that is *refused* answers as Slack answers an ordinary bot in such a workspace.
“拒绝”的方法，其答复与 Slack 在同样的工作区里给普通机器人的答复一致。

| how true 程度 | methods 方法数 |
| --- | --- |
{summary}
"""


def page() -> str:
    """The whole of ``docs/workspace-methods.md``."""
    counted = Counter(method.far.level for method in METHODS.values())
    summary = "\n".join(f"| {' '.join(LEVELS[level])} | {counted[level]} |" for level in LEVELS)
    parts = [INTRODUCTION.format(remake=REMAKE, count=len(METHODS), summary=summary)]
    methods = sorted(METHODS.values(), key=lambda method: method.name)
    for family, own in groupby(methods, key=lambda method: method.name.partition(".")[0]):
        head = ["method 方法", "how true 程度", "what is missing 缺什么", "tier 等级", "scopes 权限"]
        rows = [head, ["---"] * len(head), *map(row, own)]
        parts.append(f"## {family}\n\n" + "\n".join(f"| {' | '.join(cells)} |" for cells in rows) + "\n")
    return "\n".join(parts)


def row(method: Method) -> list[str]:
    """One method's line of the table."""
    missing = f"{method.far.english} {method.far.chinese}".strip()
    tier = f"T{method.tier}" if method.tier else "–"
    scopes = "app token" if method.app_token else " ".join(f"`{scope}`" for scope in method.scopes)
    return [f"`{method.name}`", " ".join(LEVELS[method.far.level]), missing, tier, scopes]


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
