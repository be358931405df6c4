// Saves a questionnaire form while one fills it in. Without this module the form still works: it has a submit button.
// SPDX-License-Identifier: EUPL-1.2
//
// <form data-autosave data-autosave-key="round-7-person-12-gemeente.sb1" data-revision="6" action="…" method="post">
//   <input type="hidden" name="revision" value="6">
//   … radios, textareas …
//   <p class="plateau-save-state" role="status" data-save-state data-saving="Opslaan…" data-saved="Opgeslagen om {time}"
//      data-failed="Niet opgeslagen." data-retry="Opnieuw" data-reload="Opnieuw laden" data-overwrite="Bewaar wat hier staat"
//      data-restored="…" data-login="/inloggen?next=…" data-login-label="Inloggen"></p>
// </form>
//
// The server answers a POST that accepts JSON with
//   200 {"revision": 7, "savedAt": "14:03"}   saved; the next POST carries revision 7; "elsewhere" {field: value} and
//                                             "message": what another page changed, shown here from now on
//   409 {"message", "revision", "conflicts"}  another page answered the same: "conflicts" {field: value} is what is stored;
//                                             the reader decides, or we do when we sent that ourselves
//   409 {"message": "…"}                      nothing can be saved any more (closed, handed in): we stop and say so
//   400 or 401 {"message": "…"}               logged out: a button to the log-in page; what was typed stays in localStorage
//   422 {"errors": {"field": ["…"]}}          the answer itself is wrong: we say so; editing tries again
//   anything else, or no answer               not saved: kept in localStorage, tried again on "online" and on request

const TEXT_DELAY = 600;
const PREFIX = "plateau:autosave:";
const NEVER_STORED = new Set(["revision", "csrf_token"]);

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
    } catch {
      /* the page still holds the answer, and beforeunload warns */
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
      if (this.unsaved) event.preventDefault();
    });
    // Leaving by the phone's app switcher fires no beforeunload: send what waits for its delay at once.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.timer) this.#send();
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
    if (event.type === "change" && isText(event.target) && !this.timer && !this.unsaved) return; // blur after a save
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
    const sending = this.edits;
    const fields = [...new FormData(this.form)];
    this.unanswered.push(new Map(fields));
    this.#show("saving", this.state?.dataset.saving);
    let done = false;
    try {
      const response = await fetch(this.form.action, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { Accept: "application/json", "HX-Request": "true" },
        credentials: "same-origin",
        redirect: "error", // a redirect means: logged out
        keepalive: true,
      });
      done = await this.#answered(response, sending);
    } catch {
      this.#failed();
    } finally {
      this.busy = false;
    }
    if (done && this.unsaved && !this.timer) this.#send();
  }

  /** True when it makes sense to go on with what changed in the meantime. */
  async #answered(response, sending) {
    const answer = await response.json().catch(() => null);
    if (response.status === 200 && answer?.revision !== undefined) {
      this.saved = sending;
      this.unanswered = [];
      this.#setRevision(answer.revision);
      this.#adopt(answer.elsewhere);
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
      this.#setRevision(answer.revision);
      this.#adopt(answer.elsewhere);
      this.#keep(); // under the new revision: what stands here is still worth keeping
      this.#tell("autosave:conflict", answer);
      if (ours) return true; // an earlier save of this very page arrived, its answer did not: go on
      this.#show("conflict", answer.message, this.#button(this.state?.dataset.overwrite, () => this.#retry()));
      return false;
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
      const login = this.state?.dataset.login;
      this.#show("failed", answer?.message ?? this.state?.dataset.failed, this.#button(this.state?.dataset.loginLabel, () => location.assign(login)));
      this.#tell("autosave:failed");
      return false;
    }
    this.#failed();
    return false;
  }

  #failed() {
    this.#show("failed", this.state?.dataset.failed, this.#button(this.state?.dataset.retry, () => this.#retry()));
    this.#tell("autosave:failed");
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
    drawer.write(this.key, { revision: this.revision, fields });
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

  #show(state, text, button = null) {
    if (!this.state) return;
    this.state.dataset.state = state;
    const span = document.createElement("span");
    span.className = "plateau-save-state__text";
    span.textContent = text ?? "";
    // The button stays outside the span, so that a screen reader hears the sentence first.
    this.state.replaceChildren(...[span, button].filter(Boolean));
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

export function start(root = document) {
  for (const form of root.querySelectorAll("form[data-autosave]:not([data-autosave-on])")) {
    form.dataset.autosaveOn = "";
    new Autosave(form);
  }
}

start();
document.addEventListener("htmx:after:swap", () => start());
