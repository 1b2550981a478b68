// What an elder types is kept in this tab while it is typed, without the circuit: a lost connection, a reload or a
// restarted server gives it back. It is forgotten when the decision is made, or the tab is closed.
const prefix = "ledger-review:";

export function watch(root, key) {
  root.addEventListener("input", () => {
    const words = read(root);
    if (words) {
      sessionStorage.setItem(prefix + key, JSON.stringify(words));
    }
  });
}

export function read(root) {
  const form = root?.querySelector("[data-kind]");
  return form && {
    kind: form.dataset.kind,
    note: form.querySelector("[data-note]")?.value ?? "",
    conditions: [...form.querySelectorAll("[data-condition]")].map(field => field.value),
  };
}

export function lead(root, selector) {
  const fields = [...(root?.querySelectorAll(selector) ?? [])];
  (fields.find(field => field.value.trim() === "") ?? fields[0])?.focus();
}

export function restore(key) {
  try {
    return JSON.parse(sessionStorage.getItem(prefix + key));
  } catch {
    return null;
  }
}

export function forget(key) {
  sessionStorage.removeItem(prefix + key);
}

// The doors in the bar and the tabs were drawn with the page, before this decision.
export function count(path, waiting) {
  for (const door of document.querySelectorAll(`nav a[href="${path}"]`)) {
    const shown = door.querySelector(".count");
    if (waiting === 0) {
      shown?.remove();
    } else if (shown) {
      shown.firstChild.data = waiting;
    } else {
      const unseen = Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: " waiting" });
      const fresh = Object.assign(document.createElement("span"), { className: "count" });
      fresh.append(`${waiting}`, unseen);
      door.append(fresh);
    }
  }
}
