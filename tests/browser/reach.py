"""Whether everybody can use what is shown: names for everything, letters that stand out, nothing beyond the edge.

Answers for: looking with Chromium's own eyes (its accessibility tree, computed styles). May not: know any feature.
"""

import re
from typing import Any

from playwright.async_api import Page

# A plain box that only a script moves the focus to: what is read out then is what stands in it.
_FOR_SCRIPTS = re.compile(r'generic: <\w+ [^>]*tabindex="-1"')

# Texts whose contrast is under what WCAG 2.2 asks for (1.4.3: 4.5, large ones 3), each with its ratio.
_PALE = """() => {
  const parse = (color) => {
    const [r, g, b, a = 1] = (color.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    return color.startsWith("color(") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const behind = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null;
      const color = parse(style.backgroundColor);
      if (color[3] > 0) layers.push(color);
      if (color[3] === 1) break;
    }
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    return layers.reduceRight((under, layer) => over(layer, under), dark ? [18, 18, 18, 1] : [255, 255, 255, 1]);
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const faded = (node) => {
    let rest = 1;
    for (let at = node; at; at = at.parentElement) rest *= Number(getComputedStyle(at).opacity);
    return rest;
  };
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    if (!words || node.closest("svg, script, option, [disabled], [aria-disabled=true], .sr-only")) continue;
    if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const box = node.getBoundingClientRect();
    if (box.width < 2 || box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) continue;
    const ground = behind(node);
    if (!ground) continue;
    const style = getComputedStyle(node);
    const [r, g, b0, alpha] = parse(style.color);
    const ink = [r, g, b0, alpha * faded(node)];
    const [a, b] = [light(over(ink, ground)), light(ground)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5) - 0.01) found.add(`${ratio.toFixed(2)} ${words.slice(0, 40)}`);
  }
  return [...found];
}"""

# What sticks out of the window to the right or left and is not in something that scrolls by itself or ends in dots.
_BEYOND = """() => {
  const found = document.scrollingElement.scrollWidth > innerWidth ? ["the whole page"] : [];
  for (const node of document.querySelectorAll("main *, dialog[open] *, aside *")) {
    const box = node.getBoundingClientRect();
    if (!box.width || !box.height || !node.checkVisibility()) continue;
    if (box.right <= innerWidth + 1 && box.left >= -1) continue;
    let held = false;
    for (let at = node.parentElement; at && !held; at = at.parentElement) {
      const style = getComputedStyle(at);
      const ends = /auto|scroll/.test(style.overflowX) || style.textOverflow === "ellipsis";
      held = ends && at.getBoundingClientRect().right <= innerWidth + 1;
    }
    if (!held) found.push(`${node.tagName.toLowerCase()}.${node.className} ${node.textContent.slice(0, 30)}`);
  }
  return found;
}"""


async def nameless(page: Page) -> list[str]:
    """What can have the focus and has no name for a screen reader, in the page and its frames."""
    control = await page.context.new_cdp_session(page)
    try:
        frames = await _frames((await control.send("Page.getFrameTree"))["frameTree"])
        bad: list[dict[str, Any]] = []
        for frame in frames:
            nodes = (await control.send("Accessibility.getFullAXTree", {"frameId": frame}))["nodes"]
            bad += [each for each in nodes if not each["ignored"] and _is_focusable(each) and not _name_of(each)]
        told = [await _described(control, node) for node in bad]
        return [each for each in told if not _FOR_SCRIPTS.match(each)]
    finally:
        await control.detach()


async def pale(page: Page) -> list[str]:
    """Texts that do not stand out enough from what is behind them."""
    found: list[str] = await page.evaluate(_PALE)
    return found


async def beyond_the_edge(page: Page) -> list[str]:
    """What one would have to scroll sideways for."""
    found: list[str] = await page.evaluate(_BEYOND)
    return found


async def _frames(tree: dict[str, Any]) -> list[str]:
    inner = [frame for child in tree.get("childFrames", ()) for frame in await _frames(child)]
    return [tree["frame"]["id"], *inner]


def _is_focusable(node: dict[str, Any]) -> bool:
    if node["role"]["value"] == "RootWebArea":
        return False
    return any(each["name"] == "focusable" and each["value"]["value"] for each in node.get("properties", ()))


def _name_of(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


async def _described(control: Any, node: dict[str, Any]) -> str:
    wanted = {"backendNodeId": node["backendDOMNodeId"]}
    html = (await control.send("DOM.getOuterHTML", wanted))["outerHTML"]
    return f"{node['role']['value']}: {html[:160]}"
