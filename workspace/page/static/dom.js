// Builds DOM nodes. Everything shown on the page goes through here as text nodes, so data can never become markup.

/** h("p", {class: "x", onclick: fn, "aria-label": "…", style: {width: "3px"}}, "text", node, [more], null) */
export function h(tag, props = {}, ...kids) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) setProp(node, key, value);
  return add(node, ...kids);
}

function setProp(node, key, value) {
  if (value === undefined || value === null || value === false) return;
  if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
  else if (key === "style") for (const [name, css] of Object.entries(value)) node.style.setProperty(name, css);
  else if (key === "value" || key === "checked" || key === "selected") node[key] = value;
  else node.setAttribute(key, value === true ? "" : String(value));
}

/** Appends strings as text, skips null, undefined and false, flattens arrays. */
export function add(node, ...kids) {
  for (const kid of kids.flat(4)) {
    if (kid === null || kid === undefined || kid === false || kid === "") continue;
    node.append(kid);
  }
  return node;
}

export function fill(node, ...kids) {
  node.replaceChildren();
  return add(node, ...kids);
}

export function fragment(...kids) {
  return add(document.createDocumentFragment(), ...kids);
}

let serial = 0;
export const uniqueId = (prefix) => `${prefix}-${(serial += 1)}`;

/** Arrow keys, Home and End move the focus between the nodes that match `selector`; one of them is the tab stop. */
export function roving(container, selector, { horizontal = false } = {}) {
  const back = horizontal ? "ArrowLeft" : "ArrowUp";
  const next = horizontal ? "ArrowRight" : "ArrowDown";
  container.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || ![back, next, "Home", "End"].includes(event.key)) return;
    if (!event.target.matches(selector)) return;
    const all = [...container.querySelectorAll(selector)].filter((node) => node.offsetParent !== null);
    const at = all.indexOf(event.target);
    const to = { [back]: at - 1, [next]: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (!all[to]) return;
    event.preventDefault();
    all[to].focus();
  });
  container.addEventListener("focusin", (event) => {
    if (!event.target.matches(selector)) return;
    for (const node of container.querySelectorAll(`${selector}[tabindex="0"]`)) node.tabIndex = -1;
    event.target.tabIndex = 0;
  });
}

/** Runs `work` while the control shows that it is busy; a second press meanwhile does nothing. */
export async function busy(control, work) {
  if (control.getAttribute("aria-busy") === "true") return undefined;
  control.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    control.removeAttribute("aria-busy");
  }
}

/** Says something to screen readers without showing it. */
export function announce(text) {
  const live = document.getElementById("live");
  live.append(h("p", {}, text));
  while (live.children.length > 4) live.firstChild.remove();
}
