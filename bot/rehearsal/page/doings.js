// What else a person can do: open a deep link, block the bot, send a photo, a sticker, a place.

import { element } from "./message.js";
import { word } from "./speech.js";

export class Doings {
  constructor(phone) {
    this.phone = phone;
    this.button = phone.find(".doings-button");
    this.menu = phone.find(".doings");
    this.dialog = phone.find(".deep-link");
    this.button.addEventListener("click", () => this.#show(this.menu.hidden));
    document.addEventListener("click", (event) => this.button.parentElement.contains(event.target) || this.#show(false));
    this.menu.addEventListener("keydown", (event) => event.key === "Escape" && (this.#show(false), this.button.focus()));
    this.dialog.addEventListener("close", () => this.#opened());
    this.dialog.querySelector("menu button").addEventListener("click", () => this.dialog.close("cancel"));
  }

  relabel() {
    this.button.setAttribute("aria-label", word("doings"));
    this.dialog.querySelector(".hint").textContent = word("deep_link_hint");
    const [cancel, open] = this.dialog.querySelectorAll("button");
    cancel.textContent = word("cancel");
    open.textContent = word("open");
  }

  #show(shown) {
    this.menu.hidden = !shown;
    this.button.setAttribute("aria-expanded", String(shown));
    if (!shown) return;
    const blocked = this.phone.person.standing === "blocked";
    this.menu.replaceChildren(
      this.#item("deep_link", () => ((this.dialog.returnValue = ""), this.dialog.showModal())),
      this.#item("send_photo", () => this.phone.does("photo")),
      this.#item("send_sticker", () => this.phone.does("sticker")),
      this.#item("send_location", () => this.phone.does("location")),
      this.#item(blocked ? "unblock" : "block", () => this.phone.does(blocked ? "unblocks" : "blocks")),
    );
    this.menu.firstElementChild.focus();
  }

  #item(name, chosen) {
    const made = element("button", name === "block" ? "danger" : "", word(name));
    made.type = "button";
    made.setAttribute("role", "menuitem");
    made.addEventListener("click", () => (this.#show(false), chosen()));
    return made;
  }

  #opened() {
    const field = this.dialog.querySelector("input");
    if (this.dialog.returnValue === "open" && field.value) this.phone.does("starts", { parameter: field.value });
  }
}
