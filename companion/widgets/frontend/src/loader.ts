// What a widget in a notebook carries instead of all our code: it loads the code from the model
// `bundle`, which all our widgets share, once for the whole page.

import type { Model } from "./core/channel";
import type { BundleTraits } from "./core/protocol";

interface Bundle {
  get(name: keyof BundleTraits): string;
}
interface Context {
  model: Model & { widget_manager: { get_model(id: string): Promise<Bundle> } };
  el: HTMLElement;
}
interface Front {
  render(context: Context): () => void;
}

/** By build: a notebook that was open while we were updated may hold widgets of both. */
const LOADED = Symbol.for("companion.front-ends");
const page = globalThis as unknown as Record<symbol, Map<string, Promise<Front>> | undefined>;

async function front(model: Context["model"]): Promise<Front> {
  const reference = String(model.get("bundle")).replace("IPY_MODEL_", "");
  const bundle = await model.widget_manager.get_model(reference);
  const build = bundle.get("build");
  page[LOADED] ??= new Map();
  const loaded = page[LOADED];
  let found = loaded.get(build);
  if (!found) {
    const style = document.createElement("style");
    style.textContent = bundle.get("style");
    document.head.append(style);
    const url = URL.createObjectURL(new Blob([bundle.get("source")], { type: "text/javascript" }));
    found = import(url).then((module) => module.default as Front);
    loaded.set(build, found);
    const fails = () => {
      loaded.delete(build); // another try imports anew
      style.remove();
    };
    void found.catch(fails).finally(() => URL.revokeObjectURL(url));
  }
  return found;
}

export default {
  async render(context: Context): Promise<() => void> {
    return (await front(context.model)).render(context);
  },
};
