// The phone page: shows one member's phone at a time and does what its holder does.

import { showBars, showClock, showMembers, showPinned, showStatus } from "./bars.js";
import { openUrl } from "./bubbles.js";
import { grow, measure, movePopup, quoteMessage, sendText, showComposer, showKeyboard, suggest, write } from "./composer.js";
import { addMessage, atEnd, changeMessage, goTo, jumpToEnd, keepAtEnd, markRead, removeMessage, showJump, showLog } from "./log.js";
import { $ } from "./nodes.js";
import { alertBox, banner, toast } from "./notices.js";
import { act, ask } from "./server.js";
import { attachSheet, closeSheet, memberSheet, moreSheet, timeSheet } from "./sheets.js";
import { language, state, word } from "./state.js";
import { dayName } from "./time.js";

const HAPPENINGS = {
  clock: setClock,
  notification: banner,
  message: (event) => isHere(event) && !state.phone.messages.some((old) => old.id === event.message.id) && addMessage(event.message),
  edited: (event) => isHere(event) && (changeMessage(event.message), showPinned()),
  reaction: (event) => isHere(event) && changeMessage(event.message),
  deleted: (event) => isHere(event) && removeMessage(event.message_id),
  keyboard: (event) => isHere(event) && (Object.assign(state.phone, { keyboard: event.keyboard, force_reply: event.force_reply }), (state.keysHidden = false), demandReply(), showComposer()),
  pinned: (event) => isHere(event) && ((state.phone.pinned = event.pinned), showPinned()),
  typing: (event) => isHere(event) && ((state.phone.typing = event.action), showStatus(event.action)),
  commands: (event) => isHere(event) && ((state.phone.menu = event.menu), showComposer()),
  person: (event) => isHere(event) && showComposer(),
  toast: tapAnswered,
};

const isHere = (event) => state.phone?.person.id === event.chat;

function happened(event) {
  if (state.late) { // a phone is being fetched: what it brings may be older than this
    state.late.push(event);
    return;
  }
  if (event.person) {
    state.people.set(event.person.id, event.person);
    if (isHere(event)) state.phone.person = event.person;
  }
  if (isHere(event) && event.kind === "message" && !event.message.mine) { state.phone.typing = ""; showStatus(""); }
  HAPPENINGS[event.kind]?.(event);
  if (isHere(event) && event.kind === "message") { showComposer(); if (atEnd()) markRead(); }
  showMembers();
}

function demandReply() {
  if (!state.phone.force_reply) return;
  const asked = state.phone.messages.findLast((message) => !message.mine);
  if (asked) quoteMessage(asked);
}

function tapAnswered(event) {
  if (state.waiting.has(event.tap)) state.waiting.get(event.tap)();
  else state.early.add(event.tap); // the answer came before the server had told the tap's number
  state.waiting.delete(event.tap);
  if (!isHere(event)) return;
  if (event.text) (event.alert ? alertBox : toast)(event.text);
  if (event.url) openUrl(event.url);
}

export function setClock(clock) {
  state.clock = { now: clock.now, running: clock.running, at: performance.now() };
  showClock();
  for (const section of document.querySelectorAll(".daily")) section.firstChild.textContent = dayName(section.dataset.day);
}

function listen() {
  const source = new EventSource("/phone/events");
  source.onmessage = (message) => happened(JSON.parse(message.data));
  source.onopen = () => {
    $("offline").hidden = true;
    refresh();
  };
  source.onerror = () => {
    $("offline").textContent = word("offline");
    $("offline").hidden = false;
  };
}

async function refresh() {
  for (const person of await ask("people")) state.people.set(person.id, person);
  const wanted = state.phone?.person.id ?? Number(location.hash.slice(1));
  const first = state.people.has(wanted) ? wanted : state.people.keys().next().value;
  if (first === undefined) showMemberList();
  else await openPhone(first);
}

export async function openPhone(id, messageId = 0) {
  const loading = (state.loading += 1);
  state.late ??= [];
  const phone = await ask(`people/${id}`);
  if (loading !== state.loading) return;
  const other = state.phone?.person.id !== id;
  Object.assign(state, { phone, below: 0 });
  state.people.set(id, phone.person);
  document.documentElement.lang = language() === "zh" ? "zh-Hans" : "en";
  history.replaceState(null, "", `#${id}`);
  $("members").hidden = true;
  $("chat").hidden = false;
  if (other) { $("text").value = ""; state.keysHidden = false; quoteMessage(null); $("popup").hidden = true; }
  showBars();
  showLog();
  showMembers();
  showClock();
  if (messageId) goTo(messageId);
  const late = state.late;
  state.late = null;
  late.forEach(happened);
}

function showMemberList() {
  $("chat").hidden = true;
  $("members").hidden = false;
  showMembers();
  showClock();
  $("people").querySelector("button")?.focus({ preventScroll: true });
}

function listenToHands() {
  $("composer").addEventListener("submit", sendText);
  $("text").addEventListener("input", () => { grow(); suggest(); });
  $("text").addEventListener("keydown", typed);
  $("log").addEventListener("scroll", scrolled, { passive: true });
  $("jump").addEventListener("click", () => jumpToEnd(true));
  new ResizeObserver(keepAtEnd).observe($("log"));
  $("back").addEventListener("click", showMemberList);
  $("add").addEventListener("click", memberSheet);
  $("attach").addEventListener("click", attachSheet);
  $("more").addEventListener("click", moreSheet);
  $("menu").addEventListener("click", () => ($("popup").hidden ? write("/") : write("")));
  $("keys").addEventListener("click", () => { state.keysHidden = !state.keysHidden; showKeyboard(); });
  $("start").addEventListener("click", () => act("start"));
  $("unquote").addEventListener("click", () => { if (state.editing) $("text").value = ""; quoteMessage(null); });
  $("sheet").addEventListener("click", (event) => { if (event.target === $("sheet")) closeSheet(); });
  $("viewer").addEventListener("click", () => $("viewer").close());
  for (const button of document.querySelectorAll(".clock")) button.addEventListener("click", timeSheet);
  document.addEventListener("visibilitychange", () => state.phone && markRead());
  addEventListener("resize", () => state.phone && measure());
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    if (!$("popup").hidden) $("popup").hidden = true;
    else if (state.quote || state.editing) $("unquote").click();
  });
}

function scrolled() {
  state.following = atEnd();
  if (state.following) {
    state.below = 0;
    markRead();
  }
  showJump();
}

function typed(event) {
  const open = !$("popup").hidden;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    const picked = open && $("popup").querySelector("[aria-selected=true]");
    if (picked) picked.click();
    else sendText();
  } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    movePopup(event.key === "ArrowDown" ? 1 : -1);
  }
}

function begin() {
  document.documentElement.lang = navigator.language.startsWith("zh") ? "zh-Hans" : "en";
  listenToHands();
  listen();
  setInterval(showClock, 1000);
}

begin();
