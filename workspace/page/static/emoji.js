// Emoji: Slack names ↔ characters, and how one is shown. Circles are drawn by the page, so that they look the same
// everywhere; where the system has no colour emoji, glyphs.js draws the common ones and the rest show as :name:.

import { h } from "./dom.js";
import { drawing } from "./glyphs.js";
import { recall, remember } from "./prefs.js";

const TABLE = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|ok_hand 👌|clap 👏|raised_hands 🙌|pray 🙏|wave 👋|muscle 💪|handshake 🤝
point_up ☝️|point_right 👉|point_left 👈|point_down 👇|raised_hand ✋|hand ✋|v ✌️|writing_hand ✍️|salute 🫡|saluting_face 🫡
smile 😄|smiley 😃|grinning 😀|grin 😁|joy 😂|rofl 🤣|slightly_smiling_face 🙂|upside_down_face 🙃|wink 😉|blush 😊
innocent 😇|heart_eyes 😍|kissing_heart 😘|yum 😋|thinking_face 🤔|thinking 🤔|neutral_face 😐|expressionless 😑|smirk 😏
unamused 😒|rolling_eyes 🙄|face_with_rolling_eyes 🙄|grimacing 😬|relieved 😌|pensive 😔|sleepy 😪|sleeping 😴|mask 😷|sunglasses 😎
confused 😕|worried 😟|slightly_frowning_face 🙁|open_mouth 😮|flushed 😳|cry 😢|sob 😭|scream 😱|sweat 😓|sweat_smile 😅|tired_face 😫
triumph 😤|rage 😡|angry 😠|exploding_head 🤯|partying_face 🥳|skull 💀|robot_face 🤖|ghost 👻|see_no_evil 🙈|shrug 🤷|facepalm 🤦
heart ❤️|orange_heart 🧡|yellow_heart 💛|green_heart 💚|blue_heart 💙|purple_heart 💜|black_heart 🖤|broken_heart 💔|sparkling_heart 💖|100 💯
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|no_entry ⛔|no_entry_sign 🚫|o ⭕
warning ⚠️|rotating_light 🚨|fire 🔥|boom 💥|zap ⚡|bell 🔔|no_bell 🔕|loudspeaker 📢|mega 📣|sos 🆘|question ❓|grey_question ❔|exclamation ❗|grey_exclamation ❕
bangbang ‼️|interrobang ⁉️|information_source ℹ️|red_circle 🔴|large_orange_circle 🟠|orange_circle 🟠|large_yellow_circle 🟡|yellow_circle 🟡
large_green_circle 🟢|green_circle 🟢|large_blue_circle 🔵|blue_circle 🔵|large_purple_circle 🟣|purple_circle 🟣|large_brown_circle 🟤|brown_circle 🟤
white_circle ⚪|black_circle ⚫|large_red_square 🟥|red_square 🟥|large_orange_square 🟧|large_yellow_square 🟨|large_green_square 🟩|large_blue_square 🟦
large_purple_square 🟪|white_large_square ⬜|black_large_square ⬛|small_red_triangle 🔺|small_red_triangle_down 🔻|small_orange_diamond 🔸|small_blue_diamond 🔹
pushpin 📌|round_pushpin 📍|paperclip 📎|link 🔗|scales ⚖️|jigsaw 🧩|memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|page_facing_up 📄|page_with_curl 📃|bookmark_tabs 📑
bookmark 🔖|book 📖|books 📚|newspaper 📰|scroll 📜|date 📅|calendar 📆|spiral_calendar_pad 🗓️|card_index_dividers 🗂️|file_folder 📁|open_file_folder 📂|chart_with_upwards_trend 📈
chart_with_downwards_trend 📉|bar_chart 📊|mag 🔍|mag_right 🔎|lock 🔒|unlock 🔓|closed_lock_with_key 🔐|key 🔑|bulb 💡|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️|gear ⚙️|shield 🛡️|label 🏷️
package 📦|inbox_tray 📥|outbox_tray 📤|email 📧|envelope ✉️|incoming_envelope 📨|speech_balloon 💬|thought_balloon 💭|left_speech_bubble 🗨️|telephone_receiver 📞|phone ☎️|iphone 📱|computer 💻
desktop_computer 🖥️|tv 📺|camera 📷|video_camera 📹|microphone 🎤|studio_microphone 🎙️|satellite_antenna 📡|globe_with_meridians 🌐|earth_asia 🌏|world_map 🗺️|classical_building 🏛️|office 🏢|hospital 🏥|factory 🏭
alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|hourglass ⌛|hourglass_flowing_sand ⏳|watch ⌚|clock1 🕐|clock9 🕘|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_upper_right ↗️|leftwards_arrow_with_hook ↩️
arrows_counterclockwise 🔄|twisted_rightwards_arrows 🔀|scissors ✂️|repeat 🔁|fast_forward ⏩|arrow_forward ▶️|double_vertical_bar ⏸️|black_square_for_stop ⏹️|heavy_plus_sign ➕|heavy_minus_sign ➖|new 🆕|ok 🆗|up 🆙|recycle ♻️
tada 🎉|confetti_ball 🎊|trophy 🏆|medal 🏅|star ⭐|star2 🌟|sparkles ✨|dart 🎯|rocket 🚀|checkered_flag 🏁|triangular_flag_on_post 🚩|waving_white_flag 🏳️|construction 🚧|ambulance 🚑|fire_engine 🚒|police_car 🚓
eyes 👀|eye 👁️|ear 👂|brain 🧠|bust_in_silhouette 👤|busts_in_silhouette 👥|crown 👑|gift 🎁|coffee ☕|tea 🍵|beer 🍺|cake 🍰|apple 🍎|seedling 🌱|four_leaf_clover 🍀|sunny ☀️|cloud ☁️|rain_cloud 🌧️|umbrella ☔|snowflake ❄️|rainbow 🌈|ocean 🌊
dog 🐶|cat 🐱|bug 🐛|bee 🐝|turtle 🐢|snail 🐌|fish 🐟|whale 🐳|money_with_wings 💸|moneybag 💰|credit_card 💳|shopping_trolley 🛒|airplane ✈️|train 🚆|car 🚗|bike 🚲
clapper 🎬|cyclone 🌀|crescent_moon 🌙|house 🏠|necktie 👔|pager 📟|no_mobile_phones 📵|microscope 🔬|raising_hand 🙋
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|zero 0️⃣|keycap_ten 🔟|cn 🇨🇳|us 🇺🇸|gb 🇬🇧|jp 🇯🇵`;

const BY_NAME = new Map();
const BY_CHARACTER = new Map();
for (const pair of TABLE.trim().split(/[|\n]/)) {
  const [name, character] = pair.split(" ");
  BY_NAME.set(name, character);
  const bare = character.replace("\uFE0F", "");
  if (!BY_CHARACTER.has(bare)) BY_CHARACTER.set(bare, name);
}

export const FREQUENT = ["+1", "white_check_mark", "eyes", "pray", "tada", "heart", "pushpin", "scales", "jigsaw", "warning", "fire", "thinking_face"];

const CIRCLES = { "🔴": "red", "🟠": "orange", "🟡": "yellow", "🟢": "green", "🔵": "blue", "🟣": "purple", "🟤": "brown", "⚪": "white", "⚫": "black",
  "🟥": "red", "🟧": "orange", "🟨": "yellow", "🟩": "green", "🟦": "blue", "🟪": "purple", "⬜": "white", "⬛": "black" };
const SQUARE = /[🟥🟧🟨🟩🟦🟪⬜⬛]/u;

/** Characters that are emoji (with joiners, skin tones, key caps and flags). */
export const EMOJI = /(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F?)\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*)/gu;
// These count as pictographs for Unicode, but are letters to everybody who writes: they stay text.
const TEXTUAL = /^[©®™↔↕↩↪▪▫◻◼◽◾〰〽㊗㊙]$/u;

let hasFont = null;

// A system with colour emoji paints the thumb in skin colour; one without leaves a grey box.
function systemHasEmoji() {
  if (hasFont !== null) return hasFont;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 24;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.textBaseline = "top";
  pen.font = "20px sans-serif";
  pen.fillText("👍", 0, 0);
  const { data } = pen.getImageData(0, 0, 24, 24);
  hasFont = false;
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] > 128 && Math.abs(data[at] - data[at + 2]) > 40) hasFont = true;
  }
  return hasFont;
}

export const characterOf = (name) => BY_NAME.get(name.replace(/::skin-tone-\d$/, "")) ?? null;
export const nameOf = (character) => BY_CHARACTER.get(character.replace(/\uFE0F|\p{Emoji_Modifier}/gu, "")) ?? null;

/** A node for the character, or null when it is better left as the text it is. */
export function emojiNode(character, name = nameOf(character)) {
  const bare = character.replace(/\uFE0F/g, "");
  if (TEXTUAL.test(bare)) return null;
  const label = name ? `:${name}:` : undefined;
  if (CIRCLES[bare]) {
    const kind = `emoji dot dot-${CIRCLES[bare]}${SQUARE.test(bare) ? " dot-square" : ""}`;
    return h("span", { class: kind, role: "img", "aria-label": label, title: label }, character);
  }
  if (systemHasEmoji()) return h("span", { class: "emoji", role: "img", "aria-label": label, title: label }, character);
  const drawn = drawing(bare.replace(/\p{Emoji_Modifier}/gu, ""));
  if (drawn) return h("span", { class: "emoji emoji-drawn", role: "img", "aria-label": label, title: label }, drawn);
  return name ? h("span", { class: "emoji-name" }, label) : null;
}

/** A node for a Slack name; text ":name:" when it is not one of ours (a workspace's own emoji). */
export function emojiNamed(name) {
  const character = characterOf(name);
  return (character && emojiNode(character, name)) || h("span", { class: "emoji-name" }, `:${name}:`);
}

/** [name, character] pairs whose name contains the word; those that begin with it first. */
export function findEmoji(word, most) {
  const wanted = word.toLowerCase();
  const hits = [...BY_NAME].filter(([name]) => name.includes(wanted));
  hits.sort(([a], [b]) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)));
  const seen = new Set();
  return hits.filter(([, character]) => !seen.has(character) && seen.add(character)).slice(0, most);
}

export function recentEmoji() {
  const recent = recall("emoji", []).filter((name) => BY_NAME.has(name));
  return [...new Set([...recent, ...FREQUENT])].slice(0, 16);
}

export function rememberEmoji(name) {
  remember("emoji", [name, ...recall("emoji", []).filter((other) => other !== name)].slice(0, 8));
}
