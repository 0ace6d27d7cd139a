// The whole page: header, draft, suggestions, and the notices that must not be missed.

import type { ViewUpdate } from "@codemirror/view";
import { CriticPart } from "../association/critic";
import { FreewritingPane } from "../association/freewriting-pane";
import { TranscriptsPart } from "../association/transcripts";
import { CompareView } from "../compare/compare-view";
import { Channel, type Model } from "../core/channel";
import { h } from "../core/dom";
import { suppressHostShortcuts } from "../core/host-page";
import { showKeys } from "../core/key-help";
import { Notices } from "../core/notices";
import { borrowedMarks } from "../editor/borrowed-words";
import type { DraftEditor } from "../editor/draft-editor";
import { DraftView } from "../editor/draft-view";
import { Header, type TabSpec } from "../editor/header";
import { DisclosurePanel } from "../history/disclosure-panel";
import { HistoryView } from "../history/history-view";
import { WriteBack } from "../notebook/write-back";
import { ModelProofread } from "../suggestions/model-proofread";
import { SuggestionList } from "../suggestions/suggestion-list";
import { Meter } from "../voice/meter";

/** Draws the dashboard into `el`; returns the function that takes it down. */
export function renderDashboard(model: Model, el: HTMLElement): () => void {
  const channel = new Channel(model);
  const root = h("div", { class: "cp-root cp-dashboard" });
  const caret = () => (view.editor ? codePoints(view.editor) : 0);
  const draft = h("section", { class: "cp-draft" });
  const list = new SuggestionList(root);
  const modelCheck = new ModelProofread(channel, root);
  const aside = h("aside", { class: "cp-aside" }, list.element, modelCheck.element);
  const association = new FreewritingPane(channel, {
    draftId: String(model.get("draft_id")),
    caret,
    root,
  });
  const critic = new CriticPart(channel, root, {
    caret,
    show: (quotation) => view.editor?.find(quotation),
  });
  const transcripts = new TranscriptsPart(channel, root);
  association.element.append(critic.element, transcripts.element);
  const write = h("section", { class: "cp-write" }, draft, aside, association.element);
  const disclosure = new DisclosurePanel(channel);
  const compare = new CompareView(channel);
  const history = new HistoryView(channel, (ref) => {
    compare.choose([ref, "now"]);
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
  const meter = new Meter(channel, (revision, place) => {
    header.show("write");
    view.editor?.go(revision, place);
  });
  const writeBack = new WriteBack(channel);
  header.element.append(writeBack.element);
  root.append(header.element, notices.element, ...tabs.map((tab) => tab.panel), meter.element);
  el.append(root);

  suppressHostShortcuts(root);

  const view: DraftView = new DraftView({
    channel,
    root,
    place: draft,
    header,
    notices,
    extensions: borrowedMarks(() => association.partnerWords),
    onUpdate: (update: ViewUpdate) => list.update(update),
    onGoToList: (id) => list.focus(id),
    onOpen: (editor: DraftEditor) => {
      list.attach(editor);
      compare.attach(editor);
      history.attach(editor);
      writeBack.attach(editor);
      editor.focus();
      const others = model.get("compare_with") ?? [];
      if (others.length) {
        compare.choose(["now", ...others]);
        header.show("compare");
      }
      channel.trait("checking", (checking) => list.setChecking(checking));
      channel.trait("read_share", (share) => list.setShare(share));
      channel.trait("unread", (note) => list.setUnread(note));
    },
  });

  root.addEventListener("keydown", (event) => {
    const { editor } = view;
    if (event.defaultPrevented) return; // the editor has answered it
    if (event.key === "F8" && editor) {
      event.preventDefault();
      const s = editor.step(event.shiftKey ? -1 : 1);
      if (s && list.element.contains(document.activeElement)) list.focus(s.id);
    } else if (event.key === "F1") {
      event.preventDefault();
      showKeys(root);
    }
  });

  return () => {
    view.close();
    compare.close();
    association.close();
    channel.close();
    root.remove();
  };
}

/** Where the caret stands, as Python counts. */
function codePoints(editor: DraftEditor): number {
  const { doc, selection } = editor.view.state;
  return Array.from(doc.sliceString(0, selection.main.head)).length;
}
