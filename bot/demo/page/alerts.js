// The alert panel: sends one of the samples or a payload of one's own to the bot.
import { ask, say, whenLanguage, zh } from "./panel.js";

const byId = (id) => document.getElementById(id);
const [answer, problem, payload, sample] = ["answer", "problem", "payload", "sample"].map(byId);
const OUTCOMES = {
  opened: ["It opened incident #{n}.", "已开启事件 #{n}。"],
  joined: ["It joined incident #{n}.", "已并入事件 #{n}。"],
  duplicate: ["The same alert again: counted on incident #{n}.", "重复警报，已计入事件 #{n}。"],
  held: ["It is held: a card with a button asks somebody.", "已暂存，等人在卡片上确认。"],
  ignored: ["It was ignored.", "已忽略。"],
};
let samples = [];
let source = "generic"; // where what is written is sent to

/** Says above the field where it goes. */
function drawSource() {
  const label = document.querySelector("label[for=payload]");
  label.textContent = say(`Or your own (POST /alerts/${source})`, `或自己写（POST /alerts/${source}）`);
}

function drawSamples() {
  const chosen = sample.value;
  sample.replaceChildren(...samples.map(({ titles }, at) => new Option(titles[zh() ? "zh" : "en"], String(at))));
  if (chosen) sample.value = chosen;
}

async function send(body) {
  answer.className = "";
  answer.textContent = "…";
  const [status, told] = await ask("send", body);
  const became = told?.answer?.results?.[0] ?? told?.answer;
  const outcome = OUTCOMES[became?.outcome];
  const words = told?.ok && outcome ? `${say(...outcome).replace("{n}", became.incident ?? "?")}\n\n` : "";
  const detail = !told?.ok && told?.answer?.errors ? `${told.answer.errors.map((each) => each.detail ?? JSON.stringify(each)).join("\n")}\n\n` : "";
  answer.className = told?.ok ? "good" : "bad";
  answer.textContent = told ? (told.error ?? `${words}${detail}${told.status} ${JSON.stringify(told.answer, null, 2)}`) : say(`The bot did not answer (${status}).`, `机器人没有响应（${status}）。`);
}

/** What is written as JSON; null when it is none, and then it says where it goes wrong. */
function written() {
  try {
    const value = JSON.parse(payload.value);
    problem.textContent = "";
    return value;
  } catch (trouble) {
    const [, at] = /position (\d+)/.exec(trouble.message) ?? [];
    const line = at ? payload.value.slice(0, Number(at)).split("\n").length : null;
    problem.textContent = line ? say(`Line ${line}: ${trouble.message}`, `第 ${line} 行：${trouble.message}`) : trouble.message;
    return null;
  } finally {
    payload.setAttribute("aria-invalid", String(problem.textContent !== ""));
  }
}

byId("send-sample").addEventListener("click", () => send({ sample: Number(sample.value) }));
byId("take").addEventListener("click", () => {
  payload.value = JSON.stringify(samples[Number(sample.value)].payload, null, 2);
  source = samples[Number(sample.value)].source;
  drawSource();
  written();
  payload.focus();
});
payload.addEventListener("input", written);
byId("send-own").addEventListener("click", () => {
  const value = written();
  if (value !== null) return send({ payload: value, source });
  answer.className = "bad";
  answer.textContent = say("This is not JSON: ", "不是有效的 JSON：") + problem.textContent;
  return undefined;
});
payload.addEventListener("keydown", (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && byId("send-own").click());

[, { samples }] = await ask("samples");
whenLanguage(() => {
  drawSamples();
  drawSource();
});
