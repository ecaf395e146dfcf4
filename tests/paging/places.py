"""Policies for tests of pages: a channel of each kind, read as an operator writes them."""

from pathlib import Path

from bot.policy.file import load
from crisis.language import Language
from crisis.policy import Policy
from crisis.policy.paging import PagingRules

CHANNELS = {
    "pagerduty": "{name: pd, kind: pagerduty, address: '${T_PAGERDUTY_URL}', secret: '${T_PAGERDUTY_KEY}'}",
    "webhook": "{name: hook, kind: webhook, address: '${T_WEBHOOK_URL}', secret: '${T_WEBHOOK_SECRET}'}",
    "feishu": "{name: fs, kind: feishu, address: '${T_FEISHU_URL}', secret: '${T_FEISHU_SECRET}'}",
    "dingtalk": "{name: dt, kind: dingtalk, address: '${T_DINGTALK_URL}', secret: '${T_DINGTALK_SECRET}'}",
    "wecom": "{name: wx, kind: wecom, address: '${T_WECOM_URL}'}",
}


def paging(folder: Path, *kinds: str, rest: str = "") -> PagingRules:
    """``pages`` of a policy file with a channel of each of these kinds; ``rest``: further YAML under ``pages``."""
    channels = "\n".join(f"    - {CHANNELS[kind]}" for kind in kinds)
    file = folder / "pages.yaml"
    file.write_text(f"pages:\n  channels:\n{channels}\n{rest}", encoding="utf-8")
    return load(file, Policy(language=Language.ENGLISH)).pages
