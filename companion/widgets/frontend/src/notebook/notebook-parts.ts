// The parts as a notebook composes them, each a view of its own over the page's modules.

import { CompareView } from "../compare/compare-view";
import { Channel, type Model } from "../core/channel";
import { h } from "../core/dom";
import { suppressHostShortcuts } from "../core/host-page";
import { Notices } from "../core/notices";
import type { DraftEditor } from "../editor/draft-editor";
import { DraftView } from "../editor/draft-view";
import { Header } from "../editor/header";
import { SuggestionList } from "../suggestions/suggestion-list";
import { Meter } from "../voice/meter";
import type { EditorRegistry } from "./editor-registry";

const sessionOf = (model: Model) => String(model.get("session_id"));

function begin(
  model: Model,
  el: HTMLElement,
  look: string,
): { channel: Channel; root: HTMLElement } {
  const root = h("div", { class: `cp-root ${look}` });
  suppressHostShortcuts(root);
  el.append(root);
  return { channel: new Channel(model), root };
}

export function renderEditor(model: Model, el: HTMLElement, editors: EditorRegistry): () => void {
  const { channel, root } = begin(model, el, "cp-part cp-editor-part");
  const session = sessionOf(model);
  const place = h("section", { class: "cp-draft" });
  const header = new Header(channel, []);
  const notices = new Notices(channel);
  root.style.height = String(model.get("height"));
  root.append(header.element, notices.element, place);
  let leave = () => {};
  const view: DraftView = new DraftView({
    channel,
    root,
    place,
    header,
    notices,
    onOpen: (editor: DraftEditor) => {
      leave = editors.open(session, editor);
    },
    onUpdate: (update) => view.editor && editors.update(session, view.editor, update),
    onGoToList: (id) => editors.focus(session, id),
  });
  return () => {
    leave();
    view.close();
    channel.close();
    root.remove();
  };
}

export function renderList(model: Model, el: HTMLElement, editors: EditorRegistry): () => void {
  const { channel, root } = begin(model, el, "cp-part cp-list-part");
  const list = new SuggestionList(root);
  root.append(list.element);
  const leave = editors.follow(sessionOf(model), {
    attach: (editor) => list.attach(editor),
    update: (update) => list.update(update),
    focus: (id) => list.focus(id),
  });
  channel.trait("checking", (checking) => list.setChecking(checking));
  channel.trait("read_share", (share) => list.setShare(share));
  channel.trait("unread", (note) => list.setUnread(note));
  channel.trait("suggestions", (found) => list.setSaved(found));
  return () => {
    leave();
    channel.close();
    root.remove();
  };
}

export function renderMeter(model: Model, el: HTMLElement, editors: EditorRegistry): () => void {
  const { channel, root } = begin(model, el, "cp-part cp-meter-part");
  let editor: DraftEditor | null = null;
  const leave = editors.follow(sessionOf(model), {
    attach: (opened) => {
      editor = opened;
    },
  });
  root.append(new Meter(channel, (revision, at) => editor?.go(revision, at)).element);
  return () => {
    leave();
    channel.close();
    root.remove();
  };
}

export function renderCompare(model: Model, el: HTMLElement, editors: EditorRegistry): () => void {
  const { channel, root } = begin(model, el, "cp-part cp-compare-part");
  const compare = new CompareView(channel, (pair) => channel.post("chosen", { pair }));
  root.append(compare.element);
  let editor: DraftEditor | null = null;
  const show = () => void (editor && compare.show({ focus: false }));
  const leave = editors.follow(sessionOf(model), {
    attach: (opened) => {
      editor = opened;
      if (!editor) return;
      compare.attach(editor);
      show();
    },
  });
  let chosen = "";
  channel.trait("pair", (pair) => {
    // What was chosen here comes back as a trait: only another choice is news.
    if (!pair.length || JSON.stringify(pair) === JSON.stringify(compare.chosen)) return;
    if (JSON.stringify(pair) === chosen) return;
    chosen = JSON.stringify(pair);
    compare.choose(pair);
    show();
  });
  return () => {
    leave();
    compare.close();
    channel.close();
    root.remove();
  };
}
