// One person's Telegram: their chat with the bot, the field they write in, their keyboards and menus.

import { Composer } from "./composer.js";
import { Doings } from "./doings.js";
import { Log } from "./log.js";
import { isRtl, word } from "./speech.js";
import { does } from "./wire.js";

const TOAST_MS = 3500;

export class Phone {
  constructor(person, username) {
    this.person = person;
    this.username = username;
    this.code = person.language;
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.root.id = `phone-${person.id}`;
    this.log = new Log(this.find(".log"), this.find(".down"), { code: this.code, act: (what) => this.act(what) });
    this.composer = new Composer(this);
    this.doings = new Doings(this);
    this.find(".start").addEventListener("click", () => this.#begin());
    this.#identify();
    this.refresh(person);
  }

  find = (selector) => this.root.querySelector(selector);
  say = (name) => word(name, this.code);

  /** Everything anew, after the page has opened or found its server again. */
  refresh(person) {
    this.person = person;
    this.around(person);
    this.log.reset(person.messages);
    this.#profile();
    this.#standing();
  }

  heard(kind, data) {
    if (kind === "profile") Object.assign(this.person, data);
    else this.around(data);
    if (kind === "message") this.#arrived(data.payload);
    if (kind === "edited") this.log.change(data.payload);
    if (kind === "deleted") this.log.remove(data.payload.message_id);
    if (kind === "answered") this.#answered(data.payload);
    this.#profile();
    this.#standing();
  }

  /** What lies around the messages: the keyboard below the field, whether they may write, what the bot is doing. */
  around({ keyboard, standing, action }) {
    if (standing === undefined) return;
    Object.assign(this.person, { keyboard, standing, action });
    this.composer.showKeyboard(keyboard);
    this.find(".status").textContent = this.say(action ? "typing" : "bot");
    this.find(".status").classList.toggle("busy", Boolean(action));
  }

  /** What a reader did inside a message. True: it is dealt with. */
  act({ link, command, notice, button, message, element }) {
    if (notice) this.toast(notice);
    if (command) this.does("writes", { text: command });
    if (link) return this.#follow(link);
    if (button) this.#press(button, message, element);
    return true;
  }

  async does(doing, body) {
    try {
      return await does(this.person.id, doing, body);
    } catch (fault) {
      this.toast(fault.message);
      return null;
    }
  }

  toast(text) {
    const toast = this.find(".toast");
    toast.textContent = text;
    toast.classList.add("shown");
    clearTimeout(this.fading);
    this.fading = setTimeout(() => toast.classList.remove("shown"), TOAST_MS);
  }

  relabel() {
    this.find(".role").textContent = word(this.person.organizer ? "organizer" : "attendee");
    this.doings.relabel();
  }

  #identify() {
    const { first_name: first, last_name: last = "", id } = this.person;
    this.find("h2 bdi").textContent = `${first} ${last}`.trim();
    this.find(".who .avatar").textContent = first.slice(0, 1);
    this.root.dataset.tint = String(id % 3);
    const chat = this.find(".chat");
    chat.lang = this.code;
    this.find(".log").setAttribute("aria-label", `${first}`);
    for (const part of [".composer", ".head"]) this.find(part).dir = isRtl(this.code) ? "rtl" : "ltr";
    this.find(".alert button").textContent = this.say("ok");
    this.relabel();
  }

  #profile() {
    const { bot_name: name, description } = this.person;
    this.find("h3").textContent = name;
    this.find(".head .avatar").textContent = name.slice(0, 1);
    const empty = this.log.size === 0 && description;
    let welcome = this.find(".welcome");
    if (!empty) welcome?.remove();
    else if (!welcome) {
      welcome = document.createElement("div");
      welcome.className = "welcome";
      welcome.dir = "auto";
      this.find(".log").append(welcome);
    }
    if (empty) {
      const title = document.createElement("b");
      title.textContent = this.say("what");
      welcome.replaceChildren(title, description);
    }
  }

  #standing() {
    const { standing } = this.person;
    const button = this.find(".start");
    const shut = standing !== "open";
    this.find(".composer").hidden = shut;
    button.hidden = !shut;
    button.textContent = this.say(standing === "blocked" ? "unblock" : "start");
    if (shut) this.find(".reply-keyboard").hidden = true;
  }

  #begin() {
    if (this.person.standing === "blocked") this.does("unblocks");
    else this.does("starts");
    this.find("textarea").focus();
  }

  #arrived(message) {
    this.log.add(message);
    if (message.from.is_bot) this.root.dispatchEvent(new CustomEvent("arrived", { bubbles: true }));
  }

  #answered({ message_id: id, text, show_alert: alert, url }) {
    this.log.settle(id);
    if (text && alert) {
      this.find(".alert p").textContent = text;
      this.find(".alert").showModal();
    } else if (text) this.toast(text);
    if (url) this.#follow(url) || window.open(url, "_blank", "noopener");
  }

  #follow(link) {
    const deep = new RegExp(`^https?://t\\.me/${this.username}(\\?start=([\\w-]*))?$`, "i").exec(link);
    if (!deep) return false;
    this.does("starts", { parameter: deep[2] ?? "" });
    return true;
  }

  async #press(button, message, element) {
    if (button.callback_data !== undefined) {
      element.classList.add("waiting");
      const done = await this.does("taps", { message_id: message.message_id, data: button.callback_data });
      if (!done) element.classList.remove("waiting");
    } else if (button.url) {
      if (!this.#follow(button.url)) window.open(button.url, "_blank", "noopener");
    } else if (button.copy_text) {
      await navigator.clipboard?.writeText(button.copy_text.text).catch(() => null);
      this.toast(`${this.say("copied")}: ${button.copy_text.text}`);
    } else {
      const shared = button.switch_inline_query ?? button.switch_inline_query_current_chat ?? "";
      this.toast(`${this.say("share")} ${shared}`);
    }
  }
}
