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
function drawn() {
  const shown = document.querySelectorAll("#rendered_cells .jp-OutputArea-output > *, .companion-failed");
  return [...shown].some((element) => element.getBoundingClientRect().height > 0);
}
function reveal() {
  if (!drawn()) return requestAnimationFrame(reveal);
  const opening = document.getElementById("companion-opening");
  opening.style.opacity = "0";
  opening.style.pointerEvents = "none";
  setTimeout(() => opening.remove(), 150);
}
requestAnimationFrame(reveal);
