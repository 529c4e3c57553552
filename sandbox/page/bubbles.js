// One message: its bubble, what is attached to it, and the buttons below.

import { write } from "./composer.js";
import { goTo, keepAtEnd } from "./log.js";
import { $, icon, make } from "./nodes.js";
import { toast } from "./notices.js";
import { act } from "./server.js";
import { messageSheet } from "./sheets.js";
import { state, word } from "./state.js";
import { formatted, summary } from "./text.js";
import { hour } from "./time.js";

const TAP_PATIENCE = 15000;

export function messageNode(message) {
  const { body } = message;
  const node = make("article", { className: `message${message.mine ? " mine" : ""}`, id: `m${message.id}`, data: { id: message.id, at: body.date, album: body.media_group_id ?? "" } });
  const bubble = make("div", { className: "bubble" });
  if (body.forward_origin) bubble.append(make("div", { className: "origin" }, `${word("forwarded")} `, make("b", {}, originName(body.forward_origin))));
  if (body.via_bot) bubble.append(make("div", { className: "origin" }, `${word("via")} @${body.via_bot.username}`));
  if (body.reply_to_message) bubble.append(quoteNode(body.reply_to_message));
  const words = make("div", { className: "words" }, formatted(body.text ?? body.caption ?? "", body.entities ?? body.caption_entities));
  const parts = body.show_caption_above_media ? [words, attachment(body)] : [attachment(body), words];
  bubble.append(...parts.filter(Boolean));
  if (message.reactions.length) bubble.append(make("div", { className: "reactions" }, ...message.reactions.map((emoji) => make("span", { textContent: emoji }))));
  bubble.append(make("span", { className: "meta" }, `${message.edited ? `${word("edited")} ` : ""}${hour(body.date)}${message.mine ? " ✓✓" : ""}`));
  node.append(bubble);
  if (body.reply_markup?.inline_keyboard) node.append(buttonsNode(message));
  const tool = make("button", { type: "button", className: "icon tool", ariaLabel: word("actions") }, icon("more"));
  tool.addEventListener("click", () => messageSheet(message));
  node.append(tool);
  longPress(bubble, () => messageSheet(message));
  return node;
}

function originName(origin) {
  return origin.sender_user_name ?? [origin.sender_user?.first_name, origin.sender_user?.last_name].filter(Boolean).join(" ");
}

function quoteNode(body) {
  const quote = make("button", { type: "button", className: "quote" }, make("b", {}, body.from.is_bot ? body.from.first_name : word("you")), make("i", {}, summary(body)));
  quote.addEventListener("click", () => goTo(body.message_id));
  return quote;
}

function attachment(body) {
  const address = (id) => `/phone/people/${state.phone.person.id}/files/${id}`;
  if (body.photo) return pictureNode(body.photo.at(-1), address(body.photo.at(-1).file_id));
  if (body.document) {
    const { file_id: id, file_name: name, file_size: size } = body.document;
    return make("a", { className: "card", href: address(id), download: name }, icon("file"), make("span", {}, make("b", {}, name), make("small", {}, bytes(size))));
  }
  if (body.voice || body.audio) {
    const sound = body.voice ?? body.audio;
    return make("div", { className: "card" }, playButton(address(sound.file_id)), make("span", {}, make("b", {}, sound.file_name ?? word("voice")), make("small", {}, `${Math.floor(sound.duration / 60)}:${String(sound.duration % 60).padStart(2, "0")}`)));
  }
  if (body.video) return make("video", { className: "picture", src: address(body.video.file_id), controls: true });
  if (body.contact) return contactNode(body.contact);
  if (body.location) return placeNode(body);
  return null;
}

function pictureNode(size, address) {
  const image = make("img", { src: address, alt: word("photo"), width: size.width, height: size.height, decoding: "async" });
  image.addEventListener("load", keepAtEnd, { once: true });
  const picture = make("button", { type: "button", className: "picture", ariaLabel: word("photo") }, image);
  picture.addEventListener("click", () => { $("viewer").querySelector("img").src = address; $("viewer").showModal(); });
  return picture;
}

function playButton(address) {
  const button = make("button", { type: "button", className: "disc", ariaLabel: word("play") }, icon("play"));
  button.addEventListener("click", () => new Audio(address).play().catch(() => toast("♪")));
  return button;
}

function contactNode(contact) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
  const number = make("a", { href: `tel:${contact.phone_number}` }, contact.phone_number);
  return make("div", { className: "card" }, make("span", { className: "disc", textContent: [...name][0] ?? "?" }), make("span", {}, make("b", {}, name), make("small", {}, number)));
}

function placeNode(body) {
  const { latitude, longitude } = body.location;
  const where = body.venue ? [make("b", {}, body.venue.title), make("small", {}, body.venue.address)] : [make("small", {}, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`)];
  return make("div", {}, make("div", { className: "map", role: "img", ariaLabel: word("place") }, icon("place")), make("div", { className: "card" }, make("span", {}, ...where)));
}

function bytes(size) {
  return size < 1024 ? `${size} B` : size < 1048576 ? `${(size / 1024).toFixed(1)} KB` : `${(size / 1048576).toFixed(1)} MB`;
}

function buttonsNode(message) {
  const rows = message.body.reply_markup.inline_keyboard.map((row) => make("div", {}, ...row.map((button) => inlineButton(message, button))));
  return make("div", { className: "buttons" }, ...rows);
}

function inlineButton(message, button) {
  const node = make("button", { type: "button", className: button.style ?? "" }, make("span", {}, button.text));
  if (button.url) node.append(icon("out"));
  if (button.copy_text) node.append(icon("copy"));
  node.addEventListener("click", async () => {
    if (button.callback_data !== undefined) return tap(node, message, button.callback_data);
    if (button.copy_text) return copy(button.copy_text.text);
    const query = button.switch_inline_query_current_chat ?? button.switch_inline_query;
    if (query !== undefined) return write(`@${state.phone.bot.username} ${query}`);
    return openUrl(button.url ?? button.web_app?.url);
  });
  return node;
}

export function openUrl(url) {
  const start = url.match(/^https?:\/\/t\.me\/(\w+)\?start=([\w-]+)/);
  if (start && start[1] === state.phone.bot.username) return act("start", { payload: start[2] });
  window.open(url, "_blank", "noopener");
  return null;
}

async function tap(node, message, data) {
  node.classList.add("waiting");
  node.setAttribute("aria-busy", "true");
  const rest = () => { node.classList.remove("waiting"); node.removeAttribute("aria-busy"); };
  const timer = setTimeout(rest, TAP_PATIENCE);
  const answer = await act("tap", { message_id: message.id, data });
  const done = () => { clearTimeout(timer); rest(); };
  if (!answer || answer.answered || state.early.delete(answer.tap)) done();
  else state.waiting.set(answer.tap, done);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const hidden = make("textarea", { value: text });
    document.body.append(hidden);
    hidden.select();
    document.execCommand("copy");
    hidden.remove();
  }
  toast(word("copied"));
}

function longPress(node, what) {
  let timer = 0;
  const cancel = () => clearTimeout(timer);
  node.addEventListener("contextmenu", (event) => { if (!event.target.closest("a")) { event.preventDefault(); what(); } });
  node.addEventListener("touchstart", () => { timer = setTimeout(what, 480); }, { passive: true });
  for (const end of ["touchend", "touchmove", "touchcancel"]) node.addEventListener(end, cancel, { passive: true });
}
