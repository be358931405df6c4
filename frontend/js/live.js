// Keeps the screens of a live session up to date. Without this module a link renews the page.
// SPDX-License-Identifier: EUPL-1.2
//
// <main data-live-state="/w/stand" data-version="7" data-joined="12" data-ready="9"> … </main>
//   Each second the state is asked: {"version": 7, "joined": 12, "ready": 9, "left": 83 or null}.
// <section id="…" data-live="version joined">   made new from the page itself when one of these changed
// <p data-live-text="{ready} van {joined} klaar">   gets the newest figures
// <p data-live-clock>   gets what is left as m:ss; hidden without a clock
// <p data-live-lost hidden>   shown while the server can't be reached
// <p data-live-held hidden>   shown instead of renewing a part in which something was typed
// <p data-live-said role="status">   gets the data-say of a renewed part, for who can't see it

const EVERY = 1000;
const root = document.querySelector("[data-live-state]");
let known = { version: root.dataset.version, joined: root.dataset.joined, ready: root.dataset.ready };
let ends = null;
let timer = null;
let asking = false;

const all = (name, within = document) => [...within.querySelectorAll(`[data-live-${name}]`)];
const show = (name, wanted) => all(name).forEach((element) => { element.hidden = !wanted; });

document.addEventListener("input", (event) => {
  event.target.closest("[data-live]")?.setAttribute("data-typed", "");
});

function fill(state) {
  for (const element of all("text")) {
    const text = element.dataset.liveText.replace("{ready}", state.ready).replace("{joined}", state.joined);
    if (element.textContent !== text) element.textContent = text;
  }
  ends = state.left === null ? null : Date.now() + state.left * 1000;
  tick();
}

function tick() {
  const left = ends === null ? 0 : Math.max(0, Math.round((ends - Date.now()) / 1000));
  for (const element of all("clock")) {
    element.hidden = ends === null;
    const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (element.textContent !== text) element.textContent = text;
  }
}

async function renew(changed) {
  const parts = [...document.querySelectorAll("[data-live]")].filter((part) =>
    part.dataset.live.split(" ").some((name) => changed.includes(name)),
  );
  if (!parts.length) return;
  const answer = await fetch(location.pathname, { cache: "no-store" });
  if (answer.redirected || !answer.ok) return location.assign(answer.redirected ? answer.url : location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  let said = "";
  for (const part of parts) {
    const fresh = page.getElementById(part.id);
    if (!fresh) return location.reload();
    if ("typed" in part.dataset) {
      show("held", true);
      continue;
    }
    const focused = part.contains(document.activeElement);
    part.replaceWith(fresh);
    if (focused) fresh.querySelector("[tabindex='-1']")?.focus({ preventScroll: true });
    said = fresh.dataset.say ?? said;
  }
  if (said) all("said").forEach((element) => { element.textContent = said; });
}

async function ask() {
  if (asking) return;
  asking = true;
  clearTimeout(timer);
  try {
    const answer = await fetch(root.dataset.liveState, { headers: { Accept: "application/json" }, cache: "no-store" });
    if ([401, 404].includes(answer.status)) return location.reload();
    if (!answer.ok) throw new Error(answer.status);
    const state = await answer.json();
    const changed = Object.keys(known).filter((name) => String(state[name]) !== known[name]);
    if (changed.length) await renew(changed);
    known = { version: String(state.version), joined: String(state.joined), ready: String(state.ready) };
    fill(state);
    show("lost", false);
  } catch {
    show("lost", true);
  }
  asking = false;
  timer = setTimeout(ask, EVERY);
}

// A phone that wakes up must not wait.
document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
setInterval(tick, 250);
ask();
