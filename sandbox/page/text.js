// Text with its formatting.

import { copy } from "./bubbles.js";
import { icon, make } from "./nodes.js";
import { act } from "./server.js";
import { state, word } from "./state.js";
import { moment } from "./time.js";

const WRAP = { bold: "b", italic: "em", underline: "u", strikethrough: "s", custom_emoji: "span" };

export function formatted(text, entities = []) {
  const sorted = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return pieces(text, 0, text.length, sorted);
}

function pieces(text, begin, end, entities) {
  const nodes = document.createDocumentFragment();
  let at = begin;
  for (let place = 0; place < entities.length; place += 1) {
    const entity = entities[place];
    if (entity.offset < at || entity.offset >= end) continue;
    nodes.append(text.slice(at, entity.offset));
    const stop = Math.min(entity.offset + entity.length, end);
    const inner = entities.slice(place + 1).filter((other) => other.offset < stop).map((other) => ({ ...other, length: Math.min(other.length, stop - other.offset) }));
    nodes.append(wrapped(entity, text.slice(entity.offset, stop), pieces(text, entity.offset, stop, inner)));
    at = stop;
  }
  nodes.append(text.slice(at, end));
  return nodes;
}

function wrapped(entity, plain, content) {
  const link = (href) => make("a", { href, target: "_blank", rel: "noopener noreferrer" }, content);
  switch (entity.type) {
    case "text_link": return botLink(entity.url, link(entity.url));
    case "url": return botLink(plain, link(/^[a-z]+:/i.test(plain) ? plain : `http://${plain}`));
    case "email": return link(`mailto:${plain}`);
    case "phone_number": return link(`tel:${plain.replace(/[^+\d]/g, "")}`);
    case "mention": case "hashtag": case "cashtag": case "text_mention": return make("a", {}, content);
    case "bot_command": return doing(make("a", { href: "#" }, content), () => act("say", { text: plain }));
    case "spoiler": return doing(make("span", { className: "spoiler", role: "button", tabIndex: 0 }, content), (node) => node.classList.toggle("open"));
    case "code": return doing(make("code", { tabIndex: 0, title: word("copy") }, content), () => copy(plain));
    case "pre": return make("pre", { data: entity.language ? { language: entity.language } : {} }, content);
    case "blockquote": return make("blockquote", {}, content);
    case "expandable_blockquote": return folding(content);
    case "date_time": return make("time", { title: moment(entity.unix_time) }, content);
    default: return make(WRAP[entity.type] ?? "span", {}, content);
  }
}

function doing(node, what) {
  const run = (event) => { event.preventDefault(); event.stopPropagation(); what(node); };
  node.addEventListener("click", run);
  node.addEventListener("keydown", (event) => { if (event.key === "Enter" && node.tagName !== "A") run(event); });
  return node;
}

function botLink(url, node) {
  const start = url.match(/^https?:\/\/t\.me\/(\w+)\?start=([\w-]+)/);
  if (!start || start[1] !== state.phone.bot.username) return node;
  return doing(node, () => act("start", { payload: start[2] }));
}

function folding(content) {
  const fold = make("button", { type: "button", className: "fold", ariaLabel: word("unfold") }, icon("down"));
  const quote = make("blockquote", { className: "folds" }, make("div", { className: "inner" }, content), fold);
  fold.setAttribute("aria-expanded", "false");
  fold.addEventListener("click", () => fold.setAttribute("aria-expanded", String(quote.classList.toggle("open"))));
  requestAnimationFrame(() => {
    const inner = quote.firstChild;
    if (inner.scrollHeight <= inner.clientHeight + 2) { fold.remove(); quote.classList.remove("folds"); }
  });
  return quote;
}

export function summary(body) {
  const text = (body.text ?? body.caption ?? "").replaceAll("\n", " ");
  const kind = ["photo", "document", "voice", "contact", "location"].find((field) => body[field]);
  const name = { photo: "photo", document: "file", voice: "voice", contact: "contact", location: "place" }[kind];
  return text || (name ? word(name) : "…");
}
