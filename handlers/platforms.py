"""What platforms are called. One that is not known goes by what the source calls it. May not: know a post."""

from crisis.language import Text

PLATFORMS = {
    "weibo": Text("Weibo", "微博"),
    "xiaohongshu": Text("Xiaohongshu", "小红书"),
    "douyin": Text("Douyin", "抖音"),
    "wechat": Text("WeChat", "微信"),
    "zhihu": Text("Zhihu", "知乎"),
    "bilibili": Text("Bilibili", "哔哩哔哩"),
}


def platform_name(platform: str) -> Text:
    """Its usual name. Not escaped."""
    literal = platform.replace("{", "{{").replace("}", "}}")
    return PLATFORMS.get(platform.lower(), Text(literal, literal))
