"""The names that monitoring tools and people give to columns of posts, in Chinese and English.

Answers for: one table, the likeliest name first. Letters alone: lower case, no spaces, no signs. May not: compare.
"""

from collections.abc import Mapping
from enum import StrEnum


class Field(StrEnum):
    """What is taken of a post; the values are what a person is shown."""

    TEXT = "text"
    TITLE = "title"
    PLATFORM = "platform"
    AUTHOR = "author"
    FOLLOWERS = "followers"
    POSTED_AT = "posted_at"
    CLOCK = "clock"  # the time of the day in a column of its own
    URL = "url"
    ID = "id"
    REPOSTS = "reposts"
    COMMENTS = "comments"
    LIKES = "likes"


# Of several columns that fit, the one whose name comes first is taken.
_WRITTEN: Mapping[Field, str] = {
    Field.TEXT: """
        text 正文 微博正文 博文 微博内容 博文内容 文章内容 文章正文 帖子内容 评论内容 笔记内容 视频内容 发布内容
        发文内容 信息内容 消息内容 全文 全文内容 原文内容 内容 文本 文本内容 文案 视频文案 笔记正文 fulltext
        posttext tweettext content contents postcontent body message messagetext tweet post commenttext
        reviewtext review articletext bodytext caption hitsentence snippet openingtext description excerpt
        内容摘要 摘要 文章摘要 正文摘要 简介 描述 概要 贴文内容 贴文 原文 原微博 原微博内容 summary
    """,
    Field.TITLE: """
        title 标题 文章标题 新闻标题 帖子标题 微博标题 标题名称 题目 笔记标题 视频标题 headline subject
        posttitle
    """,
    Field.PLATFORM: """
        platform 平台 平台名称 平台类型 发布平台 来源平台 媒体平台 渠道 来源渠道 媒体类型 来源类型 信息来源
        数据来源 来源网站 网站名称 网站 站点 站点名称 来源 媒体 媒体名称 来源媒体 发布媒体 network socialnetwork
        mediatype contenttype sourcetype channel sourcename source site domain pagetype outlet publication media
    """,
    Field.AUTHOR: """
        author 作者 作者昵称 作者名称 作者姓名 博主 博主昵称 昵称 用户昵称 微博昵称 账号昵称 账号名称 账号 帐号
        账号名 发布账号 微博账号 公众号 公众号名称 发布者 发布人 发帖人 发文作者 用户名 用户名称 用户 达人
        达人昵称 作者账号 authorname authors username userscreenname screenname displayname name userhandle
        handle authorhandle influencer accountname account profile profilename user nickname sender from by
        authorusername
    """,
    Field.FOLLOWERS: """
        followers 粉丝数 粉丝量 粉丝数量 粉丝 作者粉丝数 博主粉丝数 用户粉丝数 账号粉丝数 作者粉丝量 粉丝人数
        关注者数 关注人数 订阅数 订阅量 followerscount followercount followersnumber numberoffollowers
        nooffollowers authorfollowers authorfollowerscount userfollowerscount userfollowers twitterfollowers
        xfollowers instagramfollowers authorfollowercount fans fanscount fansnumber subscribers subscribercount
        subscriberscount
    """,
    Field.POSTED_AT: """
        postedat 发布时间 发表时间 发文时间 发帖时间 发布日期时间 微博发布时间 创建时间 评论时间 发布日期
        发表日期 发文日期 日期时间 时间日期 datetime publishedat publishedtime publishtime publisheddate
        publishdate published pubdate posttime posteddate postdate posted createdat createdtime createdate
        created creationdate createtime timestamp dateandtime 日期 date 时间 time 采集时间 入库时间 抓取时间
    """,
    Field.CLOCK: "时间 time 时刻",
    Field.URL: """
        url 链接 原文链接 链接地址 微博链接 文章链接 帖子链接 原文url 文章url 原文地址 原文网址 网址 地址
        页面链接 信息链接 作品链接 笔记链接 视频链接 链接url 连结 贴文连结 link permalink posturl postlink sourceurl
        articleurl pageurl weblink tweeturl originalurl urls
    """,
    Field.ID: """
        id 微博id 帖子id 文章id 信息id 作品id 笔记id 评论id 内容id mid postid tweetid messageid docid documentid
        articleid mentionid resourceid guid idstr 编号
    """,
    Field.REPOSTS: """
        reposts 转发数 转发量 转发数量 转发次数 转发 分享数 分享量 分享 转载数 转载量 repostscount repostcount
        retweets retweetcount retweetscount numberofretweets shares sharecount sharescount xreposts
        twitterretweets forwards
    """,
    Field.COMMENTS: """
        comments 评论数 评论量 评论数量 评论次数 评论 回复数 回复量 跟帖数 跟帖量 commentscount commentcount
        replies replycount repliescount numberofcomments xreplies twitterreplies
    """,
    Field.LIKES: """
        likes 点赞数 点赞量 点赞数量 点赞次数 点赞 赞 赞数 获赞数 获赞 喜欢数 likescount likecount numberoflikes
        xlikes twitterlikes attitudescount favorites favoritecount favoritescount favouritescount reactions
        reactioncount upvotes diggcount
    """,
}
NAMES: Mapping[Field, tuple[str, ...]] = {each: tuple(names.split()) for each, names in _WRITTEN.items()}
