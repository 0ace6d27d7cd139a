// Modal dialogs.

/** What can take the focus: an element, or an editor. */
interface Focusable {
  focus(): void;
}

/** Shows a dialog in `root`; resolves to what it was closed with, the focus back at `from`. */
export function openDialog(
  dialog: HTMLDialogElement,
  root: Element,
  from: Focusable | null = document.activeElement as HTMLElement | null,
): Promise<string> {
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      from?.focus();
      resolve(dialog.returnValue);
    });
    root.append(dialog);
    dialog.showModal();
  });
}
