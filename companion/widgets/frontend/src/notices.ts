// Notices: what the author must know, at the top of the page, until they put it away.

import { Channel } from "./channel";
import { h } from "./dom";

export interface Notice {
  level: "info" | "error";
  text: string;
}

export class Notices {
  readonly element = h("div", { class: "cp-notices", role: "log", "aria-label": "Notices" });

  constructor(channel: Channel) {
    channel.trait("notices", (notices: Notice[]) => {
      this.element.replaceChildren();
      notices.forEach((notice) => this.show(notice, () => channel.post("put-away", { text: notice.text })));
    });
  }

  show(notice: Notice, onClose?: () => void): void {
    const item = h(
      "p",
      { class: `cp-notice cp-notice-${notice.level}`, role: notice.level === "error" ? "alert" : null },
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
    this.element.append(item);
  }
}
