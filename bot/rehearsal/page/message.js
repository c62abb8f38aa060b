// One message → a bubble: its text or file or place, its time, its buttons.

import { textNodes } from "./entities.js";
import { clockTime, numeral, word } from "./speech.js";
import { fileAddress } from "./wire.js";

export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

export function picture(path, size = 24) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** `act` is told of links, commands, taps and notices. */
export function messageElement(message, { code, act }) {
  const out = !message.from.is_bot;
  const bubble = element("div", "bubble", ...content(message, code, act));
  const meta = element("span", "meta", ...metaParts(message, code, out));
  const text = bubble.querySelector(":scope > .text");
  (text ?? bubble).append(meta);
  const row = element("article", `message ${out ? "out" : "in"}`, element("div", "stack", bubble, buttons(message, code, act)));
  row.dataset.id = message.message_id;
  return row;
}

function metaParts(message, code, out) {
  const time = element("time", "", clockTime(new Date(message.date * 1000), code));
  const edited = message.edit_date && !message.edit_hidden ? element("i", "", word("edited", code), " ") : null;
  const ticks = out ? picture("M1 7.6 4 10.6 10.4 3.4M7.4 10.6 13.8 3.4", 15) : null;
  return [edited, time, ticks];
}

function content(message, code, act) {
  if (message.venue) return [place(message.location, code, message.venue)];
  if (message.location) return [place(message.location, code)];
  if (message.document) return [file(message.document, code), caption(message, code, act)];
  if (message.photo) return [photo(message.photo, code), caption(message, code, act)];
  if (message.sticker) return [element("div", "sticker", message.sticker.emoji ?? word("sticker", code))];
  return [text(message.text ?? "", message.entities, code, act)];
}

function text(value, entities, code, act) {
  const made = element("div", "text", ...textNodes(value, entities, code, act));
  made.dir = "auto";
  return made;
}

function caption(message, code, act) {
  return message.caption ? text(message.caption, message.caption_entities, code, act) : null;
}

function file(document, code) {
  const link = element("a", "file");
  Object.assign(link, { href: fileAddress(document.file_id), download: document.file_name ?? "" });
  link.setAttribute("aria-label", `${word("download", code)}: ${document.file_name}`);
  const name = element("b", "", document.file_name ?? "");
  name.dir = "auto";
  const size = `${numeral(Math.max(0.1, Math.round(document.file_size / 102.4) / 10), code)} KB`;
  link.append(element("span", "icon", picture("M12 4v11m0 0-4.5-4.5M12 15l4.5-4.5M5 19.5h14")), element("span", "about", name, element("small", "", size)));
  return link;
}

function photo(sizes, code) {
  const best = sizes[sizes.length - 1];
  const image = element("img", "photo");
  Object.assign(image, { src: fileAddress(best.file_id), alt: word("photo", code), width: best.width, height: best.height });
  return image;
}

function place({ latitude, longitude }, code, venue = null) {
  const where = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const link = element("a", "place");
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  Object.assign(link, { href: map, target: "_blank", rel: "noopener noreferrer", title: word("map", code) });
  const card = element("span", "map", element("span", "pin", picture("M12 2a7 7 0 0 0-7 7c0 5 7 13 7 13s7-8 7-13a7 7 0 0 0-7-7zm0 9.6A2.6 2.6 0 1 1 12 6.4a2.6 2.6 0 0 1 0 5.2z")));
  const coordinates = element("small", "coordinates", where);
  coordinates.dir = "ltr";
  link.append(card);
  if (venue) {
    const title = element("b", "", venue.title);
    const address = element("span", "", venue.address);
    title.dir = address.dir = "auto";
    link.append(element("span", "about", title, address, coordinates));
  } else {
    link.append(element("span", "about", coordinates));
  }
  return link;
}

function buttons(message, code, act) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  const keyboard = element("div", "buttons");
  keyboard.dir = "ltr"; // Telegram does not mirror keyboards for languages written from right to left.
  for (const row of rows) keyboard.append(element("div", "row", ...row.map((one) => button(message, one, act))));
  return keyboard;
}

function button(message, given, act) {
  const label = element("span", "", given.text);
  label.dir = "auto";
  const made = element("button", "", label);
  made.type = "button";
  if (given.style) made.classList.add(given.style);
  const corner = given.url ? "M7 17 17 7M9 7h8v8" : given.copy_text ? "M9 9h10v10H9zM5 15V5h10" : given.callback_data === undefined ? "M9 7l7 5-7 5" : null;
  if (corner) made.append(picture(corner));
  made.addEventListener("click", () => act({ button: given, message, element: made }));
  return made;
}
