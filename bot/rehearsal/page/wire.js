// Speaks to the rehearsal's server: the stage, live events, what people do.

const JSON_TYPE = { "Content-Type": "application/json" };

async function post(address, body = {}) {
  const response = await fetch(address, { method: "POST", headers: JSON_TYPE, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

export async function fetchStage() {
  const response = await fetch("/rehearsal/stage");
  return response.json();
}

export const does = (person, doing, body) => post(`/rehearsal/people/${person}/${doing}`, body);
export const moveClock = (body) => post("/rehearsal/clock", body);
export const fileAddress = (fileId) => `/rehearsal/files/${encodeURIComponent(fileId)}`;

/** Calls `heard(kind, data)` for each event, `opened()` whenever the stream (re)opens, `lost()` when it breaks. */
export function listen({ heard, opened, lost }) {
  const kinds = ["message", "edited", "deleted", "action", "answered", "reaction", "standing", "profile", "clock", "crowd"];
  const source = new EventSource("/rehearsal/live");
  source.onopen = opened;
  source.onerror = lost;
  for (const kind of kinds) {
    // "message" is also the type of unnamed events; the server names all of its own.
    source.addEventListener(kind, (event) => heard(kind, JSON.parse(event.data)));
  }
  window.addEventListener("pagehide", () => source.close());
}
