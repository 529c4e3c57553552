// The phone page: shows one member's phone at a time and does what its holder does.

const WORDS = {
  en: {
    members: "Members", add: "Add member", bot: "bot", write: "Message", send: "Send", attach: "Attach",
    commands: "Commands", keyboard: "Keyboard", back: "Members", more: "More", end: "To the newest message",
    you: "You", edited: "edited", pinned: "Pinned message", start: "Start", unblock: "Unblock and restart",
    blocked: "blocked", empty: "What can this bot do?", hello: "Press Start to begin.", today: "Today", yesterday: "Yesterday",
    photo: "Photo", file: "File", voice: "Voice message", place: "Location", contact: "Contact", forwardFrom: "Forward what a customer wrote",
    reply: "Reply", copy: "Copy text", edit: "Edit", editing: "Edit message", forward: "Forward", remove: "Delete",
    copied: "Copied", clock: "Move the clock", minute: "+ 1 minute", tenMinutes: "+ 10 minutes", hour: "+ 1 hour",
    day: "+ 1 day", week: "+ 1 week", morning: "09:00 tomorrow", clockNote: "Time goes on for everybody here, the bot's reminders included.",
    block: "Block the bot", ownContact: "My own contact", otherContact: "Somebody else's card", name: "Name", phone: "Phone",
    language: "Language", share: "Share", whose: "Who wrote it", text: "What it says", done: "OK", close: "Close",
    askContact: "The bot asks for your phone number.", here: "Where are you?", to: "to", forwarded: "Forwarded from", offline: "Connecting…",
    gone: "That did not work: ", actions: "Message actions", typing: "typing", upload_photo: "sending a photo", upload_document: "sending a file",
    upload_voice: "sending a voice message", record_voice: "recording", find_location: "looking for a place", members_hint: "Nobody here yet",
    unfold: "Show all", play: "Play", via: "via", caption: "Add a caption", opened: "Opens on the phone: ",
  },
  zh: {
    members: "成员", add: "添加成员", bot: "机器人", write: "发消息", send: "发送", attach: "附件",
    commands: "命令", keyboard: "键盘", back: "成员", more: "更多", end: "回到最新消息",
    you: "你", edited: "已编辑", pinned: "置顶消息", start: "开始", unblock: "解除屏蔽并重新开始",
    blocked: "已屏蔽", empty: "这个机器人能做什么？", hello: "点“开始”即可使用。", today: "今天", yesterday: "昨天",
    photo: "照片", file: "文件", voice: "语音", place: "位置", contact: "名片", forwardFrom: "转发客户发来的话",
    reply: "回复", copy: "复制文字", edit: "编辑", editing: "编辑消息", forward: "转发", remove: "删除",
    copied: "已复制", clock: "调整时间", minute: "+ 1 分钟", tenMinutes: "+ 10 分钟", hour: "+ 1 小时",
    day: "+ 1 天", week: "+ 1 周", morning: "明天 09:00", clockNote: "这里所有人的时间一起前进，机器人的提醒也会到点。",
    block: "屏蔽机器人", ownContact: "我的名片", otherContact: "别人的名片", name: "姓名", phone: "电话",
    language: "语言", share: "发送", whose: "谁写的", text: "内容", done: "好", close: "关闭",
    askContact: "机器人想要你的电话号码。", here: "你在哪里？", to: "发给", forwarded: "转发自", offline: "正在连接…",
    gone: "没有成功：", actions: "消息操作", typing: "正在输入", upload_photo: "正在发送照片", upload_document: "正在发送文件",
    upload_voice: "正在发送语音", record_voice: "正在录音", find_location: "正在查找位置", members_hint: "还没有成员",
    unfold: "展开", play: "播放", via: "来自", caption: "添加说明", opened: "在手机上打开：",
  },
};
const PLACES = [
  ["上海 · 人民广场", 31.2304, 121.4737], ["北京 · 国贸", 39.9087, 116.4605], ["深圳 · 福田", 22.5431, 114.0579],
  ["成都 · 天府广场", 30.6574, 104.0658], ["London · City", 51.5136, -0.0909], ["New York · Midtown", 40.7549, -73.984],
];
const HUES = ["#d06a4b", "#5b7fd1", "#8a63c7", "#2b9a83", "#c2558f", "#b8862b"];
const TAP_PATIENCE = 15000;
const NEAR_END = 90;

const $ = (id) => document.getElementById(id);
const state = { people: new Map(), phone: null, clock: { now: Date.now() / 1000, at: performance.now(), running: true }, waiting: new Map(), early: new Set(), following: true, quote: null, editing: null, keysHidden: false, below: 0, loading: 0 };

// ---------------------------------------------------------------- words, time, small things

const language = () => (state.phone?.person.language ?? document.documentElement.lang ?? "en").startsWith("zh") ? "zh" : "en";
const word = (key) => WORDS[language()][key] ?? key;
const locale = () => (language() === "zh" ? "zh-CN" : "en-GB");
const now = () => state.clock.now + (state.clock.running ? (performance.now() - state.clock.at) / 1000 : 0);
const hour = (seconds) => new Date(seconds * 1000).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
const dayOf = (seconds) => new Date(seconds * 1000).toDateString();

function dayName(seconds) {
  const days = Math.round((new Date(dayOf(now())) - new Date(dayOf(seconds))) / 86400000);
  if (days === 0) return word("today");
  if (days === 1) return word("yesterday");
  return new Date(seconds * 1000).toLocaleDateString(locale(), { month: "long", day: "numeric", weekday: "short" });
}

function make(tag, properties = {}, ...children) {
  const { data, ...plain } = properties;
  const node = Object.assign(document.createElement(tag), plain);
  Object.assign(node.dataset, data ?? {});
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

function avatar(name, seed) {
  const node = make("span", { className: "avatar", textContent: [...name][0]?.toUpperCase() ?? "?" });
  node.style.setProperty("--hue", HUES[Math.abs(seed) % HUES.length]);
  node.setAttribute("aria-hidden", "true");
  return node;
}

function leave(node) {
  node.classList.add("leaving");
  node.addEventListener("animationend", () => node.remove(), { once: true });
}

// ---------------------------------------------------------------- the server

async function ask(path, body) {
  const options = body === undefined ? {} : body instanceof FormData ? { method: "POST", body } : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/phone/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

async function act(name, facts = {}) {
  try {
    return await ask(`people/${state.phone.person.id}/${name}`, facts);
  } catch (error) {
    toast(word("gone") + error.message);
    return null;
  }
}

// ---------------------------------------------------------------- text with entities

const WRAP = { bold: "b", italic: "em", underline: "u", strikethrough: "s", custom_emoji: "span" };

function formatted(text, entities = []) {
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
    case "date_time": return make("time", { title: new Date(entity.unix_time * 1000).toLocaleString(locale()) }, content);
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

function summary(body) {
  const text = (body.text ?? body.caption ?? "").replaceAll("\n", " ");
  const kind = ["photo", "document", "voice", "contact", "location"].find((field) => body[field]);
  const name = { photo: "photo", document: "file", voice: "voice", contact: "contact", location: "place" }[kind];
  return text || (name ? word(name) : "…");
}

// ---------------------------------------------------------------- bubbles

function messageNode(message) {
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
    return make("div", { className: "card" }, playButton(address(sound.file_id)), make("span", {}, make("b", {}, sound.file_name ?? word("voice")), make("small", {}, `0:${String(sound.duration % 60).padStart(2, "0")}`)));
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

function openUrl(url) {
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

async function copy(text) {
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

// ---------------------------------------------------------------- the log

function showLog() {
  const log = $("log");
  log.replaceChildren();
  if (!state.phone.messages.length) {
    log.append(make("div", { className: "empty" }, make("b", {}, word("empty")), state.phone.bot.description || word("hello")));
  }
  for (const message of state.phone.messages) log.append(...withDay(message));
  jumpToEnd();
}

function withDay(message) {
  const node = messageNode(message);
  const before = $("log").querySelector(".message:last-of-type") ?? [...$("log").children].findLast((child) => child.classList.contains("message"));
  const sameDay = before && dayOf(before.dataset.at) === dayOf(message.body.date);
  const joined = sameDay && before.classList.contains("mine") === message.mine && message.body.date - before.dataset.at < 180;
  node.classList.toggle("joined", Boolean(joined));
  return sameDay ? [node] : [make("div", { className: "day", data: { day: message.body.date } }, dayName(message.body.date)), node];
}

const atEnd = () => $("log").scrollHeight - $("log").scrollTop - $("log").clientHeight < NEAR_END;

function keepAtEnd() {
  if (state.following) $("log").scrollTop = $("log").scrollHeight;
}

function jumpToEnd(smooth = false) {
  Object.assign(state, { below: 0, following: true });
  const log = $("log");
  log.scrollTo({ top: log.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  showJump();
  markRead();
}

function showJump() {
  $("jump").hidden = atEnd() && state.below === 0;
  const badge = $("jump").querySelector(".badge");
  badge.hidden = state.below === 0;
  badge.textContent = state.below;
}

function markRead() {
  const last = state.phone?.messages.at(-1);
  if (last && state.phone.person.unread && !document.hidden && !$("chat").hidden) act("read", { message_id: last.id });
}

function addMessage(message) {
  const stay = message.mine || state.following;
  $("log").querySelector(".empty")?.remove();
  state.phone.messages.push(message);
  const nodes = withDay(message);
  nodes.at(-1).classList.add("fresh");
  $("log").append(...nodes);
  if (stay) return jumpToEnd();
  state.below += 1;
  return showJump();
}

function changeMessage(message) {
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

function removeMessage(id) {
  state.phone.messages = state.phone.messages.filter((message) => message.id !== id);
  const node = $(`m${id}`);
  if (!node) return;
  const day = node.previousElementSibling;
  node.classList.add("gone");
  node.addEventListener("animationend", () => {
    node.remove();
    if (day?.classList.contains("day") && !day.nextElementSibling?.classList.contains("message")) day.remove();
  }, { once: true });
}

function goTo(id) {
  const node = $(`m${id}`);
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: "smooth" });
  node.classList.remove("flash");
  requestAnimationFrame(() => node.classList.add("flash"));
}

// ---------------------------------------------------------------- bars

function showBars() {
  const { person, bot } = state.phone;
  $("bot-name").textContent = bot.name;
  $("bot-avatar").textContent = [...bot.name][0];
  document.title = `${bot.name} · ${person.name}`;
  showStatus();
  showPinned();
  showComposer();
}

function showStatus(action = state.phone.typing) {
  const line = $("status");
  line.classList.toggle("busy", Boolean(action));
  line.textContent = action ? word(action) : `${word("bot")} · ${state.phone.person.name}`;
  clearTimeout(state.typingTimer);
  if (action) state.typingTimer = setTimeout(() => { state.phone.typing = ""; showStatus(""); }, 5000);
}

function showPinned() {
  const message = state.phone.messages.find((one) => one.id === state.phone.pinned[0]);
  $("pinned").hidden = !message;
  if (!message) return;
  $("pinned").querySelector("b").textContent = word("pinned");
  $("pinned").querySelector("i").textContent = summary(message.body);
  $("pinned").onclick = () => goTo(message.id);
}

function showClock() {
  const moment = new Date(now() * 1000);
  const day = moment.toLocaleDateString(locale(), { weekday: "short", day: "numeric", month: "short" });
  for (const button of document.querySelectorAll(".clock")) {
    const label = `${hour(now())}|${day}`;
    if (button.dataset.shown === label) continue;
    button.dataset.shown = label;
    button.replaceChildren(hour(now()), make("small", {}, day));
    button.ariaLabel = `${word("clock")}: ${hour(now())}, ${day}`;
  }
}

function showMembers() {
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

// ---------------------------------------------------------------- writing

function showComposer() {
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

function showKeyboard() {
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

function grow() {
  const field = $("text");
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 150)}px`;
  $("send").disabled = !field.value.trim();
  measure();
}

function measure() {
  const chat = $("chat").getBoundingClientRect();
  $("chat").style.setProperty("--log-bottom", `${$("log").getBoundingClientRect().bottom - chat.top}px`);
  keepAtEnd();
}

function write(text) {
  $("text").value = text;
  $("text").focus();
  grow();
  suggest();
}

async function sendText(event) {
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

function quoteMessage(message, editing = false) {
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

// ---------------------------------------------------------------- commands and inline results

function suggest() {
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

function movePopup(step) {
  const options = [...$("popup").children];
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = options[(at + step + options.length) % options.length];
  for (const option of options) option.setAttribute("aria-selected", String(option === next));
  next.scrollIntoView({ block: "nearest" });
}

// ---------------------------------------------------------------- sheets

function sheet(title, ...content) {
  $("sheet-title").textContent = title;
  $("sheet-body").replaceChildren(...content);
  if (!$("sheet").open) $("sheet").showModal();
}

const closeSheet = () => $("sheet").close();

function choice(name, label, what, more = "") {
  const node = make("button", { type: "button", className: `choice ${name === "bin" || name === "block" ? "danger" : ""}` }, icon(name), make("span", {}, label, more && make("small", {}, more)));
  node.addEventListener("click", () => { closeSheet(); what(); });
  return node;
}

function messageSheet(message) {
  const text = message.body.text ?? message.body.caption ?? "";
  const choices = [choice("reply", word("reply"), () => quoteMessage(message))];
  if (text) choices.push(choice("copy", word("copy"), () => copy(text)));
  if (message.mine && text && !message.body.forward_origin) choices.push(choice("edit", word("edit"), () => quoteMessage(message, true)));
  if (!message.protected) choices.push(choice("forward", word("forward"), () => act("forward", { message_id: message.id })));
  choices.push(choice("bin", word("remove"), () => act("delete", { message_id: message.id })));
  sheet(summary(message.body).slice(0, 60), ...choices);
}

function attachSheet() {
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

function placeSheet() {
  const share = (latitude, longitude) => act("location", { latitude, longitude });
  sheet(word("here"), ...PLACES.map(([name, latitude, longitude]) => choice("place", name, () => share(latitude, longitude), `${latitude}, ${longitude}`)));
}

function contactRequest() {
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

function moreSheet() {
  const username = state.phone.bot.username;
  const choices = state.phone.person.blocked ? [choice("play", word("unblock"), () => act("start"))] : [choice("block", word("block"), () => act("block"))];
  if (state.phone.bot.inline) choices.unshift(choice("edit", `@${username} …`, () => write(`@${username} `)));
  sheet(state.phone.bot.name, ...choices);
}

function memberSheet() {
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

function timeSheet() {
  const tomorrow = new Date(now() * 1000);
  tomorrow.setDate(tomorrow.getDate() + 1);
  tomorrow.setHours(9, 0, 0, 0);
  const moves = [["minute", 60], ["tenMinutes", 600], ["hour", 3600], ["day", 86400], ["week", 604800], ["morning", tomorrow / 1000 - now()]];
  const grid = make("div", { className: "grid" }, ...moves.map(([key, seconds]) => {
    const button = make("button", { type: "button", data: { move: key } }, word(key));
    button.addEventListener("click", async () => { setClock(await ask("clock", { move: key === "morning" ? tomorrow / 1000 - now() : seconds })); closeSheet(); });
    return button;
  }));
  const today = new Date(now() * 1000).toLocaleDateString(locale(), { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  sheet(word("clock"), make("p", { className: "now" }, hour(now())), make("p", { className: "today" }, today), grid, make("p", { className: "note" }, word("clockNote")));
}

// ---------------------------------------------------------------- toasts and banners

function toast(text) {
  const node = make("div", {}, text);
  $("toasts").append(node);
  setTimeout(() => leave(node), 2600 + text.length * 25);
}

function alertBox(text) {
  $("alert").querySelector("p").textContent = text;
  $("alert").querySelector("button").textContent = word("done");
  $("alert").showModal();
}

function banner(event) {
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

// ---------------------------------------------------------------- what happens

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

function setClock(clock) {
  state.clock = { now: clock.now, running: clock.running, at: performance.now() };
  showClock();
  for (const day of document.querySelectorAll(".day")) day.textContent = dayName(day.dataset.day);
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

async function openPhone(id, messageId = 0) {
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

// ---------------------------------------------------------------- hands

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
