"""What platforms are called. One that is not known goes by what the source calls it. May not: know a post."""

from crisis.language import Text

PLATFORMS = {
    "weibo": Text("Weibo", "微博"),
    "xiaohongshu": Text("Xiaohongshu", "小红书"),
    "douyin": Text("Douyin", "抖音"),
    "wechat": Text("WeChat", "微信"),
    "zhihu": Text("Zhihu", "知乎"),
    "bilibili": Text("Bilibili", "哔哩哔哩"),
    "kuaishou": Text("Kuaishou", "快手"),
    "toutiao": Text("Toutiao", "今日头条"),
    "tieba": Text("Baidu Tieba", "百度贴吧"),
    "douban": Text("Douban", "豆瓣"),
    "heimao": Text("Heimao complaints", "黑猫投诉"),
    "twitter": Text("X", "X"),
    "x": Text("X", "X"),
    "facebook": Text("Facebook", "Facebook"),
    "instagram": Text("Instagram", "Instagram"),
    "tiktok": Text("TikTok", "TikTok"),
    "youtube": Text("YouTube", "YouTube"),
    "reddit": Text("Reddit", "Reddit"),
}


def platform_name(platform: str) -> Text:
    """Its usual name. Not escaped."""
    literal = platform.replace("{", "{{").replace("}", "}}")
    return PLATFORMS.get(platform.lower(), Text(literal, literal))
