// The page until the dashboard has been drawn. A file rather than a part of the page, so that the
// page's policy need allow no script but what this server serves.

// The address holds the token; a cookie lets the page in from here on.
history.replaceState(null, "", location.pathname);

// What Voila's own scripts call.
window.voila_process = () => {};
window.voila_heartbeat = () => {
  const opening = document.getElementById("companion-opening");
  if (!opening || opening.querySelector(".slow")) return;
  const slow = document.createElement("p");
  slow.className = "slow";
  slow.textContent =
    "This takes longer than it should. The terminal in which “companion” runs may say why, and so may “companion doctor”.";
  opening.append(slow);
};
window.voila_finish = () => {
  window.cellLoaded = true;
  const cells = document.getElementById("rendered_cells");
  if (window.themeLoaded && cells) cells.style.display = "";
};
document.addEventListener("DOMContentLoaded", window.voila_finish);

// The paper stays until there is something to see on it.
const isSeen = (selector) =>
  [...document.querySelectorAll(selector)].some((element) => element.getBoundingClientRect().height > 0);
const drawn = () => isSeen("#rendered_cells .cp-root, .companion-failed");

// What Jupyter says where the page should be, when it has lost the page's model.
const broken = () =>
  [...document.querySelectorAll("#rendered_cells .jupyter-widgets")].some((element) =>
    element.textContent.startsWith("Error displaying widget"),
  );

// Jupyter waits four seconds for the kernel's models and then may give up in silence, so a page
// that came up on a busy machine can stay empty for good. One that is loaded again comes up.
const PATIENCE_MS = 40_000;
const TRIED = "companion-tried-again";
const began = performance.now();

function again() {
  location.reload();
}
function giveUp() {
  let tried = null;
  try {
    tried = sessionStorage.getItem(TRIED);
    sessionStorage.setItem(TRIED, "1");
  } catch {
    tried = "1"; // a browser that keeps nothing would try for ever
  }
  if (tried === null) return again();
  const opening = document.getElementById("companion-opening");
  if (!opening || opening.querySelector("button")) return;
  const text = document.createElement("p");
  text.textContent = "The page could not be brought up. Your draft is as it was, and so is what you typed before.";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Try again";
  button.addEventListener("click", again);
  opening.setAttribute("role", "alert");
  opening.replaceChildren(text, button);
}
function reveal() {
  if (!drawn()) {
    if (broken() || performance.now() - began > PATIENCE_MS) giveUp();
    return requestAnimationFrame(reveal);
  }
  try {
    sessionStorage.removeItem(TRIED);
  } catch {
    // Nothing was kept.
  }
  for (const button of document.querySelectorAll(".companion-failed button")) button.addEventListener("click", again);
  const opening = document.getElementById("companion-opening");
  opening.style.opacity = "0";
  opening.style.pointerEvents = "none";
  setTimeout(() => opening.remove(), 150);
}
requestAnimationFrame(reveal);
