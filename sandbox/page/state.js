// What the page knows: the member whose phone it shows, the clock, and what is going on.

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
