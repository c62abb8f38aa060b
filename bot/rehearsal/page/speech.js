// The page's words and dates, in the page's language and in each person's own.

let stage = null;
let pageLanguage = "en";

export function setStage(given) {
  stage = given;
}

export function setPageLanguage(code) {
  pageLanguage = stage.words[code] ? code : "en";
  localStorage.setItem("language", pageLanguage);
}

export const language = () => pageLanguage;
export const word = (name, code = pageLanguage) => (stage.words[code] ?? stage.words.en)[name] ?? name;
export const isRtl = (code) => stage.languages.some((one) => one.code === code && one.rtl);

/** Arabic as Iraq writes it: its own months and digits, as the bot does. */
const locale = (code) => ({ ar: "ar-IQ-u-nu-arab", en: "en-GB" })[code] ?? code;

const formats = new Map();

/** A date or time in the event's zone, or in the reader's own when `here`. */
export function formatted(moment, options, code = pageLanguage, here = false) {
  const zone = here ? undefined : stage.event.zone;
  const key = JSON.stringify([code, options, zone]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale(code), { ...options, timeZone: zone }));
  return formats.get(key).format(moment);
}

export const numeral = (value, code = pageLanguage) => new Intl.NumberFormat(locale(code)).format(value);
export const clockTime = (moment, code) => formatted(moment, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, code);

/** The moment as the reader's own clock shows it, with the name of their zone. */
export function ownTime(moment, code) {
  const options = { weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return `${word("here", code)}: ${formatted(moment, options, code, true)} (\u2068${zone}\u2069)`;
}

/** "2025-10-25T08:30" in the event's zone, as a datetime-local field takes it. */
export function fieldValue(moment) {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: stage.event.zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).format(moment);
  return parts.replace(" ", "T");
}
