// Writing: the message line, the keyboard below it, commands and inline offers.

import { keepAtEnd } from "./log.js";
import { $, make } from "./nodes.js";
import { act } from "./server.js";
import { contactRequest, placeSheet } from "./sheets.js";
import { state, word } from "./state.js";
import { summary } from "./text.js";

export function showComposer() {
  const { person } = state.phone;
  const asleep = !person.started || person.blocked;
  $("composer").hidden = asleep;
  $("start").hidden = !asleep;
  $("start").textContent = person.blocked ? word("unblock") : word("start");
  $("menu").hidden = !state.phone.menu.length;
  const forced = state.phone.force_reply;
  $("text").placeholder = forced?.input_field_placeholder ?? state.phone.keyboard?.input_field_placeholder ?? word("write");
  const labels = { menu: "commands", attach: "attach", keys: "keyboard", send: "send", back: "back", more: "more", jump: "end", unquote: "close" };
  for (const [id, key] of Object.entries(labels)) $(id).ariaLabel = word(key);
  $("text").ariaLabel = word("write");
  $("log").ariaLabel = state.phone.bot.name;
  showKeyboard();
  grow();
}

export function showKeyboard() {
  const { keyboard } = state.phone;
  $("keys").hidden = !keyboard;
  $("keys").setAttribute("aria-pressed", String(Boolean(keyboard) && !state.keysHidden));
  const box = $("keyboard");
  box.hidden = !keyboard || state.keysHidden;
  if (box.hidden) return measure();
  box.classList.toggle("tall", !keyboard.resize_keyboard);
  box.replaceChildren(...keyboard.keyboard.map((row) => make("div", {}, ...row.map(replyButton))));
  return measure();
}

function replyButton(button) {
  const node = make("button", { type: "button" }, button.text);
  node.addEventListener("click", () => {
    if (state.phone.keyboard?.one_time_keyboard) state.keysHidden = true;
    if (button.request_contact) return contactRequest();
    if (button.request_location) return placeSheet();
    return act("say", { text: button.text });
  });
  return node;
}

export function grow() {
  const field = $("text");
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 150)}px`;
  $("send").disabled = !field.value.trim();
  measure();
}

export function measure() {
  const chat = $("chat").getBoundingClientRect();
  $("chat").style.setProperty("--log-bottom", `${$("log").getBoundingClientRect().bottom - chat.top}px`);
  keepAtEnd();
}

export function write(text) {
  $("text").value = text;
  $("text").focus();
  grow();
  suggest();
}

export async function sendText(event) {
  event?.preventDefault();
  const text = $("text").value.trim();
  if (!text) return;
  const { quote, editing } = state;
  $("text").value = "";
  quoteMessage(null);
  $("popup").hidden = true;
  grow();
  if (editing) await act("edit", { message_id: editing.id, text });
  else await act("say", quote ? { text, reply_to: quote.id } : { text });
}

export function quoteMessage(message, editing = false) {
  state.quote = editing ? null : message;
  state.editing = editing ? message : null;
  $("quoted").hidden = !message;
  if (message) {
    $("quoted").querySelector("b").textContent = editing ? word("editing") : message.mine ? word("you") : state.phone.bot.name;
    $("quoted").querySelector("i").textContent = summary(message.body);
    if (editing) $("text").value = message.body.text ?? message.body.caption ?? "";
    $("text").focus();
  }
  grow();
}

export function suggest() {
  const text = $("text").value;
  const inline = text.match(new RegExp(`^@${state.phone.bot.username}\\s([\\s\\S]*)$`, "i"));
  clearTimeout(state.inlineTimer);
  if (inline && state.phone.bot.inline) {
    state.inlineTimer = setTimeout(() => suggestInline(inline[1]), 250);
    return;
  }
  const typed = text.match(/^\/(\w*)$/);
  const found = typed ? state.phone.menu.filter((item) => item.command.startsWith(typed[1].toLowerCase())) : [];
  showPopup(found.map((item) => ({ title: `/${item.command}`, text: item.description, pick: () => sayCommand(item.command) })));
}

function sayCommand(command) {
  $("text").value = "";
  $("popup").hidden = true;
  grow();
  act("say", { text: `/${command}` });
}

async function suggestInline(query) {
  const answer = await act("inline", { query });
  const pick = (result) => { $("text").value = ""; $("popup").hidden = true; grow(); act("pick", result); };
  showPopup((answer?.results ?? []).map((result) => ({ title: result.title || result.id, text: result.description, pick: () => pick(result) })));
}

function showPopup(choices) {
  const popup = $("popup");
  popup.hidden = !choices.length;
  popup.replaceChildren(...choices.map((choice, place) => {
    const node = make("button", { type: "button", role: "option" }, make("b", {}, choice.title), make("i", {}, choice.text ?? ""));
    node.setAttribute("aria-selected", String(place === 0));
    node.addEventListener("click", choice.pick);
    return node;
  }));
  measure();
}

export function movePopup(step) {
  const options = [...$("popup").children];
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = options[(at + step + options.length) % options.length];
  for (const option of options) option.setAttribute("aria-selected", String(option === next));
  next.scrollIntoView({ block: "nearest" });
}
