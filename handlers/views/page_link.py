"""The small web page behind a page's link: what is asked, and two buttons, in both languages; for a phone in the dark.

Answers for: HTML that loads nothing from anywhere, in which all text from outside is escaped. May not: answer for
anybody: opening it changes nothing, a preview of the link least of all; the buttons post.
"""

import base64
import hashlib
from html import escape

from crisis.incident import Incident
from crisis.incident.paging import Page
from crisis.language import Language, Text
from crisis.policy import Policy
from crisis.policy.paging import PagedPerson
from handlers.views.page import NAME_SHOWN, TITLE_SHOWN, WORDS_SHOWN, letter, tame
from handlers.wording.vocabulary import SEVERITY_MARK, drill_mark, in_plain, severity_label

NAME = Text("Fenghuo", "烽火")
YES = Text("I am on it", "我来处理")
NO = Text("Not me", "我不行")
NO_MORE = Text(
    "“I am on it” is on the record and stops the next page. “Not me” lets the next person be asked at once.",
    "点“我来处理”会记录在案，并停止后续呼叫；点“我不行”会立即转请下一位。",
)
THANKS = Text("Thank you: it is on the record. Go on in Slack.", "已记录，谢谢。请到 Slack 继续处理。")
THANKS_NO = Text("Thank you for saying so. The next person is asked.", "感谢告知，将转请下一位。")
ANSWERED = Text("This page has been answered already.", "这次呼叫已经答复过了。")
OVER = Text(
    "This page is over: what it was about needs nobody any more. Slack says how things stand.",
    "这次呼叫已结束，相关事项无需再处理。最新情况请看 Slack。",
)
UNKNOWN = Text("This link is not valid, or not any more.", "链接无效或已失效。")
BUSY = Text(
    "Your answer could not be stored just now. Please try again, or answer in Slack.",
    "暂时未能保存您的答复，请重试，或到 Slack 里答复。",
)

STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:18px/1.5 system-ui,sans-serif;margin:0 auto;max-width:34em;padding:1.2em;overflow-wrap:anywhere}"
    "h1{font-size:1.25em;margin:.2em 0}p{margin:.6em 0}form{margin:1.2em 0}"
    "button{display:block;width:100%;min-height:3.4em;margin:.7em 0;font:inherit;border-radius:.5em;"
    "border:1px solid #888;background:transparent;color:inherit}"
    "button.yes{background:#0b6b3a;border-color:#0b6b3a;color:#fff;font-weight:bold}"
    "blockquote{margin:.6em 0;padding-left:.8em;border-left:3px solid #888}"
    ".small{font-size:.85em}"
)
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_DIGEST}'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
"""For every answer: nothing is loaded, kept, framed or told to whoever is linked."""


def asking(page: Page, incident: Incident, policy: Policy, names: dict[str, str]) -> str:
    """What is asked, with the buttons."""
    heads = f"<h1>{SEVERITY_MARK[incident.severity]} {_title(incident)}</h1>"
    said = "".join(f"<p>{escape(_what(page, incident, policy, language, names))}</p>" for language in Language)
    words = f"<blockquote>{escape(tame(page.text, WORDS_SHOWN))}</blockquote>" if page.text else ""
    person = f"<p class=small>{escape(tame(names.get(page.person, page.person), NAME_SHOWN))}</p>"
    buttons = (
        '<form method="post">'
        f'<button class="yes" name="answer" value="yes">{_both(YES)}</button>'
        f'<button name="answer" value="no">{_both(NO)}</button></form>'
    )
    small = "".join(f"<p class=small>{escape(NO_MORE.say(language))}</p>" for language in Language)
    return _page(person + heads + said + words + buttons + small)


def saying(text: Text) -> str:
    """One sentence in both languages."""
    return _page("".join(f"<p>{escape(text.say(language))}</p>" for language in Language))


def outcome(page: Page) -> Text:
    """What there is to say of a page that cannot be answered any more."""
    return ANSWERED if page.answered_at is not None else OVER


def _title(incident: Incident) -> str:
    severity = " / ".join(dict.fromkeys(severity_label(incident.severity).say(language) for language in Language))
    title = tame(in_plain(incident.title, Language.ENGLISH), TITLE_SHOWN)
    return escape(f"{drill_mark(incident)}{severity} · #{incident.number} {title}")


def _what(page: Page, incident: Incident, policy: Policy, language: Language, names: dict[str, str]) -> str:
    return letter(page, incident, policy, language, names, "", PagedPerson(page.person)).lines[1]


def _both(text: Text) -> str:
    return escape(" / ".join((text.say(Language.CHINESE), text.say(Language.ENGLISH))))


def _page(body: str) -> str:
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{_both(NAME)}</title><style>{STYLE}</style></head><body>{body}</body></html>"
    )
