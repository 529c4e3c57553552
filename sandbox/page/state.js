// What the page knows: the member whose phone it shows, the time, and what is going on.

import { WORDS } from "./words.js";

export const state = {
  people: new Map(), // every member by number
  phone: null, // the one that is shown
  clock: { now: Date.now() / 1000, at: performance.now(), running: true },
  waiting: new Map(), // taps without an answer, and what ends their waiting
  early: new Set(), // answers that came before the tap's number was known
  late: null, // events that came while a phone was being fetched
  loading: 0,
  following: true, // whether the newest message is kept in view
  below: 0, // messages that came while one reads above
  quote: null,
  editing: null,
  keysHidden: false,
};

export const language = () => (state.phone?.person.language ?? document.documentElement.lang ?? "en").startsWith("zh") ? "zh" : "en";
export const word = (key) => WORDS[language()][key] ?? key;
export const locale = () => (language() === "zh" ? "zh-CN" : "en-GB");
export const now = () => state.clock.now + (state.clock.running ? (performance.now() - state.clock.at) / 1000 : 0);
export const hour = (seconds) => new Date(seconds * 1000).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
export const dayOf = (seconds) => new Date(seconds * 1000).toDateString();

export function dayName(seconds) {
  const days = Math.round((new Date(dayOf(now())) - new Date(dayOf(seconds))) / 86400000);
  if (days === 0) return word("today");
  if (days === 1) return word("yesterday");
  return new Date(seconds * 1000).toLocaleDateString(locale(), { month: "long", day: "numeric", weekday: "short" });
}
