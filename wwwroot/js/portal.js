// What every page needs in the browser without a circuit: the reader's own look, and calm words when the
// connection is lost. No dependencies; everything is delegated from `document`, so enhanced navigation keeps it.
import "./forms.js";
import "./file-upload.js";

const smallest = 18;
const largest = 32;
const lookCookie = "ledger-look";
const zoneCookie = "ledger-zone";

function readCookie(name) {
  const found = document.cookie.split("; ").find(part => part.startsWith(name + "="));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

function writeCookie(name, value) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

// ---- Look and text: the cookie is "theme.size"; the server reads it, so the next page comes without a flash.

function currentLook() {
  const [theme, size] = readCookie(lookCookie).split(".");
  return { theme: theme || "auto", size: Number(size) || smallest };
}

function applyLook({ theme, size }) {
  document.documentElement.dataset.theme = theme;
  document.documentElement.style.setProperty("--text-size", `${size}px`);
  for (const sheet of document.querySelectorAll("link[data-look]")) {
    sheet.media = theme === "auto" ? sheet.dataset.auto : theme === sheet.dataset.look ? "screen" : "not all";
  }
}

function keepLook(look) {
  const size = Math.min(largest, Math.max(smallest, Math.round(look.size)));
  applyLook({ theme: look.theme, size });
  writeCookie(lookCookie, `${look.theme}.${size}`);
  for (const output of document.querySelectorAll("[data-look-size]")) {
    output.textContent = String(size);
  }
  for (const input of document.querySelectorAll("form[data-look-form] input[name=size]")) {
    input.value = String(size);
  }
  return size;
}

function lookFormChanged(event) {
  const form = event.target.closest?.("form[data-look-form]");
  if (!form) {
    return;
  }
  const chosen = new FormData(form);
  const size = keepLook({ theme: String(chosen.get("theme") ?? "auto"), size: Number(chosen.get("size")) });
  const said = form.querySelector("[role=status]");
  if (said && event.type === "change") {
    said.textContent = `Kept on this device. Text is ${size} px.`;
  }
}

document.addEventListener("input", lookFormChanged);
document.addEventListener("change", lookFormChanged);

document.addEventListener("click", event => {
  const step = event.target.closest?.("[data-look-step]");
  if (!step) {
    return;
  }
  event.preventDefault();
  const look = currentLook();
  const before = look.size;
  const size = keepLook({ theme: look.theme, size: before + Number(step.dataset.lookStep) });
  const said = step.closest("[data-look-steps]")?.querySelector("[role=status]");
  if (said) {
    said.textContent = size !== before ? `Text is ${size} px now.`
      : size === largest ? "This is the largest text." : "This is the smallest text.";
  }
});

// ---- The viewer's own time zone, for dates that are written by the server.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
if (zone && readCookie(zoneCookie) !== zone) {
  writeCookie(zoneCookie, zone);
}

// ---- A page that waits for the server (the database is away) looks again by itself.

async function isReady(address) {
  try {
    return (await fetch(address, { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

function watchForReturn() {
  const waiting = document.querySelector("[data-retry-when-ready]");
  if (waiting) {
    setTimeout(async () => {
      if (waiting.isConnected && await isReady(waiting.dataset.retryWhenReady)) {
        location.reload();
      } else {
        watchForReturn();
      }
    }, 5000);
  }
}
watchForReturn();

// ---- A lost circuit. The words stand in the flow of the page and cover nothing.

const noticeId = "connection";
let isAsking = false;

function notice() {
  return document.getElementById(noticeId);
}

function show(state) {
  const element = notice();
  const page = document.querySelector("main");
  if (!element || !page) {
    return;
  }
  const words = state === "lost" ? lostWords() : state;
  const wanted = page.getBoundingClientRect().top - element.offsetHeight;
  element.classList.toggle("on", state !== null);
  for (const line of element.querySelectorAll("[data-when]")) {
    line.hidden = line.dataset.when !== words;
  }
  // What stood under the edge of the window stands under the notice now: nothing is covered.
  scrollBy(0, page.getBoundingClientRect().top - wanted - element.offsetHeight);
}

// Only what is true on this page: the editor saves by itself, an elder's answer is kept in the tab, other pages keep nothing.
function lostWords() {
  return document.querySelector("story-editor") ? "lost-writing" : document.querySelector("[data-kept-in-tab]") ? "lost-answering" : "lost";
}

// A reload would take what is being typed out of somebody's hands: the editor says so by `data-writing`,
// any page by cancelling the event, and a filled-in field by being filled in.
function mayReload() {
  if (document.querySelector("[data-writing]")) {
    return false;
  }
  const typed = [...document.querySelectorAll("textarea, input:not([type=hidden], [type=radio], [type=checkbox], [type=range])")]
    .some(field => field.value !== field.defaultValue);
  return !typed && document.dispatchEvent(new CustomEvent("ledger:before-reload", { cancelable: true }));
}

function startAfresh() {
  if (mayReload()) {
    location.reload();
  } else {
    show("back");
  }
}

async function ask(attempt) {
  if (isAsking || !notice()?.classList.contains("on")) {
    return;
  }
  isAsking = true;
  try {
    if (await attempt()) {
      show(null);
    } else {
      startAfresh();
    }
  } catch {
    setTimeout(tryAgain, 4000);
  } finally {
    isAsking = false;
  }
}

// Blazor answers false when the server is there but does not know this circuit any more, and throws when it is not there.
function tryAgain() {
  return ask(async () => await Blazor.reconnect() || await Blazor.resumeCircuit());
}

document.addEventListener("components-reconnect-state-changed", event => {
  switch (event.detail.state) {
    case "show":
    case "retrying":
      if (!notice()?.classList.contains("on")) {
        show("lost");
      }
      break;
    case "hide":
      show(null);
      break;
    case "failed":
      show("lost");
      setTimeout(tryAgain, 4000);
      break;
    case "paused":
    case "rejected":
      // After "rejected" another reconnect() would say true, because the socket itself is open.
      show("lost");
      ask(() => Blazor.resumeCircuit());
      break;
    case "resume-failed":
      startAfresh();
      break;
  }
}, true);

addEventListener("online", tryAgain);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") {
    tryAgain();
  }
});
document.addEventListener("click", event => {
  if (event.target.closest?.("[data-reload]")) {
    location.reload();
  }
});

// ---- After a link is followed without a full load, reading goes on at the new page's heading. On a full load the
// browser starts at the top, where the link to the content waits (Blazor's FocusOnNavigate would skip it).

let lastPath = location.pathname;

function pageChanged() {
  if (location.pathname === lastPath) {
    return;
  }
  lastPath = location.pathname;
  const heading = document.querySelector("main h1") ?? document.querySelector("main");
  if (heading && !heading.hasAttribute("tabindex")) {
    heading.tabIndex = -1;
  }
  heading?.focus({ preventScroll: true });
  watchForReturn();
}

// Blazor follows a link to an anchor by scrolling alone: the keyboard has to come along.
document.addEventListener("click", event => {
  if (event.target.closest?.(".skip")) {
    event.preventDefault();
    document.querySelector("main")?.focus();
  }
});

document.addEventListener("DOMContentLoaded", () => Blazor.addEventListener("enhancedload", pageChanged));

// ---- Signing out: what this person wrote and has not reached the portal is asked about first (sign-out/sign-out.js).

document.addEventListener("submit", event => {
  const form = event.target;
  if (new URL(form.action, location.href).pathname === "/account/sign-out") {
    event.preventDefault();
    const leave = () => {
      // A shared computer: what an elder was typing (DecisionPanel.razor.js) does not stay in the tab.
      Object.keys(sessionStorage).filter(key => key.startsWith("ledger-review:")).forEach(key => sessionStorage.removeItem(key));
      // Without a submit event, which would lead here again.
      form.submit();
    };
    // Where that fails the form goes as it is: what is kept on this device stays, locked.
    import("./sign-out/sign-out.js").then(({ signOut }) => signOut(leave)).catch(leave);
  }
});
