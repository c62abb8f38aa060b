// The event's clock in the bar: it ticks, pauses, speeds up and jumps.

import { element, picture } from "./message.js";
import { clockTime, fieldValue, formatted, numeral, word } from "./speech.js";
import { moveClock } from "./wire.js";

const PAUSE = "M7 5h4v14H7zm6 0h4v14h-4z";
const GO_ON = "M7 4.5v15l12-7.5z";

export class Clock {
  constructor(root, stage) {
    this.root = root;
    this.stage = stage;
    this.find = (selector) => root.querySelector(selector);
    this.find(".pause").addEventListener("click", () => moveClock({ speed: this.speed ? 0 : this.pace }));
    this.find(".next").addEventListener("click", () => moveClock({ jump: "next" }));
    this.find(".jump").addEventListener("submit", (event) => {
      event.preventDefault();
      moveClock({ jump: this.find("input").value });
    });
    setInterval(() => this.#tick(), 200);
  }

  /** The server's word on the time; from here on the page counts by itself. */
  set({ now, speed, next }) {
    Object.assign(this, { start: Date.parse(now), since: performance.now(), speed, next: next && new Date(next) });
    if (speed) this.pace = speed;
    this.pace ??= 1;
    this.draw();
  }

  now() {
    return new Date(this.start + (performance.now() - this.since) * this.speed);
  }

  draw() {
    const running = this.speed > 0;
    const pause = this.find(".pause");
    pause.replaceChildren(picture(running ? PAUSE : GO_ON));
    pause.setAttribute("aria-label", word(running ? "pause" : "resume"));
    pause.title = word(running ? "pause" : "resume");
    this.root.classList.toggle("paused", !running);
    this.#drawSpeeds();
    this.#drawDays();
    this.#drawNext();
    this.find("input").value = fieldValue(this.now());
    this.#tick();
  }

  #tick() {
    if (this.start === undefined) return;
    const now = this.now();
    const time = this.find(".hours");
    time.textContent = formatted(now, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
    time.dateTime = now.toISOString();
    this.find(".date").textContent = formatted(now, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
    if (this.next && now >= this.next) this.#drawNext();
  }

  #drawNext() {
    const button = this.find(".next");
    button.disabled = !this.next;
    button.title = word(this.next ? "next_hint" : "over");
    button.querySelector("b").textContent = this.next ? clockTime(this.next) : "";
  }

  #drawSpeeds() {
    const made = this.stage.speeds.map((speed) => {
      const button = element("button", "", `${numeral(speed)}×`);
      button.type = "button";
      button.setAttribute("role", "radio");
      button.setAttribute("aria-checked", String(speed === this.pace));
      button.addEventListener("click", () => moveClock({ speed }));
      return button;
    });
    this.find(".speeds").replaceChildren(...made);
  }

  #drawDays() {
    const today = fieldValue(this.now()).slice(0, 10);
    const made = this.stage.event.days.map(({ number, date }) => {
      const button = element("button", date === today ? "current" : "", `${word("day")} ${numeral(number)}`);
      button.type = "button";
      button.title = date;
      button.addEventListener("click", () => moveClock({ jump: `${date}T08:00` }));
      return button;
    });
    this.find(".days").replaceChildren(...made);
  }
}
