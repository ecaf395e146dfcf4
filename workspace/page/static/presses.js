// A click is a press and a release on one node: what would redraw or move that node in between waits for the release,
// else an edit that comes in that tenth of a second would swallow the click.

let pressed = null;
const waiting = new Map();

/** Runs `work`, now or, while something within `node` is held down, after the click; of one `key` only the newest. */
export function whenReleased(node, key, work) {
  if (pressed && node.contains(pressed)) waiting.set(key, work);
  else work();
}

function release() {
  pressed = null;
  const works = [...waiting.values()];
  waiting.clear();
  for (const work of works) work();
}

// The click itself comes right after these, in the same turn.
const releaseSoon = () => pressed && setTimeout(release);

const isPress = (event) => (event.type === "keydown" ? event.key === " " && event.target.matches("button") : event.button === 0);

for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, (event) => isPress(event) && (pressed = event.target), true);
for (const type of ["pointerup", "pointercancel", "contextmenu", "keyup"]) document.addEventListener(type, releaseSoon, true);
// Let go of outside of the window.
document.addEventListener("pointermove", (event) => !event.buttons && releaseSoon(), true);
window.addEventListener("blur", releaseSoon);
