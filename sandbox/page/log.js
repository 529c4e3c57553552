// The messages of one chat, and keeping the newest in view.

import { messageNode } from "./bubbles.js";
import { $, make } from "./nodes.js";
import { act } from "./server.js";
import { state, word } from "./state.js";
import { dayName, dayOf } from "./time.js";

const NEAR_END = 90;


export function showLog() {
  const log = $("log");
  log.replaceChildren();
  if (!state.phone.messages.length) {
    log.append(make("div", { className: "empty" }, make("b", {}, word("empty")), state.phone.bot.description || word("hello")));
  }
  state.phone.messages.forEach(placeMessage);
  jumpToEnd();
}

function placeMessage(message) {
  const node = messageNode(message);
  let section = $("log").lastElementChild;
  if (!section || dayOf(section.dataset.day) !== dayOf(message.body.date)) {
    const day = make("div", { className: "day" }, dayName(message.body.date));
    section = make("section", { className: "daily", data: { day: message.body.date } }, day);
    $("log").append(section);
  }
  const before = section.lastElementChild;
  const joined = before.classList.contains("mine") === message.mine && message.body.date - before.dataset.at < 180;
  node.classList.toggle("joined", joined);
  section.append(node);
  return node;
}

export const atEnd = () => $("log").scrollHeight - $("log").scrollTop - $("log").clientHeight < NEAR_END;

export function keepAtEnd() {
  if (state.following) $("log").scrollTop = $("log").scrollHeight;
}

export function jumpToEnd(smooth = false) {
  Object.assign(state, { below: 0, following: true });
  const log = $("log");
  log.scrollTo({ top: log.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  showJump();
  markRead();
}

export function showJump() {
  $("jump").hidden = atEnd() && state.below === 0;
  const badge = $("jump").querySelector(".badge");
  badge.hidden = state.below === 0;
  badge.textContent = state.below;
}

export function markRead() {
  const last = state.phone?.messages.at(-1);
  if (last && state.phone.person.unread && !document.hidden && !$("chat").hidden) act("read", { message_id: last.id });
}

export function addMessage(message) {
  const stay = message.mine || state.following;
  $("log").querySelector(".empty")?.remove();
  state.phone.messages.push(message);
  placeMessage(message).classList.add("fresh");
  if (stay) return jumpToEnd();
  state.below += 1;
  return showJump();
}

export function changeMessage(message) {
  const place = state.phone.messages.findIndex((old) => old.id === message.id);
  const old = $(`m${message.id}`);
  if (place < 0 || !old) return;
  state.phone.messages[place] = message;
  const fresh = messageNode(message);
  fresh.classList.toggle("joined", old.classList.contains("joined"));
  fresh.classList.add("updated");
  const focused = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (focused) (fresh.querySelector(".buttons button") ?? $("log")).focus({ preventScroll: true });
  keepAtEnd();
}

export function removeMessage(id) {
  state.phone.messages = state.phone.messages.filter((message) => message.id !== id);
  const node = $(`m${id}`);
  if (!node) return;
  const section = node.parentElement;
  node.classList.add("gone");
  node.addEventListener("animationend", () => {
    node.remove();
    if (!section.querySelector(".message")) section.remove();
  }, { once: true });
}

export function goTo(id) {
  const node = $(`m${id}`);
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: "smooth" });
  node.classList.remove("flash");
  requestAnimationFrame(() => node.classList.add("flash"));
}
