// Saves a questionnaire form while one fills it in. Without this module the form still works: it has a submit button.
// SPDX-License-Identifier: EUPL-1.2
//
// <form data-autosave data-autosave-key="round-7-person-12-gemeente.sb1" data-revision="6" action="…" method="post">
//   <input type="hidden" name="revision" value="6">
//   … radios, textareas …
//   <p class="plateau-save-state" role="status" data-save-state data-saving="Opslaan…" data-saved="Opgeslagen om {time}"
//      data-failed="Niet opgeslagen." data-retry="Opnieuw" data-reload="Opnieuw laden" data-overwrite="Bewaar wat hier staat"
//      data-adopt="Neem het andere over" data-kept="Niet opgeslagen; wel bewaard op dit apparaat."
//      data-restored="…" data-login="/inloggen?next=…" data-login-label="Inloggen"></p>
// </form>
//
// The server answers a POST that accepts JSON with
//   200 {"revision": 7, "savedAt": "14:03"}   saved; the next POST carries revision 7; "elsewhere" {field: value} and
//                                             "message": what another page changed, shown here from now on
//   409 {"message", "revision", "conflicts"}  another page answered the same: "conflicts" {field: value} is what is stored;
//                                             the reader decides, or we do when we sent that ourselves. Until then those
//                                             fields are sent as they are stored, so that nothing is overwritten
//   409 {"message": "…"}                      nothing can be saved any more (closed, handed in): we stop and say so
//   400 or 401 {"message": "…"}               logged out: a button to the log-in page; what was typed stays in localStorage
//   422 {"errors": {"field": ["…"]}}          the answer itself is wrong: we say so; editing tries again
//   anything else, or no answer               not saved: kept in localStorage, tried again on "online", on request and
//                                             after a while
//
// What a page could not send before it was closed goes along with the next page that shows
// <div hidden data-unsent data-unsent-message="…" data-unsent-failed="…" data-revision="6" data-csrf="…">
//   <a data-unsent-key="round-7-person-12-sb" href="…where that form is">…</a>
// </div>
//
// Who stops on a shared device leaves nothing there: what could not be sent is removed, after a warning, with
// <form data-stop="round-7-person-12-" …><p role="alert" hidden data-stop-warning>…</p><button>…</button></form>

const TEXT_DELAY = 600;
const PREFIX = "plateau:autosave:";
const NEVER_STORED = new Set(["revision", "csrf_token"]);
const FIRST_RETRY = 4000; // then twice as long each time
const LAST_RETRY = 60000;
const KEEPALIVE_BYTES = 60000; // browsers refuse a larger request that may outlive its page
const TOLD = "told";

/** localStorage may be full, or forbidden: then we do without. */
const drawer = {
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + key));
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify(value));
      return true;
    } catch {
      return false; // the page still holds the answer, and beforeunload warns
    }
  },
  keys(start) {
    try {
      const all = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX + start));
      return all.map((key) => key.slice(PREFIX.length));
    } catch {
      return [];
    }
  },
  remove(key) {
    try {
      localStorage.removeItem(PREFIX + key);
    } catch {
      /* nothing to remove */
    }
  },
};

/** Send fields to where their form sends them; throws when there is no answer. */
function post(url, fields) {
  const body = new URLSearchParams(fields);
  return fetch(url, {
    method: "POST",
    body,
    headers: { Accept: "application/json", "HX-Request": "true" },
    credentials: "same-origin",
    redirect: "error", // a redirect means: logged out
    keepalive: body.toString().length < KEEPALIVE_BYTES,
  });
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.autosaveKey ?? null;
    this.state = form.querySelector("[data-save-state]") ?? document.querySelector("[data-save-state]");
    this.timer = 0;
    this.edits = 0; // counts changes, so that an answer to an older POST can't claim the newer change is saved
    this.saved = 0;
    this.busy = false;
    this.stopped = false;
    this.unanswered = []; // what was sent without an answer yet
    this.loggedOut = false; // true while the button to the log-in page stands there
    this.conflicts = null; // while the reader must decide: {field: what is stored}, with its revision and the question
    this.newest = "";
    this.question = "";
    this.wait = FIRST_RETRY;
    this.later = 0;
    this.isKept = false;
    this.restored = false; // true until the first save after a restore, which then says so

    // A browser may refill a reloaded form, the hidden revision too; the attribute is what the server said.
    if (form.dataset.revision) this.#setRevision(form.dataset.revision);

    form.addEventListener("change", (event) => this.#changed(event, 0));
    form.addEventListener("input", (event) => {
      if (isText(event.target)) this.#changed(event, TEXT_DELAY);
    });
    form.addEventListener("submit", () => this.#submitted());
    window.addEventListener("online", () => this.#retry());
    window.addEventListener("beforeunload", (event) => {
      if (this.unsaved || this.conflicts) event.preventDefault();
    });
    // Leaving by the phone's app switcher fires no beforeunload: send what waits for its delay at once.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.timer) this.#send();
      if (document.visibilityState === "visible" && this.loggedOut) this.#retry(); // logged in again elsewhere, perhaps
    });
    this.#restore();
  }

  get unsaved() {
    return this.edits > this.saved;
  }

  get revision() {
    return this.form.elements.namedItem("revision")?.value ?? this.form.dataset.revision ?? "";
  }

  #setRevision(revision) {
    this.form.dataset.revision = revision;
    const field = this.form.elements.namedItem("revision");
    if (field) field.value = revision;
  }

  #changed(event, delay) {
    if (this.stopped || event.target.closest("[data-autosave-ignore]")) return;
    if (event.type === "change" && isText(event.target) && !this.timer) return; // blur, after its input was sent
    this.#settle(event.target.name);
    this.edits += 1;
    this.#keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#send(), delay);
  }

  async #send() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.busy || this.stopped || !this.unsaved) return; // a running POST looks again when it ends
    this.busy = true;
    clearTimeout(this.later);
    const sending = this.edits;
    const fields = this.#fields();
    this.unanswered.push(new Map(fields));
    // A button that is replaced between the press and the release of the mouse would never be clicked.
    if (!this.conflicts && !this.loggedOut) this.#show("saving", this.state?.dataset.saving);
    let done = false;
    try {
      done = await this.#answered(await post(this.form.action, fields), sending);
    } catch {
      this.#failed();
    } finally {
      this.busy = false;
    }
    if (done && this.unsaved && !this.timer) this.#send();
  }

  /** What stands in the form; what the reader must still decide on is sent as it is stored. */
  #fields() {
    const fields = [...new FormData(this.form)];
    if (!this.conflicts) return fields;
    const others = fields.filter(([name]) => !(name in this.conflicts) && name !== "revision");
    return [...others, ...Object.entries(this.conflicts).filter(([, value]) => value), ["revision", this.newest]];
  }

  /** True when it makes sense to go on with what changed in the meantime. */
  async #answered(response, sending) {
    const answer = await response.json().catch(() => null);
    if (response.status === 200 && answer?.revision !== undefined) {
      this.saved = sending;
      this.unanswered = [];
      this.wait = FIRST_RETRY;
      this.#adopt(answer.elsewhere);
      if (this.conflicts) {
        this.newest = answer.revision; // saved, but for what the reader decides on
        this.#keep();
        this.#ask();
        return true;
      }
      this.#setRevision(answer.revision);
      if (this.unsaved) {
        this.#keep(); // under the new revision
      } else {
        if (this.key) drawer.remove(this.key);
        const restored = this.restored ? this.state?.dataset.restored : "";
        this.restored = false;
        const texts = [restored, fill(this.state?.dataset.saved, answer.savedAt), answer.message];
        this.#show("saved", texts.filter(Boolean).join(" "));
      }
      this.#tell("autosave:saved", answer);
      return true;
    }
    if (response.status === 409 && answer?.conflicts) {
      const ours = this.#sentBefore(answer.conflicts);
      this.#adopt(answer.elsewhere);
      if (ours) {
        this.#setRevision(answer.revision); // an earlier save of this very page arrived, its answer did not: go on
        this.#keep();
        return true;
      }
      // The form keeps the revision it had: sent or opened again before the reader decides, it is a conflict again.
      this.saved = sending;
      this.conflicts = answer.conflicts;
      this.newest = answer.revision;
      this.question = answer.message;
      this.#keep();
      this.#tell("autosave:conflict", answer);
      this.#ask();
      return this.unsaved;
    }
    if (response.status === 409) {
      this.stopped = true; // closed, or handed in: nothing more to send; our copy stays in the drawer
      this.saved = this.edits;
      this.#show("conflict", answer?.message ?? this.state?.dataset.failed, this.#button(this.state?.dataset.reload, () => location.reload()));
      this.#tell("autosave:conflict", answer);
      return false;
    }
    if (response.status === 422) {
      const messages = Object.values(answer?.errors ?? {}).flat().filter(Boolean);
      this.#show("invalid", [this.state?.dataset.failed, ...messages].filter(Boolean).join(" "));
      this.#tell("autosave:invalid", answer);
      return this.edits > sending;
    }
    if (response.status === 400 || response.status === 401) {
      if (this.loggedOut) return false; // its button stands there already
      const login = this.state?.dataset.login;
      this.#show("failed", answer?.message ?? this.state?.dataset.failed, this.#button(this.state?.dataset.loginLabel, () => location.assign(login)));
      this.loggedOut = true;
      this.#tell("autosave:failed");
      return false;
    }
    this.#failed();
    return false;
  }

  #failed() {
    const text = (this.isKept && this.state?.dataset.kept) || this.state?.dataset.failed;
    this.#show("failed", text, this.#button(this.state?.dataset.retry, () => this.#retry()));
    this.#tell("autosave:failed");
    this.later = setTimeout(() => this.#retry(), this.wait);
    this.wait = Math.min(this.wait * 2, LAST_RETRY);
  }

  #ask() {
    const { overwrite, adopt } = this.state?.dataset ?? {};
    const stored = this.conflicts;
    this.#show("conflict", this.question, this.#button(overwrite, () => this.#decide()), this.#button(adopt, () => this.#decide(stored)));
  }

  /** Who edits a field that is in conflict decides with that on its answer and comment. */
  #settle(name) {
    if (!this.conflicts) return;
    const field = name.replace(/-comment$/, "");
    delete this.conflicts[field];
    delete this.conflicts[`${field}-comment`];
    if (Object.keys(this.conflicts).length === 0) this.#decided();
  }

  #decided() {
    this.conflicts = null;
    this.#setRevision(this.newest);
  }

  /** The reader chose what stands here, or what is stored (`taken`). */
  #decide(taken) {
    this.#adopt(taken);
    this.#decided();
    this.edits += 1;
    this.#keep();
    this.#send();
  }

  #retry() {
    if (this.unsaved) this.#send();
  }

  #button(label, act) {
    if (!label) return null;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plateau-save-state__retry";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }

  /** Show what another page answered where this page changed nothing. */
  #adopt(fields) {
    for (const [name, value] of Object.entries(fields ?? {})) {
      for (const element of this.form.elements) {
        if (element.name !== name) continue;
        if (element.type === "radio") element.checked = element.defaultChecked = element.value === value;
        else element.value = element.defaultValue = value;
      }
    }
  }

  /** Whether all of these stored values are ones that this page sent itself without getting an answer. */
  #sentBefore(stored) {
    return this.unanswered.some((sent) => Object.entries(stored).every(([name, value]) => (sent.get(name) ?? "") === value));
  }

  #submitted() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.saved = this.edits; // the browser takes it from here; no warning
  }

  #keep() {
    if (!this.key) return;
    const fields = [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && !NEVER_STORED.has(name));
    this.isKept = drawer.write(this.key, { revision: this.revision, fields });
  }

  #restore() {
    if (!this.key) return;
    const kept = drawer.read(this.key);
    if (!kept) return;
    const values = new Map();
    for (const [name, value] of kept.fields) values.set(name, [...(values.get(name) ?? []), value]);
    // Compared with what the server rendered, not with what stands there now: a browser may itself refill a reloaded form.
    let changed = false;
    for (const element of this.form.elements) {
      if (!element.name || NEVER_STORED.has(element.name) || /^(file|hidden|submit|button)$/.test(element.type)) continue;
      if (element.type === "radio" || element.type === "checkbox") {
        element.checked = values.get(element.name)?.includes(element.value) ?? false;
        changed ||= element.checked !== element.defaultChecked;
      } else if (element instanceof HTMLSelectElement) {
        for (const option of element.options) {
          option.selected = values.get(element.name)?.includes(option.value) ?? false;
          changed ||= option.selected !== option.defaultSelected;
        }
      } else if (values.has(element.name)) {
        element.value = values.get(element.name)[0];
        changed ||= element.value !== element.defaultValue;
      }
    }
    if (!changed) {
      drawer.remove(this.key);
      return;
    }
    // The server may know something newer by now. It compares with the revision that this was typed on, so that
    // nothing newer is undone and nothing typed is lost.
    this.#setRevision(kept.revision);
    this.restored = true;
    this.edits += 1;
    this.#send();
  }

  #show(state, text, ...buttons) {
    if (!this.state) return;
    this.loggedOut = false;
    this.state.dataset.state = state;
    const span = document.createElement("span");
    span.className = "plateau-save-state__text";
    span.textContent = text ?? "";
    // The buttons stay outside the span, so that a screen reader hears the sentence first.
    this.state.replaceChildren(...[span, ...buttons].filter(Boolean));
  }

  #tell(name, detail) {
    this.form.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

function isText(element) {
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && /^(text|search|email|number|url|tel)$/.test(element.type));
}

function fill(text, time) {
  return (text ?? "").replace("{time}", time ?? "").trim();
}

/** Send what earlier pages left in the drawer; when that brought something new, this page is made new too. */
async function sendKept(list) {
  if (drawer.read(TOLD)) {
    drawer.remove(TOLD);
    tell(list, list.dataset.unsentMessage);
  }
  let isNew = false;
  for (const link of list.querySelectorAll("[data-unsent-key]")) {
    const kept = drawer.read(link.dataset.unsentKey);
    if (!kept) continue;
    const fields = [...kept.fields, ["revision", kept.revision], ["csrf_token", list.dataset.csrf]];
    const response = await post(link.href, fields).catch(() => null);
    if (response?.status === 200) {
      isNew ||= Number((await response.json()).revision) > Number(list.dataset.revision);
      drawer.remove(link.dataset.unsentKey);
    } else {
      link.hidden = false; // no connection, or a conflict: on its own page one sees which, and decides
      tell(list, list.dataset.unsentFailed);
    }
  }
  if (!isNew) return;
  drawer.write(TOLD, true);
  location.replace(location.pathname); // not reload(): a page that came from a form would be sent again
}

function tell(list, text) {
  list.hidden = false;
  list.querySelector("[data-unsent-text]").textContent = text;
}

function clearAtStop(form) {
  const warning = form.querySelector("[data-stop-warning]");
  form.addEventListener("submit", (event) => {
    const kept = drawer.keys(form.dataset.stop);
    if (kept.length > 0 && warning.hidden) {
      event.preventDefault();
      warning.hidden = false;
    } else kept.forEach(drawer.remove);
  });
}

export function start(root = document) {
  for (const form of root.querySelectorAll("form[data-autosave]:not([data-autosave-on])")) {
    form.dataset.autosaveOn = "";
    new Autosave(form);
  }
}

start();
document.querySelectorAll("[data-unsent]").forEach(sendKept);
document.querySelectorAll("[data-stop]").forEach(clearAtStop);
document.addEventListener("htmx:after:swap", () => start());
