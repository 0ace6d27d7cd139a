// Notices: what the author must know, at the top of the page, until they put it away.

import type { Channel } from "./channel";
import { h } from "./dom";
import type { Notice } from "./protocol";

export class Notices {
  // Those that Python has on its list, and those that only this page has to say.
  private readonly told = h("div", {});
  private readonly own = h("div", {});
  readonly element = h(
    "div",
    { class: "cp-notices", role: "log", "aria-label": "Notices" },
    this.told,
    this.own,
  );

  constructor(channel: Channel) {
    channel.trait("notices", (notices) => {
      this.told.replaceChildren();
      for (const notice of notices) {
        this.add(this.told, notice, () => channel.post("put-away", { text: notice.text }));
      }
    });
  }

  show(notice: Notice, onClose?: () => void): void {
    this.add(this.own, notice, onClose);
  }

  private add(place: HTMLElement, notice: Notice, onClose?: () => void): void {
    const item = h(
      "p",
      {
        class: `cp-notice cp-notice-${notice.level}`,
        role: notice.level === "error" ? "alert" : null,
      },
      notice.text,
      h(
        "button",
        {
          type: "button",
          "aria-label": "Put this notice away",
          onclick: () => {
            item.remove();
            onClose?.();
          },
        },
        "×",
      ),
    );
    place.append(item);
  }
}
