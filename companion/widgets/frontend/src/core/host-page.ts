// Shortcuts of the notebook around us must not hear what is typed here.

/** Keys typed in `root` are ours. */
export function holdKeys(root: HTMLElement): void {
  // JupyterLab and Notebook 7 look at keys before we do, and leave alone what is marked so.
  root.setAttribute("data-lm-suppress-shortcuts", "true");
  root.addEventListener("keydown", (event) => event.stopPropagation());
}
