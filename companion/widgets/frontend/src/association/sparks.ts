// Sparks: what people thought of first when they heard a word that the author just wrote.

import type { Channel } from "../core/channel";
import { h, spoken } from "../core/dom";

/** How much of the end of a text gives sparks, in characters. */
const MAX_CHARACTERS = 2000;

export class Sparks {
  readonly element = h("ul", { class: "cp-sparks", role: "list", "aria-label": "Sparks" });

  /** `onTake` puts a word into the association. */
  constructor(
    private readonly channel: Channel,
    private readonly onTake: (word: string) => void,
  ) {}

  /** Offers some for the end of `text`; whether there were any. */
  async offer(text: string): Promise<boolean> {
    const sparks = await this.channel.request("association-sparks", {
      text: text.slice(-MAX_CHARACTERS),
    });
    let cue = "";
    const items = sparks.map((spark) => {
      const same = spark.cue === cue;
      cue = spark.cue;
      const from = same ? spoken(`${cue} `) : h("span", {}, `${cue} `);
      const item = h(
        "li",
        {},
        h("button", { type: "button", onclick: () => take() }, from, "→ ", spark.response),
      );
      const take = () => {
        item.remove();
        this.onTake(spark.response);
      };
      return item;
    });
    if (items.length) this.element.replaceChildren(...items);
    return items.length > 0;
  }

  clear(): void {
    this.element.replaceChildren();
  }
}
