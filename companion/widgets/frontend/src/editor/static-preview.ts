// The draft as it was when Python last said so: what a page shows before the kernel has answered,
// and where there is none, as in a notebook that was opened anew or in a page made of one.

import type { Model } from "../core/channel";
import { h, setText } from "../core/dom";
import type { PieceKind, Still } from "../core/protocol";

/** How long an answer may take before the page says that it waits for one, in ms. */
const KERNEL_TIMEOUT_MS = 4000;
const ALONE = "As it was saved. Run this cell to write here.";

export class StaticPreview {
  readonly element: HTMLElement;
  private readonly note = h("p", {
    class: "cp-quiet-text",
    role: "status",
    "aria-label": "Kernel",
  });
  private readonly timer: ReturnType<typeof setTimeout>;

  /** Null where there is nothing to show. */
  static of(model: Model, root: HTMLElement): StaticPreview | null {
    const still = model.get("still");
    return still?.pieces?.length ? new StaticPreview(still, root) : null;
  }

  private constructor(
    still: Still,
    private readonly root: HTMLElement,
  ) {
    this.element = h(
      "article",
      { class: "cp-still", "aria-label": still.name },
      h("header", {}, h("b", {}, still.name), ` · ${still.facts}`),
      this.note,
      h(
        "div",
        { class: "cp-still-text" },
        ...still.pieces.map(([kind, text]) => piece(kind, text)),
      ),
    );
    root.classList.add("cp-waiting");
    root.append(this.element);
    this.timer = setTimeout(() => setText(this.note, ALONE), KERNEL_TIMEOUT_MS);
  }

  /** The kernel has answered. */
  remove(): void {
    clearTimeout(this.timer);
    this.root.classList.remove("cp-waiting");
    this.element.remove();
  }
}

function piece(kind: PieceKind, text: string): Node {
  if (kind === "cell") return h("hr", { class: "cp-cell" });
  return kind ? h(kind, {}, text) : document.createTextNode(text);
}
