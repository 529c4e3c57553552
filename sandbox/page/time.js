// Days and hours as this phone shows them: in its own zone, else the browser's.

import { language, state, word } from "./state.js";

const inZone = (shape) => ({ ...shape, timeZone: state.phone?.person.zone || undefined });
const locale = () => (language() === "zh" ? "zh-CN" : "en-GB");
const written = (seconds, shape, how = locale()) => new Date(seconds * 1000).toLocaleString(how, inZone(shape));

export const now = () => state.clock.now + (state.clock.running ? (performance.now() - state.clock.at) / 1000 : 0);
export const hour = (seconds) => written(seconds, { hour: "2-digit", minute: "2-digit" });
export const shortDay = (seconds) => written(seconds, { weekday: "short", day: "numeric", month: "short" });
export const longDay = (seconds) => written(seconds, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const moment = (seconds) => written(seconds, {});
export const dayOf = (seconds) => written(seconds, { year: "numeric", month: "2-digit", day: "2-digit" }, "sv-SE"); // 2026-11-24

export function dayName(seconds) {
  const days = (new Date(dayOf(now())) - new Date(dayOf(seconds))) / 86400000;
  if (days === 0) return word("today");
  if (days === 1) return word("yesterday");
  return written(seconds, { month: "long", day: "numeric", weekday: "short" });
}

export function tomorrowAt(oclock) {
  const [hours, minutes, seconds] = written(now(), { hour: "2-digit", minute: "2-digit", second: "2-digit" }, "sv-SE").split(":");
  const at = Math.floor(now()) + 86400 + (oclock - hours) * 3600 - minutes * 60 - seconds;
  return at + (oclock - written(at, { hour: "2-digit" }, "sv-SE")) * 3600; // the night when clocks are changed
}
