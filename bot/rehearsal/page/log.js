// A chat's messages in order: dates between them, bubbles in groups, the newest in sight.

import { element, messageElement } from "./message.js";
import { formatted, isRtl, numeral, word } from "./speech.js";

const NEAR = 80;
const GROUP_SECONDS = 600;
const RESTS_MS = 900;

export class Log {
  constructor(root, down, { code, act }) {
    this.root = root;
    this.down = down;
    this.context = { code, act };
    this.messages = new Map();
    this.unread = 0;
    down.addEventListener("click", () => this.toNewest());
    root.addEventListener("scroll", () => this.#scrolled());
  }

  get size() {
    return this.messages.size;
  }

  reset(messages) {
    this.messages = new Map(messages.map((one) => [one.message_id, one]));
    this.redraw();
  }

  /** Draw everything anew, in order. */
  redraw() {
    this.root.replaceChildren();
    let before = null;
    for (const message of [...this.messages.values()].sort((a, b) => a.message_id - b.message_id)) {
      this.#append(message, before);
      before = message;
    }
    this.toNewest();
  }

  /** One that stands here already, because it came with the stage, is only drawn anew. */
  add(message) {
    if (this.messages.has(message.message_id)) return this.change(message);
    const before = [...this.messages.values()].at(-1) ?? null;
    const follow = this.#isNearEnd() || !message.from.is_bot;
    this.messages.set(message.message_id, message);
    this.#append(message, before);
    if (follow) this.toNewest();
    else this.unread += 1;
    this.#drawDown();
  }

  change(message) {
    const old = this.root.querySelector(`[data-id="${message.message_id}"]`);
    if (!old) return;
    const follow = this.#isNearEnd();
    this.messages.set(message.message_id, message);
    const made = messageElement(message, this.context);
    made.classList.add(...["first", "last"].filter((name) => old.classList.contains(name)));
    old.replaceWith(made);
    made.classList.add("changed");
    if (follow) this.toNewest();
  }

  remove(id) {
    this.messages.delete(id);
    this.redraw();
  }

  toNewest() {
    this.unread = 0;
    this.root.scrollTop = this.root.scrollHeight;
    this.#drawDown();
  }

  /** No spinner turns on this message any more. */
  settle(id) {
    for (const button of this.root.querySelectorAll(`[data-id="${id}"] .waiting`)) button.classList.remove("waiting");
  }

  #append(message, before) {
    const day = this.#day(message);
    if (!before || this.#day(before) !== day) {
      const separator = element("div", "day", element("span", "", day));
      separator.dir = isRtl(this.context.code) ? "rtl" : "ltr";
      this.root.append(separator);
    }
    const joined = before && before.from.id === message.from.id && this.#day(before) === day
      && message.date - before.date < GROUP_SECONDS;
    const made = messageElement(message, this.context);
    made.classList.add("last");
    if (joined) this.root.querySelector(`[data-id="${before.message_id}"]`)?.classList.remove("last");
    else made.classList.add("first");
    this.root.append(made);
  }

  #scrolled() {
    this.#drawDown();
    this.root.classList.add("scrolling");
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.root.classList.remove("scrolling"), RESTS_MS);
  }

  /** Which dates float over other messages now: they fade when nobody scrolls. */
  #drawDates() {
    for (const date of this.root.querySelectorAll(".day")) {
      const below = date.nextElementSibling?.getBoundingClientRect().top ?? Infinity;
      date.classList.toggle("stuck", below < date.getBoundingClientRect().bottom - 4);
    }
  }

  #day(message) {
    return formatted(new Date(message.date * 1000), { day: "numeric", month: "long" }, this.context.code);
  }

  #isNearEnd() {
    return this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < NEAR;
  }

  #drawDown() {
    this.#drawDates();
    if (this.#isNearEnd()) this.unread = 0;
    this.down.hidden = this.#isNearEnd();
    this.down.setAttribute("aria-label", word("new_messages", this.context.code));
    const badge = this.down.querySelector("b");
    badge.hidden = this.unread === 0;
    badge.textContent = numeral(this.unread, this.context.code);
  }
}
