// The whole page: header, draft, suggestions, and the notices that must not be missed.

import { ViewUpdate } from "@codemirror/view";
import { Backup } from "./backup";
import { borrowedMarks } from "./borrowed";
import { Channel, Model } from "./channel";
import { CompareView } from "./compare";
import { CriticPart } from "./critic";
import { DisclosurePanel } from "./disclosure";
import { h } from "./dom";
import { DraftEditor, Opening } from "./editor";
import { FreewritingPane } from "./freewriting";
import { Header, SaveState, TabSpec } from "./header";
import { HistoryView } from "./history";
import { showKeys } from "./keys";
import { Meter } from "./meter";
import { ModelCheck } from "./model-check";
import { Notices } from "./notices";
import { SuggestionList } from "./suggestion-list";
import { TranscriptsPart } from "./transcripts";
import { wordCount } from "./words";

/** Draws the dashboard into `el`; returns the function that takes it down. */
export function renderDashboard(model: Model, el: HTMLElement): () => void {
  const channel = new Channel(model);
  const root = h("div", { class: "cp-root cp-dashboard" });
  let editor: DraftEditor | null = null;
  const draft = h("section", { class: "cp-draft" });
  const list = new SuggestionList(root);
  const modelCheck = new ModelCheck(channel, root);
  const aside = h("aside", { class: "cp-aside" }, list.element, modelCheck.element);
  const association = new FreewritingPane(channel, {
    draftId: String(model.get("draft_id")),
    caret: () => (editor ? codePoints(editor) : 0),
    root,
  });
  const critic = new CriticPart(channel, root, {
    caret: () => (editor ? codePoints(editor) : 0),
    show: (quotation) => editor?.find(quotation),
  });
  const transcripts = new TranscriptsPart(channel, root);
  association.element.append(critic.element, transcripts.element);
  const write = h("main", { class: "cp-write" }, draft, aside, association.element);
  const disclosure = new DisclosurePanel(channel);
  const compare = new CompareView(channel);
  const history = new HistoryView(channel, (ref) => {
    compare.choose(["now", ref]);
    header.show("compare");
  });
  const tabs: TabSpec[] = [
    { id: "write", name: "Write", panel: write },
    { id: "compare", name: "Compare", panel: compare.element, onShow: () => void compare.show() },
    { id: "history", name: "History", panel: history.element, onShow: () => void history.show() },
    {
      id: "disclosure",
      name: "Disclosure",
      panel: disclosure.element,
      onShow: () => void disclosure.load(),
    },
  ];
  const header = new Header(channel, tabs);
  const notices = new Notices(channel);
  const meter = new Meter(channel);
  root.append(header.element, notices.element, ...tabs.map((tab) => tab.panel), meter.element);
  el.append(root);

  // Shortcuts typed here must not reach the notebook around us.
  const keepKeys = (event: KeyboardEvent) => event.stopPropagation();
  root.addEventListener("keydown", keepKeys);

  let closed = false;

  const backup = new Backup(String(model.get("draft_id")), window.localStorage);

  const open = (opening: Opening) => {
    if (closed) return;
    editor = new DraftEditor({
      channel,
      opening,
      onUpdate: (update: ViewUpdate) => {
        list.update(update);
        header.update({ words: update.state.field(wordCount), dirty: dirty() });
        if (update.docChanged) backup.markChanged(update.state.doc);
      },
      onConnection: (connection) => header.update({ connection }),
      onGoToList: (id) => list.focus(id),
      extensions: [wordCount, borrowedMarks(() => association.partnerWords)],
    });
    draft.append(editor.view.dom);
    list.attach(editor);
    compare.attach(editor);
    history.attach(editor);
    header.update({ words: editor.view.state.field(wordCount) });
    editor.focus();
    const others = model.get("compare_with") as number[];
    if (others.length) {
      compare.choose(["now", ...others]);
      header.show("compare");
    }
    channel.trait("checking", (checking: boolean) => list.setChecking(checking));
    channel.trait("read_share", (share: number) => list.setShare(share));
    channel.trait("save_state", saved);
  };
  const saved = () => {
    header.update({ dirty: dirty() });
    const { state } = model.get("save_state") as SaveState;
    if (editor && state === "saved" && !dirty()) backup.markSaved(editor.view.state.doc);
  };
  const dirty = () => editor !== null && !editor.sync.settled;

  channel
    .request<Opening>("open", { unsaved: backup.read() }, { timeout: 60_000 })
    .then(open)
    .catch((error: Error) => notices.show({ level: "error", text: error.message }));

  // What is unsent must go before the page does.
  const leave = () => {
    backup.write();
    editor?.sync.post();
  };
  const hidden = () => document.visibilityState === "hidden" && leave();
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", hidden);

  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return; // the editor has answered it
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      void editor?.sync.flush().then(() => channel.request("save"));
    } else if (event.key === "F8" && editor) {
      event.preventDefault();
      const s = editor.step(event.shiftKey ? -1 : 1);
      if (s && list.element.contains(document.activeElement)) list.focus(s.id);
    } else if (event.key === "F1") {
      event.preventDefault();
      showKeys(root);
    } else if (event.key === "Escape" && editor && !draft.contains(document.activeElement)) {
      editor.focus();
    }
  });

  return () => {
    closed = true;
    leave();
    window.removeEventListener("pagehide", leave);
    document.removeEventListener("visibilitychange", hidden);
    compare.close();
    association.close();
    editor?.destroy();
    channel.close();
    root.remove();
  };
}

/** Where the caret stands, as Python counts. */
function codePoints(editor: DraftEditor): number {
  const { doc, selection } = editor.view.state;
  return Array.from(doc.sliceString(0, selection.main.head)).length;
}
