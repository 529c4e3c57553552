// Sheets that slide up from below: attach, share, message actions, the clock.

import { copy } from "./bubbles.js";
import { quoteMessage, write } from "./composer.js";
import { $, icon, make } from "./nodes.js";
import { toast } from "./notices.js";
import { openPhone, setClock } from "./phone.js";
import { act, ask } from "./server.js";
import { language, state, word } from "./state.js";
import { summary } from "./text.js";
import { hour, longDay, now, tomorrowAt } from "./time.js";

const PLACES = [
  ["上海 · 人民广场", 31.2304, 121.4737], ["北京 · 国贸", 39.9087, 116.4605], ["深圳 · 福田", 22.5431, 114.0579],
  ["成都 · 天府广场", 30.6574, 104.0658], ["London · City", 51.5136, -0.0909], ["New York · Midtown", 40.7549, -73.984],
];

function sheet(title, ...content) {
  $("sheet-title").textContent = title;
  $("sheet-body").replaceChildren(...content);
  if (!$("sheet").open) $("sheet").showModal();
}

export const closeSheet = () => $("sheet").close();

function choice(name, label, what, more = "") {
  const node = make("button", { type: "button", className: `choice ${name === "bin" || name === "block" ? "danger" : ""}` }, icon(name), make("span", {}, label, more && make("small", {}, more)));
  node.addEventListener("click", () => { closeSheet(); what(); });
  return node;
}

export function messageSheet(message) {
  const text = message.body.text ?? message.body.caption ?? "";
  const choices = [choice("reply", word("reply"), () => quoteMessage(message))];
  if (text) choices.push(choice("copy", word("copy"), () => copy(text)));
  if (message.mine && text && !message.body.forward_origin) choices.push(choice("edit", word("edit"), () => quoteMessage(message, true)));
  if (!message.protected) choices.push(choice("forward", word("forward"), () => act("forward", { message_id: message.id })));
  choices.push(choice("bin", word("remove"), () => act("delete", { message_id: message.id })));
  sheet(summary(message.body).slice(0, 60), ...choices);
}

export function attachSheet() {
  sheet(word("attach"),
    choice("photo", word("photo"), () => pickFile("photo", "image/*")),
    choice("file", word("file"), () => pickFile("document", "")),
    choice("voice", word("voice"), () => sendFile("voice", new File([new Uint8Array([79, 103, 103, 83])], "voice.oga"))),
    choice("place", word("place"), placeSheet),
    choice("person", word("contact"), contactSheet),
    choice("forward", word("forwardFrom"), forwardSheet));
}

function pickFile(kind, accept) {
  const input = $("pick");
  Object.assign(input, { accept, value: "" });
  input.onchange = () => input.files[0] && captionSheet(kind, input.files[0]);
  input.click();
}

function captionSheet(kind, file) {
  const text = make("input", { maxLength: 1024, value: $("text").value });
  sheet(file.name, make("label", {}, word("caption"), text), go(word("send"), () => { write(""); sendFile(kind, file, text.value); }));
}

async function sendFile(kind, file, text = "") {
  const form = new FormData();
  form.append("kind", kind);
  form.append("text", text);
  form.append("file", file);
  if (state.quote) form.append("reply_to", state.quote.id);
  quoteMessage(null);
  try {
    await ask(`people/${state.phone.person.id}/file`, form);
  } catch (error) {
    toast(word("gone") + error.message);
  }
}

function go(label, what) {
  const button = make("button", { type: "button", className: "go" }, label);
  button.addEventListener("click", () => { closeSheet(); what(); });
  return button;
}

export function placeSheet() {
  const share = (latitude, longitude) => act("location", { latitude, longitude });
  sheet(word("here"), ...PLACES.map(([name, latitude, longitude]) => choice("place", name, () => share(latitude, longitude), `${latitude}, ${longitude}`)));
}

export function contactRequest() {
  sheet(word("askContact"), choice("person", word("ownContact"), () => act("contact")));
}

function contactSheet() {
  const name = make("input", { value: language() === "zh" ? "陈经理" : "Anna Chen" });
  const phone = make("input", { type: "tel", value: "+86 139 1234 5678" });
  sheet(word("contact"), choice("person", word("ownContact"), () => act("contact")),
    make("label", {}, word("name"), name), make("label", {}, word("phone"), phone),
    go(word("share"), () => act("contact", { first_name: name.value, phone: phone.value })));
}

function forwardSheet() {
  const author = make("input", { value: language() === "zh" ? "陈经理" : "Anna Chen" });
  const text = make("textarea", { rows: 3 });
  sheet(word("forwardFrom"), make("label", {}, word("whose"), author), make("label", {}, word("text"), text),
    go(word("forward"), () => text.value.trim() && act("forward_from", { author: author.value, text: text.value })));
}

export function moreSheet() {
  const username = state.phone.bot.username;
  const choices = state.phone.person.blocked ? [choice("play", word("unblock"), () => act("start"))] : [choice("block", word("block"), () => act("block"))];
  if (state.phone.bot.inline) choices.unshift(choice("edit", `@${username} …`, () => write(`@${username} `)));
  sheet(state.phone.bot.name, ...choices);
}

export function memberSheet() {
  const name = make("input", { value: "" });
  const tongue = make("select", {}, make("option", { value: "zh" }, "中文"), make("option", { value: "en" }, "English"));
  sheet(word("add"), make("label", {}, word("name"), name), make("label", {}, word("language"), tongue), go(word("add"), async () => {
    if (!name.value.trim()) return;
    const person = await ask("people", { first_name: name.value.trim(), language_code: tongue.value });
    state.people.set(person.id, person);
    await openPhone(person.id);
  }));
  name.focus();
}

export function timeSheet() {
  const moves = { minute: () => 60, tenMinutes: () => 600, hour: () => 3600, day: () => 86400, week: () => 604800, morning: () => tomorrowAt(9) - now() };
  const grid = make("div", { className: "grid" }, ...Object.entries(moves).map(([key, seconds]) => {
    const button = make("button", { type: "button", data: { move: key } }, word(key));
    button.addEventListener("click", async () => { setClock(await ask("clock", { move: seconds() })); closeSheet(); });
    return button;
  }));
  sheet(word("clock"), make("p", { className: "now" }, hour(now())), make("p", { className: "today" }, longDay(now())), grid, make("p", { className: "note" }, word("clockNote")));
}
