// What would be sent to a model is shown before the first word of it goes.

import { openDialog } from "./dialog";
import { button, h, uniqueId } from "./dom";
import type { Sending } from "./protocol";

/** Shows what would be sent; resolves to whether the author agrees. Focus goes back to `from`. */
export async function confirmSending(
  plan: Sending,
  root: HTMLElement,
  from: HTMLElement,
): Promise<boolean> {
  const whyNot = uniqueId("cp-why-not");
  const dialog = h(
    "dialog",
    { class: "cp-help cp-plan", "aria-label": "What will be sent" },
    h("h2", {}, "What will be sent"),
    h("p", {}, plan.summary),
    h("p", { id: whyNot, class: "cp-why-not", hidden: plan.allowed }, plan.why),
    h(
      "details",
      {},
      h("summary", {}, "Every word of it"),
      ...plan.texts.map((text) => h("pre", {}, text)),
    ),
    h(
      "div",
      { class: "cp-row" },
      h(
        "button",
        {
          type: "button",
          class: "cp-go",
          disabled: !plan.allowed,
          "aria-describedby": plan.allowed ? null : whyNot,
          onclick: () => dialog.close("send"),
        },
        "Send",
      ),
      button("Do not send", () => dialog.close(), { autofocus: true }),
    ),
  );
  return (await openDialog(dialog, root, from)) === "send";
}
