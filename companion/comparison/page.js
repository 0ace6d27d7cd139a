// j and k go to the next and the previous difference; folded stretches stay folded.
const marks = [...document.querySelectorAll("[data-difference]")];
const ids = [...new Set(marks.map((mark) => mark.dataset.difference))];
const status = document.querySelector("#status");
let at = -1;

function show(next) {
  if (!ids.length) return;
  at = (next + ids.length) % ids.length;
  for (const mark of marks) mark.classList.toggle("here", mark.dataset.difference === ids[at]);
  const here = marks.filter((mark) => mark.dataset.difference === ids[at]);
  here[0].scrollIntoView({ block: "center" });
  const words = here.map((mark) => mark.textContent.trim()).join(", ").slice(0, 200);
  status.textContent = `${at + 1} of ${ids.length}: ${words}`;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") show(at + 1);
  else if (event.key === "k") show(at < 0 ? ids.length - 1 : at - 1);
});

// On paper nothing can be opened: what is folded for its length alone is printed whole.
const long = [...document.querySelectorAll("details.passage")];
addEventListener("beforeprint", () => long.forEach((passage) => (passage.open = true)));
addEventListener("afterprint", () => long.forEach((passage) => (passage.open = false)));
