// What stands around the chat: title, pinned message, clock, members.

import { showComposer } from "./composer.js";
import { goTo } from "./log.js";
import { $, avatar, make } from "./nodes.js";
import { openPhone } from "./phone.js";
import { state, word } from "./state.js";
import { summary } from "./text.js";
import { dayName, dayOf, hour, now, shortDay } from "./time.js";

export function showBars() {
  const { person, bot } = state.phone;
  $("bot-name").textContent = bot.name;
  $("bot-avatar").textContent = [...bot.name][0];
  document.title = `${bot.name} · ${person.name}`;
  showStatus();
  showPinned();
  showComposer();
}

export function showStatus(action = state.phone.typing) {
  const line = $("status");
  line.classList.toggle("busy", Boolean(action));
  line.textContent = action ? word(action) : `${word("bot")} · ${state.phone.person.name}`;
  clearTimeout(state.typingTimer);
  if (action) state.typingTimer = setTimeout(() => { state.phone.typing = ""; showStatus(""); }, 5000);
}

export function showPinned() {
  const message = state.phone.messages.find((one) => one.id === state.phone.pinned[0]);
  $("pinned").hidden = !message;
  if (!message) return;
  $("pinned").querySelector("b").textContent = word("pinned");
  $("pinned").querySelector("i").textContent = summary(message.body);
  $("pinned").onclick = () => goTo(message.id);
}

export function showClock() {
  const day = shortDay(now());
  for (const button of document.querySelectorAll(".clock")) {
    const label = `${hour(now())}|${day}`;
    if (button.dataset.shown === label) continue;
    button.dataset.shown = label;
    button.replaceChildren(hour(now()), make("small", {}, day));
    button.ariaLabel = `${word("clock")}: ${hour(now())}, ${day}`;
  }
}

export function showMembers() {
  $("members-title").textContent = word("members");
  $("add").querySelector("span").textContent = word("add");
  const people = [...state.people.values()].sort((one, other) => other.last_at - one.last_at || one.id - other.id);
  $("people").replaceChildren(...people.map(memberNode));
  if (!people.length) $("people").append(make("li", { className: "empty", textContent: word("members_hint") }));
  const others = people.filter((person) => person.id !== state.phone?.person.id).reduce((sum, person) => sum + person.unread, 0);
  $("others").hidden = !others;
  $("others").textContent = others > 99 ? "99+" : others;
  $("back").ariaLabel = others ? `${word("back")}, ${others}` : word("back");
}

function memberNode(person) {
  const when = person.last_at ? (dayOf(person.last_at) === dayOf(now()) ? hour(person.last_at) : dayName(person.last_at)) : "";
  const button = make("button", { type: "button", data: { person: person.id } }, avatar(person.name, person.id), make("b", {}, person.name), make("time", {}, when), make("i", {}, person.blocked ? word("blocked") : person.last || " "));
  if (person.unread) button.append(make("span", { className: "badge", textContent: person.unread }));
  button.addEventListener("click", () => openPhone(person.id));
  return make("li", {}, button);
}
