// What a text file cannot hold, kept out of the draft as it comes in.
//
// A pasted text may have NUL in it, halves of surrogate pairs, or the line ends of another system.
// What was typed or pasted is put right in the same transaction, so that one undo takes it back.
// All other characters stay as they are, as in Python.

import { EditorState, type Extension } from "@codemirror/state";

const UNFIT = /\r\n?|\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What takes the place of an unfit character: a line end, the mark of a lost one, or nothing. */
function instead(unfit: string): string {
  if (unfit.startsWith("\r")) return "\n";
  return unfit >= "\ud800" && unfit <= "\udfff" ? "\ufffd" : "";
}

/** `onUnfit` is called when characters, not only line ends, had to go. */
export function cleanInput(onUnfit: () => void): Extension {
  return EditorState.transactionFilter.of((tr) => {
    if (!tr.docChanged || !tr.isUserEvent("input")) return tr;
    const changes: { from: number; to: number; insert: string }[] = [];
    let lost = false;
    tr.changes.iterChanges((_fromA, _toA, fromB, _toB, inserted) => {
      for (const match of inserted.toString().matchAll(UNFIT)) {
        const from = fromB + match.index;
        changes.push({ from, to: from + match[0].length, insert: instead(match[0]) });
        lost ||= !match[0].startsWith("\r");
      }
    });
    if (!changes.length) return tr;
    if (lost) onUnfit();
    return [tr, { changes, sequential: true }];
  });
}
