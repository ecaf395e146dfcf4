// The alert panel: sends one of the samples or a payload of one's own to the bot.
const zh = document.documentElement.lang === "zh";
for (const node of document.querySelectorAll("[data-en]")) node.textContent = zh ? node.dataset.zh : node.dataset.en;

const answer = document.getElementById("answer");

async function send(body) {
  answer.textContent = "…";
  const response = await fetch("send", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const told = await response.json();
  answer.textContent = told.error ?? `${told.status} ${JSON.stringify(told.answer, null, 2)}`;
}

document.getElementById("send-sample").addEventListener("click", () => {
  send({ sample: Number(document.getElementById("sample").value) });
});
document.getElementById("send-own").addEventListener("click", () => {
  try {
    send({ payload: JSON.parse(document.getElementById("payload").value) });
  } catch (problem) {
    answer.textContent = (zh ? "不是有效的 JSON：" : "This is not JSON: ") + problem.message;
  }
});
