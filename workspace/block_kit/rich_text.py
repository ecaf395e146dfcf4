"""Rich text: sections, lists, quotes and code with their parts. Pure; properties as Slack's reference has them."""

from __future__ import annotations

from workspace.block_kit.schema import Rule, array, boolean, by_type, number, one_of, shape, string

_STYLE = dict.fromkeys(("bold", "italic", "strike", "underline"), boolean)
_words = shape({}, {**_STYLE, "code": boolean})
_mark = shape({}, {**_STYLE, "highlight": boolean, "client_highlight": boolean, "unlink": boolean, "code": boolean})
_styled: dict[str, Rule] = {"style": _mark}
_id = string(least=1)

PARTS: dict[str, Rule] = {
    "text": shape({"text": string(least=1)}, {"style": _words}),
    "link": shape({"url": string(least=1)}, {"text": string(), "unsafe": boolean, "style": _words}),
    "emoji": shape(
        {"name": string(least=1)},
        {"unicode": string(), "skin_tone": number(1, 6), "style": _mark, "display_url": string()},
    ),
    "user": shape({"user_id": _id}, _styled),
    "usergroup": shape({"usergroup_id": _id}, _styled),
    "channel": shape({"channel_id": _id}, _styled),
    "team": shape({"team_id": _id}, _styled),
    "broadcast": shape({"range": one_of("here", "channel", "everyone")}, _styled),
    "color": shape({"value": string(least=1)}, {"style": _mark}),
    "date": shape(
        {"timestamp": number(), "format": string(least=1)}, {"url": string(), "fallback": string(), "style": _mark}
    ),
}
_parts = array(by_type(PARTS))
_border: dict[str, Rule] = {"border": number(0, 1)}
_section = shape({"elements": _parts})

RICH_TEXT_ELEMENTS: dict[str, Rule] = {
    "rich_text_section": _section,
    "rich_text_list": shape(
        {"style": one_of("bullet", "ordered"), "elements": array(by_type({"rich_text_section": _section}))},
        {**_border, "indent": number(0, 8), "offset": number(0)},
    ),
    "rich_text_quote": shape({"elements": _parts}, _border),
    "rich_text_preformatted": shape(
        {"elements": array(by_type({"text": PARTS["text"], "link": PARTS["link"]}))}, {**_border, "language": string()}
    ),
}
RICH_TEXT: Rule = shape({"elements": array(by_type(RICH_TEXT_ELEMENTS))}, {"block_id": string(255)})
