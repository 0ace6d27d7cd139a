// The page until the dashboard has been drawn. A file rather than a part of the page, so that the
// page's policy need allow no script but what this server serves.
//
// Where the platform fails to draw it, one more attempt is made by itself; after that the page says
// so, with a button.

// The address holds the token; a cookie lets the page in from here on.
history.replaceState(null, "", location.pathname);

const SELF = document.currentScript.src;
const TRIED = "companion-tried-again"; // of this tab, until a page has been opened in it
const SLOW = 10_000;
const LOADED_WITHIN = 90_000; // a kernel has been started, and has run the notebook
const DRAWN_WITHIN = 45_000; // from when all of the page has arrived
const ASK_EVERY = 3_000;
const ANSWERED_WITHIN = 30_000; // a busy machine is slow, and has not gone

const TEXTS = {
  failed: "Your draft is as it was. The machine may be very busy, or a part of Companion has stopped.",
  gone: "Companion does not answer. Your draft is as it was: start “companion” again in the terminal, and use the address that it prints.",
  locked: "Companion was started anew. Please use the address that it printed then. Your draft is as it was.",
  slow: "This takes longer than it should. The terminal in which “companion” runs may say why, and so may “companion doctor”.",
};
// What went wrong with the kernel itself, not with the draft: another kernel may do better.
const WORTH_ANOTHER = new Set(["DeadKernelError", "CellTimeoutError", "RuntimeError", "TimeoutError"]);

const started = performance.now();
let loadedAt = 0;
let askedAt = started;
let over = false; // the page was opened, or is about to be loaded anew

// What Voila's own scripts call.
window.voila_process = () => {};
window.voila_heartbeat = () => {
  const opening = document.getElementById("companion-opening");
  if (!opening || opening.querySelector(".slow, button")) return;
  const slow = document.createElement("p");
  slow.className = "slow";
  slow.textContent = TEXTS.slow;
  opening.append(slow);
};
window.voila_finish = () => {
  window.cellLoaded = true;
  const cells = document.getElementById("rendered_cells");
  if (window.themeLoaded && cells) cells.style.display = "";
};
document.addEventListener("DOMContentLoaded", window.voila_finish);

// The platform's widgets

// A renderer asks the platform's manager of widgets for its widget during two seconds, by looks of
// 100 ms. It does not look again at their end: where timers come late (a busy machine, a tab in the
// background) a manager that has read the kernel between two looks has the widget, and the renderer
// takes it for one that never will ("model not found"). So it is told that the manager is still
// reading, which makes it wait for the signal that the reading is done, and that is given when it is.
let manager = null;

Object.defineProperty(window, "jupyterapp", {
  configurable: true,
  set(app) {
    Object.defineProperty(window, "jupyterapp", { value: app, configurable: true, writable: true });
    void app.widgetManagerPromise.promise.then((found) => {
      Object.defineProperty(found, "restoredStatus", { get: () => false });
      manager = found;
    });
  },
});

/** Give the signal to every renderer that waits. */
function drawWaiting() {
  if (manager?._restoredStatus) manager.restored.emit();
}

// Once

function triedAlready() {
  try {
    return sessionStorage.getItem(TRIED) !== null;
  } catch {
    return true; // where nothing is remembered it might be tried for ever
  }
}

function remember(tried) {
  try {
    if (tried) sessionStorage.setItem(TRIED, "1");
    else sessionStorage.removeItem(TRIED);
  } catch {
    // See above.
  }
}

/** Load the page anew, if there is one to load; a browser's own message would be of no help. */
async function tryAgain() {
  let status = 0;
  try {
    const answer = await fetch(SELF, { cache: "no-store", signal: AbortSignal.timeout(ANSWERED_WITHIN) });
    status = answer.status;
  } catch {
    // Nobody answers.
  }
  if (status === 403) return say(TEXTS.locked);
  if (status === 0) return say(TEXTS.gone);
  over = true;
  location.reload();
}

function fail() {
  if (over || document.querySelector("#companion-opening button")) return;
  if (triedAlready()) return say(TEXTS.failed);
  remember(true);
  over = true;
  void tryAgain();
}

// What is said

function say(text) {
  over = false;
  const opening = document.getElementById("companion-opening") ?? anotherSheet();
  const title = document.createElement("h1");
  title.textContent = "The page could not be opened.";
  const words = document.createElement("p");
  words.textContent = text;
  opening.setAttribute("role", "alert");
  opening.replaceChildren(title, words, againButton());
}

function anotherSheet() {
  const sheet = document.createElement("div");
  sheet.id = "companion-opening";
  document.body.append(sheet);
  return sheet;
}

function againButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "companion-again";
  button.textContent = "Try again";
  return button;
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest(".companion-again");
  if (!button) return;
  button.disabled = true;
  void tryAgain().finally(() => {
    button.disabled = false;
  });
});

// What is seen

/** The paper stays until the page itself is to be seen, not only that it is loading. */
function drawn() {
  const shown = document.querySelectorAll("#rendered_cells .cp-root");
  return [...shown].some((element) => element.getBoundingClientRect().height > 0);
}

/** What the platform writes where it cannot draw: an error, or what Python calls the dashboard. */
function broken() {
  const cells = document.querySelectorAll("#rendered_cells .jp-OutputArea-output");
  return [...cells].some(
    (cell) =>
      cell.querySelector(".jupyter-error-widget, .jupyter-widgets-error") ||
      /^(Error displaying widget|Javascript Error:|<[\w.]+ object at )/.test(cell.textContent.trim()),
  );
}

function said() {
  const failed = document.querySelector(".companion-failed");
  // A part of the page may be seen while the rest is on its way.
  return failed && document.readyState !== "loading" ? failed : null;
}

function opened() {
  over = true;
  clearInterval(watching);
  const opening = document.getElementById("companion-opening");
  if (!opening) return;
  opening.style.opacity = "0";
  opening.style.pointerEvents = "none";
  setTimeout(() => opening.remove(), 150);
}

function watch() {
  if (over) return;
  const now = performance.now();
  const failed = said();
  if (failed) {
    const worth = failed.hasAttribute("data-again") || WORTH_ANOTHER.has(failed.dataset.error);
    if (worth && !triedAlready()) return fail();
    const cells = document.getElementById("rendered_cells");
    if (cells) cells.style.display = ""; // whether or not Voila's own scripts have come
    return opened();
  }
  if (broken()) return fail();
  drawWaiting();
  if (drawn()) {
    remember(false);
    return opened();
  }
  if (now - started > SLOW) window.voila_heartbeat();
  if (loadedAt ? now - loadedAt > DRAWN_WITHIN : now - started > LOADED_WITHIN) return fail();
  if (loadedAt && now - askedAt > ASK_EVERY) {
    askedAt = now;
    void askAfterKernel();
  }
}

/** A kernel that has gone draws nothing. */
async function askAfterKernel() {
  const data = document.getElementById("jupyter-config-data");
  const { baseUrl, kernelId } = JSON.parse(data?.textContent ?? "{}");
  if (!kernelId) return;
  try {
    const answer = await fetch(`${baseUrl}api/kernels/${kernelId}`, { cache: "no-store" });
    const gone = answer.status === 404 || (await answer.json()).execution_state === "dead";
    if (gone && !drawn()) fail();
  } catch {
    fail(); // the server has gone
  }
}

// A script that does not arrive.
addEventListener("error", (event) => event.target instanceof HTMLScriptElement && fail(), true);
addEventListener("load", () => {
  loadedAt = askedAt = performance.now();
  // The end of the page may be missing, if the server ended in the middle of it.
  const whole = document.querySelector("script[src$='/voila.js'], .companion-failed");
  if (!whole) fail();
});

const watching = setInterval(watch, 250); // also in a tab that is not looked at
function eachFrame() {
  if (over) return;
  if (drawn()) return watch();
  requestAnimationFrame(eachFrame);
}
requestAnimationFrame(eachFrame);
