// Line icons, drawn here. Each is a 20 × 20 path with round strokes in the colour of the text around it.

const PATHS = {
  hash: "M8 3.5 6.5 16.5M13.5 3.5 12 16.5M3.5 7.5h13.5M3 12.5h13.5",
  lock: "M5.5 9h9v7.5h-9zM7.3 9V6.5a2.7 2.7 0 0 1 5.4 0V9",
  image: "M3.5 4.5h13v11h-13zM3.5 13l3.7-3.7 3 3 2.3-2.3 4 4M12.5 7.6v.1",
  play: "M7 5v10l8.5-5z",
  up: "M6 9v7.5M6 10l3.5-6.5c1.4 0 2 1 1.7 2.5L10.8 8h4.3c1 0 1.6.9 1.4 1.8l-1.2 5.2c-.2.9-.8 1.5-1.7 1.5H6zM3.5 9.5v7",
  dislike: "M14 11V3.5M14 10l-3.5 6.5c-1.4 0-2-1-1.7-2.5l.4-2H4.9c-1 0-1.6-.9-1.4-1.8l1.2-5.2c.2-.9.8-1.5 1.7-1.5H14zM16.5 10.5v-7",
  calendar: "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5",
  watch: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4.2l2.8 1.8",
  upload: "M10 13V4M6.5 7.5 10 4l3.5 3.5M4 13v3.5h12V13",
  next: "M8 4.5 13.5 10 8 15.5",
  menu: "M3.5 6h13M3.5 10h13M3.5 14h13",
  close: "m5 5 10 10M15 5 5 15",
  back: "M12 4.5 6.5 10l5.5 5.5",
  down: "m5.5 8 4.5 4.5L14.5 8",
  smile: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM7.5 8.2v.3M12.5 8.2v.3M7 11.5c.7 1.3 1.7 2 3 2s2.3-.7 3-2",
  reply: "M4 4.5h12a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1H9.5L6 17v-3H4a1 1 0 0 1-1-1V5.5a1 1 0 0 1 1-1zM7 8h6M7 11h3.5",
  more: "M10 4.5v.1M10 10v.1M10 15.4v.1",
  pin: "m11.5 3 5.5 5.5-3 .8-2.2 2.2.2 3.5-1 1L4.2 9.2l1-1 3.5.2 2.2-2.2zM7.5 12.5 3.5 16.5",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l2.8-2.8a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-2.8 2.8a3 3 0 0 0 4.3 4.3l1-1",
  send: "M3.5 3.8 17 10 3.5 16.2 5.3 10zM5.3 10H11",
  file: "M5.5 3h6l3.5 3.5V17h-9.5zM11.5 3v3.5H15",
  people: "M7.5 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 16.5c.2-3 2-4.5 5-4.5s4.8 1.5 5 4.5M12.8 4.4a3 3 0 0 1 0 5.3M14.5 12.3c1.9.5 2.9 1.9 3 4.2",
  panel: "M3 4h14v12H3zM12 4v12",
  check: "m4.5 10.5 3.7 3.7L15.5 6.5",
  edit: "m4 16 .7-3.3L13.2 4.2l2.6 2.6-8.5 8.5zM11.5 6l2.5 2.5",
  trash: "M4 5.5h12M8 5.5V4h4v1.5M5.5 5.5 6.3 17h7.4l.8-11.5",
  eye: "M2.5 10C4.3 6.7 6.8 5 10 5s5.7 1.7 7.5 5c-1.8 3.3-4.3 5-7.5 5s-5.7-1.7-7.5-5zM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
  theme: "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
  language: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM3 10h14M10 3c2.3 2 3.3 4.3 3.3 7S12.3 15 10 17c-2.3-2-3.3-4.3-3.3-7S7.7 5 10 3z",
  slash: "M12.5 3.5 7.5 16.5",
  at: "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zm0-3v4.2c0 2.4 3.5 2.2 3.5-1.2A6.5 6.5 0 1 0 13.5 15.5",
  warn: "M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.3v.1",
  home: "M3.5 9.5 10 4l6.5 5.5V16.5h-4.5v-4h-4v4H3.5z",
  book: "M5 3.5h10v13.5l-5-3.2-5 3.2z",
  bolt: "M11 3 4.5 11.5H10L9 17l6.5-8.5H10z",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4.2l2.8 1.6",
  bell: "M5 14V9.5a5 5 0 0 1 10 0V14M3.5 14h13M8.5 16.8h3",
  plus: "M10 4v12M4 10h12",
  log: "M4 5h12M4 10h12M4 15h8",
  sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 2v1.7M10 16.3V18M2 10h1.7M16.3 10H18M4.3 4.3l1.2 1.2M14.5 14.5l1.2 1.2M4.3 15.7l1.2-1.2M14.5 5.5l1.2-1.2",
  drizzle: "M6 12a3.2 3.2 0 0 1 .3-6.4 4.2 4.2 0 0 1 8 1A2.8 2.8 0 0 1 14 12zM8 15v.6M12 15v.6",
  rain: "M6 11.5a3.2 3.2 0 0 1 .3-6.4 4.2 4.2 0 0 1 8 1 2.8 2.8 0 0 1-.3 5.4zM7 14l-.8 2.5M10.5 14l-.8 2.5M14 14l-.8 2.5",
  storm: "M6 11a3.2 3.2 0 0 1 .3-6.4 4.2 4.2 0 0 1 8 1A2.8 2.8 0 0 1 14 11M10.8 9.5 8.5 13.2h3L9.3 17",
  keyboard: "M2.5 5.5h15v9h-15zM5.5 8.5v.1M8.5 8.5v.1M11.5 8.5v.1M14.5 8.5v.1M6.5 11.8h7",
  leave: "M8 4H4v12h4M12 6.5 15.5 10 12 13.5M15.5 10H8",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4",
};

/** The icon of this name, when there is one; else the other. */
export const knownIcon = (name, otherwise) => (Object.hasOwn(PATHS, name ?? "") ? name : otherwise);

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", PATHS[name] ?? PATHS.more);
  svg.append(path);
  return svg;
}
