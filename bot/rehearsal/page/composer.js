// The field a person writes in, the bot's command menu, and the keyboard of words below.

import { element } from "./message.js";

const TALLEST = 140;

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.form = phone.find(".composer");
    this.field = phone.find("textarea");
    this.list = phone.find(".commands");
    this.menu = phone.find(".menu");
    this.keyboard = phone.find(".reply-keyboard");
    this.keyboardButton = phone.find(".keyboard-button");
    this.#label();
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.#send()));
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("input", () => this.#typed());
    this.menu.addEventListener("click", () => this.#showCommands(this.list.hidden ? "" : null));
    this.keyboardButton.addEventListener("click", () => this.#turnKeyboard(this.keyboard.hidden));
    phone.root.addEventListener("click", (event) => event.target.closest(".commands, .menu, textarea") || this.#showCommands(null));
  }

  /** The bot's own keyboard of words; null takes it away. */
  showKeyboard(markup) {
    const rows = markup?.keyboard ?? [];
    const same = JSON.stringify(rows) === this.drawn;
    this.keyboardButton.hidden = rows.length === 0;
    if (rows.length === 0) this.#turnKeyboard(false);
    if (same) return;
    this.drawn = JSON.stringify(rows);
    this.keyboard.replaceChildren(...rows.map((row) => element("div", "row", ...row.map((one) => this.#key_(one.text)))));
    this.#turnKeyboard(rows.length > 0);
  }

  #label() {
    const { say } = this.phone;
    this.field.placeholder = say("message");
    this.field.setAttribute("aria-label", say("message"));
    this.menu.querySelector("span").textContent = say("menu");
    this.list.setAttribute("aria-label", say("commands"));
    this.keyboardButton.setAttribute("aria-label", say("keyboard"));
    this.form.querySelector(".send").setAttribute("aria-label", say("send"));
  }

  #key_(text) {
    const made = element("button", "", text);
    Object.assign(made, { type: "button", dir: "auto" });
    made.addEventListener("click", () => this.phone.does("writes", { text }));
    return made;
  }

  #turnKeyboard(shown) {
    this.keyboard.hidden = !shown;
    this.keyboardButton.setAttribute("aria-pressed", String(shown));
    this.phone.log?.toNewest();
  }

  #key(event) {
    if (event.key === "Escape") this.#showCommands(null);
    if (event.key === "ArrowUp" && !this.list.hidden) this.list.lastElementChild?.focus();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #typed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
    this.form.classList.toggle("written", this.field.value.trim() !== "");
    const begun = /^\/([a-z0-9_]*)$/i.exec(this.field.value);
    this.#showCommands(begun ? begun[1].toLowerCase() : null);
  }

  #send() {
    const text = this.field.value;
    if (!text.trim()) return;
    this.field.value = "";
    this.#typed();
    this.phone.does("writes", { text });
  }

  #showCommands(begun) {
    const fitting = begun === null ? [] : this.phone.person.commands.filter((one) => one.command.startsWith(begun));
    this.list.hidden = fitting.length === 0;
    this.menu.setAttribute("aria-expanded", String(!this.list.hidden));
    this.list.replaceChildren(...fitting.map((one) => this.#option(one)));
  }

  #option({ command, description }) {
    const name = element("b", "", `/${command}`);
    const about = element("span", "", description);
    name.dir = "ltr";
    about.dir = "auto";
    const made = element("button", "", name, about);
    made.type = "button";
    made.setAttribute("role", "option");
    made.addEventListener("click", () => {
      this.field.value = "";
      this.#typed();
      this.phone.does("writes", { text: `/${command}` });
      this.field.focus();
    });
    made.addEventListener("keydown", (event) => this.#walk(event, made));
    return made;
  }

  #walk(event, from) {
    const to = { ArrowDown: from.nextElementSibling, ArrowUp: from.previousElementSibling, Escape: this.field }[event.key];
    if (event.key === "Escape") this.#showCommands(null);
    if (to) {
      event.preventDefault();
      to.focus();
    }
  }
}
