// The desk's own script. Every page works without it; with it they stay up to date, and the keyboard suffices.

const KEYS = { KeyJ: () => move(1), KeyK: () => move(-1), KeyE: edit, KeyA: () => decide("approve"),
  KeyR: () => decide("retry"), KeyU: () => follow(".back a"), Slash: search };
let chosen = null;

// What j and k go through: the items of the queue; of an article the flagged texts, or all where none is.
function stops() {
  const items = document.querySelectorAll(".items > li");
  if (items.length) return [...items];
  const flagged = document.querySelectorAll(".pair.on-hold, .pair.on-note");
  return [...(flagged.length ? flagged : document.querySelectorAll(".pair"))];
}

function move(step) {
  const all = stops();
  if (!all.length) return;
  const next = Math.min(all.length - 1, Math.max(0, beside(all, step)));
  choose(all[next]);
  const link = all[next].querySelector("a.headline");
  (link ?? all[next]).focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "center" });
}

// Where a step leads; from a text that is no stop any more, as it was corrected, to the one before or after it.
function beside(all, step) {
  const at = all.findIndex((stop) => stop.id === chosen);
  if (at >= 0) return at + step;
  const here = current();
  if (!here) return step > 0 ? 0 : all.length - 1;
  const follows = (stop) => here.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING;
  const before = all.filter((stop) => !follows(stop)).length;
  return step > 0 ? before : before - 1;
}

function choose(stop) {
  document.querySelectorAll("[data-chosen]").forEach((other) => delete other.dataset.chosen);
  chosen = stop?.id ?? null;
  if (stop) stop.dataset.chosen = "";
}

function current() {
  return chosen === null ? null : document.getElementById(chosen);
}

function follow(selector, root = document, hash = "") {
  const link = root?.querySelector(selector);
  if (link) location.assign(link.getAttribute("href") + hash);
}

// In the queue the chosen item's page is opened there; on that page the form is opened, and never sent.
function decide(action) {
  if (document.querySelector(".items")) return follow("a.headline", current(), `#${action}`);
  reveal(document.getElementById(action));
}

function edit() {
  reveal((current() ?? stops()[0])?.querySelector("details.edit"));
}

function reveal(details) {
  if (details?.tagName !== "DETAILS") return;
  details.open = true;
  const fields = [...details.querySelectorAll("textarea, input:not([type=hidden]), select, button")];
  const first = details.querySelector("textarea") ?? fields.find((field) => field.required && !field.value);
  (first ?? fields[0])?.focus();
  details.scrollIntoView({ block: "nearest" });
}

function search() {
  document.getElementById("q")?.focus();
}

addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "?" || event.key === "؟") {
    document.getElementById("keys")?.showModal();
  } else if (event.key === "Enter" && current() && !event.target.closest("a, button, summary")) {
    if (document.querySelector(".items")) follow("a.headline", current());
    else edit();
  } else if (!event.shiftKey && KEYS[event.code]) {
    KEYS[event.code](); // by its place: the letters j and k are ت and ن of an Arabic keyboard
  } else {
    return;
  }
  event.preventDefault();
});

document.querySelectorAll("[data-opens]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => document.getElementById(button.dataset.opens).showModal());
});
document.querySelectorAll("[data-closes]").forEach((button) => {
  button.addEventListener("click", () => button.closest("dialog").close());
});
const led = location.hash ? document.getElementById(location.hash.slice(1)) : null;
reveal(led);
if (led?.matches(".pair")) choose(led);

// ---- What is typed is kept until it is saved: a session may end meanwhile, and the desk may start again.

const SENT = "sent";

function keepDrafts() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (sent && new URLSearchParams(location.search).get("done") === "edited") sessionStorage.removeItem(sent);
  for (const field of document.querySelectorAll("details.edit textarea")) {
    const key = field.form.getAttribute("action");
    field.addEventListener("input", () => {
      if (field.value === field.defaultValue) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, field.value);
    });
    const draft = sessionStorage.getItem(key);
    if (draft !== null && draft !== field.defaultValue) restore(field, draft);
  }
  document.querySelectorAll(".pair form").forEach((form) => {
    form.addEventListener("submit", () => sessionStorage.setItem(SENT, form.getAttribute("action")));
  });
}

function restore(field, draft) {
  field.value = draft;
  field.closest("details").open = true;
  const notice = document.getElementById("drafts");
  const link = document.createElement("a");
  link.href = `#${field.closest(".pair").id}`;
  link.textContent = field.closest(".pair").id;
  notice.querySelector("span").append(link, " ");
  notice.hidden = false;
  notice.querySelector("button").addEventListener("click", () => {
    sessionStorage.removeItem(field.form.getAttribute("action"));
    field.value = field.defaultValue;
    field.closest("details").open = false;
    notice.hidden = true;
  });
}

keepDrafts();
document.querySelector('form[action="/leave"]')?.addEventListener("submit", () => sessionStorage.clear());

// ---- What happens meanwhile: the queue is shown anew, an article says that it has changed.

const watched = document.querySelector("[data-after]");
let events = null;
let after = watched?.dataset.after;
let waiting = null;

function listen() {
  events?.close();
  events = document.hidden ? null : new EventSource(`/events?after=${after}`); // a browser has few connections
  if (!events) return;
  events.onmessage = (message) => {
    after = message.lastEventId;
    const items = JSON.parse(message.data).items;
    if (!watched.dataset.item) waiting ??= setTimeout(refresh, 500);
    else if (items.includes(watched.dataset.item)) changed();
  };
}

async function refresh() {
  waiting = null;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["lately", "found"]) {
    const [before, now] = [document.getElementById(id), page.getElementById(id)];
    const focused = before.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    before.querySelectorAll("details[open]").forEach((open) => { page.getElementById(open.id)?.setAttribute("open", ""); });
    before.replaceWith(now);
    if (focused) [...now.querySelectorAll("a[href]")].find((a) => a.getAttribute("href") === focused)?.focus({ preventScroll: true });
  }
  choose(current());
}

// Nothing that somebody is typing is taken away: then the page only says so.
function changed() {
  const touched = [...document.querySelectorAll("textarea, input:not([type=hidden]), select")].some((field) =>
    field.tagName === "SELECT" ? field.selectedIndex > 0 : field.value !== field.defaultValue);
  if (touched || document.querySelector("main details[open]")) document.getElementById("changed").hidden = false;
  else location.replace(location.pathname);
}

if (watched) {
  listen();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => events?.close());
}
