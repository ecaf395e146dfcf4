"""The table from medium to the file that knows it. A new one is a file and a line here."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.paging import dingtalk, feishu, pagerduty, webhook, wecom
from bot.paging.medium import Medium
from crisis.policy.paging import Medium as Kind

MEDIA: Mapping[Kind, Medium] = MappingProxyType(
    {
        Kind.PAGERDUTY: pagerduty.PAGERDUTY,
        Kind.WEBHOOK: webhook.WEBHOOK,
        Kind.FEISHU: feishu.FEISHU,
        Kind.DINGTALK: dingtalk.DINGTALK,
        Kind.WECOM: wecom.WECOM,
    }
)
