// The dialog in which the author teaches the meter their voice, with files of their own writing.

import type { Channel } from "../core/channel";
import { openDialog } from "../core/dialog";
import { button, h, setText } from "../core/dom";
import { contentOf, FILES, MAX_BYTES } from "../core/files";

export const TEACH = "Teach it your voice…";
/** Learning from a few books takes a while. */
const TIMEOUT_MS = 300_000;

/** Opens the dialog in `root`; the focus goes back to `from`. */
export function teach(channel: Channel, root: Element, from: HTMLElement): Promise<string> {
  const files = h("input", {
    type: "file",
    multiple: true,
    accept: FILES,
    "aria-label": "Files of your own writing",
  });
  const name = h("input", { "aria-label": "What to call it", value: "my voice" });
  const said = h("p", { role: "status", "aria-label": "Your voice" });
  const learn = h("button", { class: "cp-go" }, "Learn my voice");
  const close = button("Cancel", () => dialog.close());
  const say = (text: string, wrong = true) => {
    setText(said, text);
    said.classList.toggle("cp-problem", wrong);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const chosen = [...(files.files ?? [])];
    if (!chosen.length) return say("Choose a file or more of your own writing first.");
    if (chosen.reduce((sum, file) => sum + file.size, 0) > MAX_BYTES)
      return say(
        "Together they are too large for the browser to send: choose fewer, or use “companion voice learn” on the command line.",
      );
    learn.disabled = true;
    say("Reading…", false);
    try {
      const sent = await Promise.all(
        chosen.map(async (file) => ({ name: file.name, content: await contentOf(file) })),
      );
      const { text } = await channel.request(
        "learn-voice",
        { files: sent, name: name.value },
        { timeout: TIMEOUT_MS },
      );
      say(text, false);
      learn.hidden = true;
      setText(close, "Close");
      close.focus();
    } catch (error) {
      say((error as Error).message);
      learn.disabled = false;
    }
  };
  const dialog = h(
    "dialog",
    { class: "cp-help cp-teach", "aria-label": "Teach it your voice" },
    h(
      "form",
      { onsubmit: submit },
      h("h2", {}, "Teach it your voice"),
      h(
        "p",
        {},
        "Choose texts that you wrote yourself, without an assistant: 300 words at least, better 3,000. Quotations and code in them are passed over.",
      ),
      files,
      h("label", {}, "Call it ", name),
      h(
        "p",
        { class: "cp-quiet-text" },
        "What is kept is how often you use which words, on this machine.",
      ),
      said,
      h("div", { class: "cp-row" }, learn, close),
    ),
  );
  return openDialog(dialog, root, from);
}
