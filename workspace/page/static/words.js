// Every label of the page, in English and Chinese. The language follows the acted person unless the switch says otherwise.

import { recall, remember } from "./prefs.js";

const WORDS = {
  "act.as": ["Acting as", "当前身份"],
  "act.switch": ["Switch person", "切换身份"],
  "act.this": ["Act as {name}", "切换为{name}"],
  "act.answers": ["Answers", "应答方式"],
  "act.byhand": ["by hand", "手动"],
  "app.badge": ["APP", "应用"],
  "app.offline": ["{name} is not connected. Its commands and buttons will not answer until it is back.", "{name} 未连接，恢复之前它的命令和按钮不会有响应。"],
  "apps": ["Apps", "应用"],
  "blocks.unknown": ["This page cannot show “{type}”.", "此页面无法显示“{type}”。"],
  "bookmarks": ["Bookmarks", "书签"],
  "cancel": ["Cancel", "取消"],
  "channel.archived": ["This channel is archived. It can be read, but nothing more is posted here.", "频道已归档，只能查看，不能再发消息。"],
  "channel.empty": ["This is the very beginning of {name}.", "{name} 由此开始。"],
  "channel.empty.hint": ["Say something, or type / for commands.", "说点什么，或输入 / 查看命令。"],
  "channel.fresh": ["New channel", "新频道"],
  "channel.join": ["Join channel", "加入频道"],
  "channel.none": ["Choose a channel on the left.", "请在左侧选择频道。"],
  "channel.outside": ["You are not a member of this channel.", "你不在此频道中。"],
  "channels": ["Channels", "频道"],
  "choose": ["Choose…", "请选择…"],
  "choose.filter": ["Type to filter", "输入以筛选"],
  "choose.nothing": ["Nothing matches", "没有匹配项"],
  "choose.person": ["Choose a person", "选择人员"],
  "clear": ["Clear", "清除"],
  "close": ["Close", "关闭"],
  "composer.label": ["Message {name}", "发消息到 {name}"],
  "composer.reply": ["Reply in thread", "回复消息列"],
  "composer.send": ["Send", "发送"],
  "composer.hint": ["Enter to send, Shift + Enter for a new line", "Enter 发送，Shift + Enter 换行"],
  "composer.command": ["Commands", "命令"],
  "composer.mention": ["Mention someone", "提及某人"],
  "composer.suggestions": ["Suggestions", "建议"],
  "confirm.title": ["Are you sure?", "确定吗？"],
  "confirm.yes": ["Yes", "确定"],
  "date.today": ["Today", "今天"],
  "date.yesterday": ["Yesterday", "昨天"],
  "date.tomorrow": ["Tomorrow", "明天"],
  "delete": ["Delete message", "删除消息"],
  "delete.ask": ["Delete this message? This cannot be undone.", "要删除这条消息吗？删除后无法恢复。"],
  "dms": ["Direct messages", "私信"],
  "drawer": ["Details", "详情"],
  "edit": ["Edit message", "编辑消息"],
  "edit.save": ["Save", "保存"],
  "edited": ["(edited)", "（已编辑）"],
  "emoji.add": ["Add reaction", "添加表情回应"],
  "emoji.search": ["Find an emoji", "查找表情"],
  "emoji.who": ["{names} reacted with :{name}:", "{names} 用 :{name}: 回应"],
  "ephemeral": ["Only visible to you", "仅你可见"],
  "error.offline": ["The workspace did not answer. Check that it is running.", "工作区没有响应，请确认它正在运行。"],
  "error.server": ["The workspace answered with an error ({status}).", "工作区返回错误（{status}）。"],
  "error.dismiss": ["Dismiss", "知道了"],
  "file.download": ["Download", "下载"],
  "file.open": ["Open {name}", "打开 {name}"],
  "file.open.tab": ["Open in a new tab", "在新标签页打开"],
  "file.nopreview": ["There is no preview for this kind of file.", "此类文件无法预览。"],
  "file.failed": ["The file could not be read.", "无法读取文件。"],
  "file.loading": ["Loading…", "正在加载…"],
  "form.required": ["Please fill in this field.", "请填写此项。"],
  "form.short": ["Write at least {n} characters.", "请至少输入 {n} 个字符。"],
  "form.long": ["Write at most {n} characters.", "最多输入 {n} 个字符。"],
  "form.number": ["Enter a number.", "请输入数字。"],
  "form.integer": ["Enter a whole number.", "请输入整数。"],
  "form.min": ["Enter {n} or more.", "不能小于 {n}。"],
  "form.max": ["Enter {n} or less.", "不能大于 {n}。"],
  "form.email": ["Enter an e-mail address.", "请输入电子邮件地址。"],
  "form.url": ["Enter an address that begins with http:// or https://.", "请输入以 http:// 或 https:// 开头的网址。"],
  "form.optional": ["(optional)", "（选填）"],
  "form.left": ["{n} left", "还可输入 {n} 字"],
  "form.errors": ["{n} fields need your attention.", "有 {n} 项需要修改。"],
  "form.file": ["Files cannot be chosen here yet.", "此处暂不能选择文件。"],
  "home": ["Home", "首页"],
  "home.empty": ["{name} has not published a Home tab for you yet.", "{name} 还没有为你准备首页。"],
  "home.tabs": ["{name} pages", "{name} 页面"],
  "image.elsewhere": ["Image on another site: {name}", "其他网站上的图片：{name}"],
  "language": ["Language", "语言"],
  "language.auto": ["As the person", "跟随人员"],
  "link.copied": ["Link copied", "已复制链接"],
  "link.copy": ["Copy link", "复制链接"],
  "members": ["{n} members", "{n} 位成员"],
  "members.one": ["1 member", "1 位成员"],
  "menu.open": ["Show channels", "显示频道列表"],
  "message.more": ["More actions", "更多操作"],
  "messages": ["Messages", "消息"],
  "messages.new": ["{n} new messages", "{n} 条新消息"],
  "messages.new.one": ["1 new message", "1 条新消息"],
  "messages.mark": ["New", "新消息"],
  "messages.older": ["Load older messages", "加载更早的消息"],
  "messages.latest": ["Jump to the latest", "跳到最新"],
  "options": ["Options", "选项"],
  "panels": ["Panels", "面板"],
  "person.you": ["you", "你"],
  "person.message": ["Message", "发私信"],
  "pinned": ["Pinned", "已置顶"],
  "pins": ["Pinned messages", "置顶消息"],
  "pins.count": ["{n} pinned", "{n} 条置顶"],
  "pins.none": ["Nothing is pinned here yet.", "还没有置顶消息。"],
  "pins.show": ["Show in channel", "在频道中查看"],
  "replies": ["{n} replies", "{n} 条回复"],
  "replies.one": ["1 reply", "1 条回复"],
  "replies.last": ["Last reply: {when}", "最近回复：{when}"],
  "reply": ["Reply in thread", "在消息列中回复"],
  "shortcut.apps": ["From apps", "来自应用"],
  "shortcut.global": ["Shortcuts", "快捷方式"],
  "sidebar": ["Channels and people", "频道与人员"],
  "stream.lost": ["Connection lost. Trying to reconnect…", "连接已断开，正在重新连接…"],
  "stream.back": ["Connected again", "已重新连接"],
  "submit": ["Submit", "提交"],
  "system.channel_archive": ["{person} archived the channel", "{person} 归档了频道"],
  "system.channel_join": ["{person} has joined the channel", "{person} 加入了频道"],
  "system.channel_leave": ["{person} has left the channel", "{person} 离开了频道"],
  "system.channel_name": ['has renamed the channel from "{old}" to "{new}"', "将频道由“{old}”改名为“{new}”"],
  "system.channel_purpose": ["set the channel description: {purpose}", "设置了频道说明：{purpose}"],
  "system.channel_topic": ["set the channel topic: {topic}", "设置了频道主题：{topic}"],
  "system.channel_unarchive": ["{person} un-archived the channel", "{person} 取消了频道归档"],
  "system.group_join": ["{person} has joined the group", "{person} 加入了频道"],
  "theme": ["Theme", "主题"],
  "theme.auto": ["As the system", "跟随系统"],
  "theme.light": ["Light", "浅色"],
  "theme.dark": ["Dark", "深色"],
  "thread": ["Thread", "消息列"],
  "thread.also": ["replied to a thread", "回复了消息列"],
  "thread.gone": ["The message that began this thread is gone.", "此消息列的原消息已删除。"],
  "unread": ["unread", "未读"],
  "user.unknown": ["unknown", "未知"],
  "messages.unread.up": ["↑ {n} new messages", "↑ {n} 条新消息"],
  "messages.unread.up.one": ["↑ 1 new message", "↑ 1 条新消息"],
};

const LANGUAGES = ["en", "zh"];
let language = "en";

/** "auto", "en" or "zh": what the switch says. */
export const languageChoice = () => recall("language", "auto");

/** Sets the language for a person with this locale; says whether it changed. */
export function chooseLanguage(locale, choice = languageChoice()) {
  remember("language", choice);
  const before = language;
  language = LANGUAGES.includes(choice) ? choice : /^zh/i.test(locale ?? "") ? "zh" : "en";
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  return before !== language;
}

export const locale = () => (language === "zh" ? "zh-CN" : "en-GB");

/** The label in the chosen language, with {named} places filled in; takes "key.one" when n is 1 and it exists. */
export function t(key, values = {}) {
  const entry = (values.n === 1 && WORDS[`${key}.one`]) || WORDS[key];
  if (!entry) return key;
  return entry[LANGUAGES.indexOf(language)].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Whether there is such a label. */
export const isLabel = (key) => Object.hasOwn(WORDS, key);

/** Names joined as the language joins them: "A, B and C", "A、B和C". */
export function joined(names) {
  return new Intl.ListFormat(locale(), { type: "conjunction" }).format(names);
}
