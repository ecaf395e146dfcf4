// What a screen reader or weak eyes would miss on the page as it stands: controls without a name, ids that stand twice or
// lead nowhere, text whose contrast is below 4.5 (3 for large text). A list of sentences, empty when all is well.
() => {
  const found = new Set();
  const CONTROLS = "a[href], button, input, select, textarea, summary, iframe, dialog, article, nav, aside, [role=tab], [role=option], [role=listbox], [role=menu], [role=dialog], [role=feed], [role=toolbar]";
  const PASSED_OVER = ".emoji, noscript, .sr-only, option, :disabled, [aria-busy=true], .skip";
  const seen = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && node.getBoundingClientRect().width > 0;
  const place = (node) => `${node.tagName.toLowerCase()}.${[...node.classList].join(".")}`;
  const known = (ids) => (ids ?? "").split(/\s+/).filter(Boolean).every((id) => document.getElementById(id));

  const says = (node) => (node.nodeType === Node.TEXT_NODE ? node.textContent.trim() : node.nodeType === Node.ELEMENT_NODE && node.getAttribute("aria-hidden") !== "true" && (node.getAttribute("aria-label") || [...node.childNodes].some(says)));
  const named = (node) => {
    if (node.getAttribute("aria-label")?.trim() || node.title?.trim()) return true;
    if (node.hasAttribute("aria-labelledby")) return known(node.getAttribute("aria-labelledby"));
    if ([...(node.labels ?? [])].some(says)) return true;
    return !node.matches("input, textarea, select") && [...node.childNodes].some(says);
  };
  for (const node of document.querySelectorAll(CONTROLS)) {
    if (seen(node) && !node.closest("[aria-hidden=true]") && !named(node)) found.add(`no name: ${place(node)}`);
    for (const link of ["aria-labelledby", "aria-describedby", "aria-activedescendant"]) if (!known(node.getAttribute(link))) found.add(`${link} leads nowhere: ${place(node)}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  for (const id of ids.filter((each, at) => ids.indexOf(each) !== at)) found.add(`the id ${id} stands twice`);

  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const colour = (css) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = css;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
    return { parts: [red, green, blue], alpha: alpha / 255 };
  };
  const laid = (upper, lower) => upper.parts.map((part, at) => part * upper.alpha + lower[at] * (1 - upper.alpha));
  const ground = (node) => {
    const layers = [];
    for (let each = node; each; each = each.parentElement) {
      const layer = colour(getComputedStyle(each).backgroundColor);
      if (layer.alpha > 0) layers.push(layer);
      if (layer.alpha === 1) break;
    }
    return layers.reverse().reduce((below, layer) => laid(layer, below), [255, 255, 255]);
  };
  const light = (parts) => {
    const [red, green, blue] = parts.map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (node, style) => {
    const below = ground(node);
    const ink = colour(style.color);
    ink.alpha *= Number(style.opacity);
    for (let each = node.parentElement; each; each = each.parentElement) ink.alpha *= Number(getComputedStyle(each).opacity);
    const [high, low] = [light(laid(ink, below)), light(below)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const look = (node, style, text) => {
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && Number(style.fontWeight) >= 700);
    const ratio = contrast(node, style);
    if (ratio < (large ? 3 : 4.5)) found.add(`contrast ${ratio.toFixed(2)}: ${place(node)} “${text.slice(0, 20)}”`);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: node, textContent: text } = texts.currentNode;
    if (text.trim() && seen(node) && !node.closest(PASSED_OVER)) look(node, getComputedStyle(node), text.trim());
  }
  for (const node of document.querySelectorAll("input, textarea")) if (seen(node) && node.placeholder && !node.value) look(node, getComputedStyle(node, "::placeholder"), node.placeholder);
  return [...found];
}
