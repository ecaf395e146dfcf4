"""The people of the workspace: eight invented ones for a start. Any resemblance to living persons is chance."""

from __future__ import annotations

from dataclasses import dataclass

COLORS = ("2b6cb0", "c05621", "2f855a", "6b46c1", "b83280", "9a6412", "285e61", "9b2c2c", "4a5568", "44337a")


@dataclass(frozen=True, slots=True)
class Character:
    """`handle` is the name behind @; `name` what people see; `real_name` the full name."""

    handle: str
    name: str
    real_name: str
    title: str
    email: str
    locale: str = "zh-CN"
    tz: str = "Asia/Shanghai"
    is_admin: bool = False


def default_cast() -> tuple[Character, ...]:
    """A company's communications, service, legal, operations and monitoring people; Chinese and English speakers."""
    return (
        Character("lin.xiao", "林晓", "林晓 Lin Xiao", "公关总监 Head of Communications", "lin.xiao@yunhe.example"),
        Character(
            "zhou.ming", "周明", "周明 Zhou Ming", "客服经理 Customer Service Manager", "zhou.ming@yunhe.example"
        ),
        Character("su.wan", "苏婉", "苏婉 Su Wan", "法务顾问 Legal Counsel", "su.wan@yunhe.example"),
        Character(
            "he.jun", "何俊", "何俊 He Jun", "运维负责人 Head of Operations", "he.jun@yunhe.example", is_admin=True
        ),
        Character("tang.yue", "唐悦", "唐悦 Tang Yue", "舆情监测 Media Monitoring", "tang.yue@yunhe.example"),
        Character(
            "maya.brooks",
            "Maya Brooks",
            "Maya Brooks 马雅",
            "Spokesperson 新闻发言人",
            "maya.brooks@yunhe.example",
            "en-US",
            "America/New_York",
        ),
        Character(
            "owen.hart",
            "Owen Hart",
            "Owen Hart 欧文",
            "Site Reliability Engineer 运维工程师",
            "owen.hart@yunhe.example",
            "en-US",
            "Europe/London",
        ),
        Character("qin.lan", "秦岚", "秦岚 Qin Lan", "副总裁 Vice President", "qin.lan@yunhe.example"),
    )
