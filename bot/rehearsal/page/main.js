// The page: three phones and a clock, kept up to date by the server's events.

import { Clock } from "./clock.js";
import { element } from "./message.js";
import { Phone } from "./phone.js";
import { isRtl, language, numeral, setPageLanguage, setStage, word } from "./speech.js";
import { fetchStage, listen } from "./wire.js";

const phones = new Map();
const tabs = new Map();
let stage = await fetchStage();
setStage(stage);
setPageLanguage(new URLSearchParams(location.search).get("language") ?? localStorage.getItem("language") ?? stage.language);

const clock = new Clock(document.querySelector(".clock"), stage);
const people = document.querySelector(".people");

for (const person of stage.people) {
  const phone = new Phone(person, stage.username);
  phones.set(person.id, phone);
  people.append(phone.root);
  phone.root.addEventListener("arrived", () => tabs.get(person.id)?.unread());
  addTab(person);
}
choose(stage.people[0].id);
clock.set(stage.clock);
let crowd = stage.crowd;
speak();
listen({ heard, opened, lost: () => (document.querySelector(".lost").hidden = false) });

/** What is heard while the stage is fetched: the one may hold it or not, so it is told once more after it. */
let meanwhile = null;

function heard(kind, data) {
  if (meanwhile) meanwhile.push([kind, data]);
  else tell(kind, data);
}

function tell(kind, data) {
  if (kind === "clock") clock.set(data);
  else if (kind === "crowd") drawCrowd(data);
  else phones.get(data.person)?.heard(kind, data);
}

/** The stream is there (again): what was missed is fetched. */
async function opened() {
  document.querySelector(".lost").hidden = true;
  meanwhile ??= [];
  try {
    stage = await fetchStage();
    setStage(stage);
    clock.set(stage.clock);
    for (const person of stage.people) phones.get(person.id)?.refresh(person);
  } finally {
    const heardSince = meanwhile ?? [];
    meanwhile = null;
    for (const [kind, data] of heardSince) tell(kind, data);
  }
}

function addTab(person) {
  const badge = element("b", "");
  const name = element("bdi", "", person.first_name);
  const button = element("button", "", name, badge);
  Object.assign(button, { type: "button", id: `tab-${person.id}` });
  button.setAttribute("role", "tab");
  button.setAttribute("aria-controls", `phone-${person.id}`);
  button.addEventListener("click", () => choose(person.id));
  button.addEventListener("keydown", (event) => walk(event, button));
  let count = 0;
  tabs.set(person.id, {
    button,
    unread: () => {
      if (button.getAttribute("aria-selected") !== "true") badge.textContent = numeral(++count);
    },
    read: () => {
      count = 0;
      badge.textContent = "";
    },
  });
  phones.get(person.id).root.setAttribute("aria-labelledby", button.id);
  document.querySelector(".tabs").append(button);
}

function walk(event, from) {
  const forward = isRtl(language()) ? "ArrowLeft" : "ArrowRight";
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const to = event.key === forward ? from.nextElementSibling : from.previousElementSibling;
  to?.click();
  to?.focus();
}

/** On a narrow screen one phone is seen at a time. */
function choose(id) {
  for (const [other, tab] of tabs) {
    const chosen = other === id;
    tab.button.setAttribute("aria-selected", String(chosen));
    tab.button.tabIndex = chosen ? 0 : -1;
    phones.get(other).root.classList.toggle("chosen", chosen);
    if (chosen) {
      tab.read();
      phones.get(other).log.toNewest();
    }
  }
}

/** Everything around the phones, in the page's language. */
function speak() {
  const code = language();
  document.documentElement.lang = code;
  document.documentElement.dir = isRtl(code) ? "rtl" : "ltr";
  document.title = `${stage.event.name[code] ?? Object.values(stage.event.name)[0]} · ${word("title")}`;
  document.querySelector("[data-event]").textContent = stage.event.name[code] ?? Object.values(stage.event.name)[0];
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = word(one.dataset.word);
  for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", word(one.dataset.label));
  for (const one of document.querySelectorAll("[data-title]")) one.title = word(one.dataset.title);
  for (const phone of phones.values()) phone.relabel();
  clock.draw();
  drawLanguages();
  drawCrowd(crowd);
}

function drawCrowd(figures) {
  crowd = figures;
  document.querySelector(".crowd").hidden = !crowd;
  if (!crowd) return;
  document.querySelector(".crowd .size").textContent = numeral(crowd.people);
  document.querySelector(".crowd .received").textContent = numeral(crowd.received);
}

function drawLanguages() {
  const made = stage.languages.map(({ code, name }) => {
    const button = element("button", "", name);
    Object.assign(button, { type: "button", lang: code, dir: "auto" });
    button.setAttribute("aria-pressed", String(code === language()));
    button.addEventListener("click", () => {
      setPageLanguage(code);
      speak();
    });
    return button;
  });
  document.querySelector(".languages").replaceChildren(...made);
}
