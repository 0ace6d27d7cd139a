// The page around us: a page of our own, or a notebook with shortcuts and cells of its own.

/** Keys typed in `root` are ours: the notebook around us must not hear them. */
export function suppressHostShortcuts(root: HTMLElement): void {
  // JupyterLab and Notebook 7 look at keys before we do, and leave alone what is marked so.
  root.setAttribute("data-lm-suppress-shortcuts", "true");
  root.addEventListener("keydown", (event) => event.stopPropagation());
}

/** Whether this is a notebook, whose cells can be run again, and not a page made of one. */
export function inNotebook(): boolean {
  return document.querySelector(".jp-NotebookPanel") !== null;
}
