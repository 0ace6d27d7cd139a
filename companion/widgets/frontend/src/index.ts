// The entry that anywidget loads. One bundle draws every part; the model's `part` says which.

import "./styles/index.css";
import { renderFreewriting } from "./association/freewriting-pane";
import type { Model } from "./core/channel";
import { renderDashboard } from "./dashboard/dashboard";
import { EditorRegistry } from "./notebook/editor-registry";
import { renderCompare, renderEditor, renderList, renderMeter } from "./notebook/notebook-parts";

type Render = (model: Model, el: HTMLElement, editors: EditorRegistry) => () => void;

/** The one thing that all parts in a page share. */
const editors = new EditorRegistry();

const PARTS: Record<string, Render> = {
  dashboard: renderDashboard,
  freewriting: renderFreewriting,
  "draft-editor": renderEditor,
  "suggestion-list": renderList,
  "voice-meter": renderMeter,
  "compare-view": renderCompare,
};

export default {
  render({ model, el }: { model: Model; el: HTMLElement }): () => void {
    const part = String(model.get("part"));
    const render = PARTS[part];
    if (!render) throw new Error(`unknown part: ${part}`);
    return render(model, el, editors);
  },
};
