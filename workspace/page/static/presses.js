// A click is a press and a release on one node. What would redraw that node in between waits for the release, and where
// something new has moved it away meanwhile the release counts for what was pressed: else whatever comes in that tenth
// of a second would swallow the click.

let pressed = null;
let standing = null; // the control that is held down, and where it stood then
const waiting = new Map();

/** Runs `work`, now or, while something within `node` is held down, after the click; of one `key` only the newest. */
export function whenReleased(node, key, work) {
  if (pressed && node.contains(pressed)) waiting.set(key, work);
  else work();
}

function hold(event) {
  pressed = event.target;
  const control = event.type === "pointerdown" && pressed.closest("button, a[href], summary, label");
  standing = control ? { control, place: control.getBoundingClientRect() } : null;
}

/** The browser gives a click to what is under the pointer at both ends; here the control has gone from under it. */
function clickWhatMoved({ type, pointerType, clientX: x, clientY: y, target }) {
  if (type !== "pointerup" || pointerType !== "mouse" || !standing) return;
  const { control, place } = standing;
  standing = null;
  const isThere = x >= place.left && x <= place.right && y >= place.top && y <= place.bottom;
  if (isThere && control.isConnected && !control.contains(target)) control.click();
}

function release() {
  pressed = null;
  const works = [...waiting.values()];
  waiting.clear();
  for (const work of works) work();
}

// The click itself comes right after these, in the same turn.
function releaseSoon(event) {
  clickWhatMoved(event);
  if (pressed) setTimeout(release);
}

const isPress = (event) => (event.type === "keydown" ? event.key === " " && event.target.matches("button") : event.button === 0);

for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, (event) => isPress(event) && hold(event), true);
for (const type of ["pointerup", "pointercancel", "contextmenu", "keyup"]) document.addEventListener(type, releaseSoon, true);
// Let go of outside of the window.
document.addEventListener("pointermove", (event) => !event.buttons && releaseSoon(event), true);
window.addEventListener("blur", releaseSoon);
