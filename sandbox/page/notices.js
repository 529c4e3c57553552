// What comes and goes: toasts, alerts, banners.

import { $, leave, make } from "./nodes.js";
import { openPhone } from "./phone.js";
import { state, word } from "./state.js";
import { hour, now } from "./time.js";

export function toast(text) {
  const node = make("div", {}, text);
  $("toasts").append(node);
  setTimeout(() => leave(node), 2600 + text.length * 25);
}

export function alertBox(text) {
  $("alert").querySelector("p").textContent = text;
  $("alert").querySelector("button").textContent = word("done");
  $("alert").showModal();
}

export function banner(event) {
  const watching = state.phone?.person.id === event.chat && !$("chat").hidden && !document.hidden;
  if (watching || event.silent) return;
  const { name } = event.person;
  const botName = state.phone?.bot.name ?? "Fieldbook";
  const node = make("button", { type: "button", className: "banner" }, make("span", { className: "avatar bot", textContent: [...botName][0] }), make("b", {}, `${botName} → ${name}`), make("time", {}, hour(now())), make("i", {}, event.text || "…"));
  node.addEventListener("click", () => { leave(node); openPhone(event.chat, event.message_id); });
  flickUp(node, () => leave(node));
  while ($("banners").children.length > 2) $("banners").firstChild.remove();
  $("banners").append(node);
  setTimeout(() => leave(node), 5000);
}

function flickUp(node, what) {
  let from = 0;
  node.addEventListener("touchstart", (event) => { from = event.touches[0].clientY; }, { passive: true });
  node.addEventListener("touchmove", (event) => { if (event.touches[0].clientY < from - 14) what(); }, { passive: true });
}
