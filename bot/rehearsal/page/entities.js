// A text with Telegram's entities → DOM. Offsets count UTF-16 units, as JavaScript's strings do.

import { ownTime, word } from "./speech.js";

const ELEMENTS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span", date_time: "button",
};

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

/** Nodes for `text`; `act` is told of what a reader does: {link}, {command}, {notice}. */
export function textNodes(text, entities = [], code, act) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nested(text, 0, text.length, sorted, code, act);
}

function nested(text, from, to, entities, code, act) {
  const nodes = [];
  let at = from;
  while (entities.length && entities[0].offset < to) {
    const entity = entities.shift();
    const end = Math.min(entity.offset + entity.length, to);
    const block = BLOCKS.has(entity.type);
    // A block stands on lines of its own: the line breaks beside it are its edges.
    const before = text.slice(at, entity.offset);
    if (entity.offset > at) nodes.push(block && before.endsWith("\n") ? before.slice(0, -1) : before);
    const start = Math.max(entity.offset, at);
    const inner = nested(text, start, end, entities, code, act);
    nodes.push(dressed(entity, inner, text.slice(start, end), code, act));
    at = block && text[end] === "\n" ? end + 1 : end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function dressed(entity, inner, shown, code, act) {
  const link = linkOf(entity, shown);
  if (link) return anchor(link, inner, act);
  if (entity.type === "bot_command" || entity.type === "hashtag") return command(inner, shown, act);
  const element = document.createElement(ELEMENTS[entity.type] ?? "span");
  if (entity.type === "expandable_blockquote") return expandable(element, inner, code);
  element.append(...inner);
  if (entity.type === "spoiler") hide(element, code);
  if (entity.type === "date_time") showTime(element, entity, code, act);
  if (entity.type === "blockquote") element.dir = "auto";
  return element;
}

function linkOf(entity, shown) {
  if (entity.type === "text_link") return entity.url;
  if (entity.type === "url") return /^[a-z]+:/i.test(shown) ? shown : `https://${shown}`;
  if (entity.type === "email") return `mailto:${shown}`;
  if (entity.type === "phone_number") return `tel:${shown.replace(/[^+\d]/g, "")}`;
  if (entity.type === "mention") return `https://t.me/${shown.slice(1)}`;
  return null;
}

function anchor(link, inner, act) {
  const element = document.createElement("a");
  const safe = /^(https?|mailto|tel|tg):/i.test(link) ? link : "#";
  Object.assign(element, { href: safe, target: "_blank", rel: "noopener noreferrer" });
  element.append(...inner);
  element.addEventListener("click", (event) => act({ link }) && event.preventDefault());
  return element;
}

function command(inner, shown, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "in-text";
  element.append(...inner);
  element.addEventListener("click", () => act({ command: shown }));
  return element;
}

function hide(element, code) {
  element.className = "spoiler";
  element.tabIndex = 0;
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", word("spoiler", code));
  const show = () => {
    element.classList.add("shown");
    element.removeAttribute("aria-label");
    element.removeAttribute("role");
  };
  element.addEventListener("click", show);
  element.addEventListener("keydown", (event) => event.key === "Enter" && show());
}

function showTime(element, entity, code, act) {
  const notice = ownTime(new Date(entity.unix_time * 1000), code);
  Object.assign(element, { type: "button", className: "in-text time", title: notice });
  element.addEventListener("click", () => act({ notice }));
}

/** A quotation that shows three lines until it is opened; a shorter one needs no opening. */
function expandable(quote, inner, code) {
  quote.classList.add("expandable");
  quote.dir = "auto";
  const inside = document.createElement("div");
  inside.append(...inner);
  new ResizeObserver(() => {
    if (!quote.classList.contains("open")) quote.classList.toggle("short", inside.scrollHeight <= inside.clientHeight + 2);
  }).observe(inside);
  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.className = "toggle";
  const draw = () => {
    const open = quote.classList.contains("open");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute("aria-label", word(open ? "less" : "more", code));
  };
  const turn = () => {
    quote.classList.toggle("open");
    draw();
  };
  toggle.addEventListener("click", (event) => {
    event.stopPropagation();
    turn();
  });
  quote.addEventListener("click", (event) => event.target.closest("a, button") || quote.matches(".open, .short") || turn());
  quote.append(inside, toggle);
  draw();
  return quote;
}
