// The text of a `%%companion` cell, written back into the cell when the author says so.
//
// JupyterLab and Notebook 7 give a widget its notebook; the cell is changed there, as if typed. In a
// front end that does not, the kernel writes it the next time that the cell is run.

import type { Channel, Model } from "../core/channel";
import { button, h, setText } from "../core/dom";
import type { DraftEditor } from "../editor/draft-editor";

interface CellModel {
  id: string;
  sharedModel: { getSource(): string; setSource(source: string): void };
}
/** The part of JupyterLab's widget manager that leads to the notebook. */
type Notebook = { context?: { model?: { cells?: Iterable<CellModel> } } };

const CHANGED = "The cell was changed after it was run: run it again, then write into it.";
const LATER = "Run this cell once more: it then takes this text.";

export class WriteBack {
  readonly element: HTMLElement;
  private readonly said = h("span", {
    class: "cp-quiet-text",
    role: "status",
    "aria-label": "Cell",
  });
  private editor: DraftEditor | null = null;

  constructor(private readonly channel: Channel) {
    const write = button("Write into the cell", () => void this.write(), { class: "cp-go" });
    this.element = h(
      "span",
      { class: "cp-write-back", hidden: !channel.model.get("of_cell") },
      this.said,
      write,
    );
  }

  attach(editor: DraftEditor): void {
    this.editor = editor;
  }

  private async write(): Promise<void> {
    try {
      await this.editor?.sync.flush();
      const wanted = await this.channel.request("write-back");
      const cell = find(this.channel.model, wanted.cell);
      if (!cell) {
        await this.channel.request("write-later");
        this.say(LATER);
      } else if (cell.sharedModel.getSource() !== wanted.expected) {
        this.say(CHANGED);
      } else {
        cell.sharedModel.setSource(wanted.source);
        await this.channel.request("written", { source: wanted.source });
        this.say("");
      }
    } catch (error) {
      this.say((error as Error).message);
    }
  }

  private say(text: string): void {
    setText(this.said, text);
  }
}

function find(model: Model, id: string): CellModel | null {
  const cells = (model.widget_manager as Notebook | undefined)?.context?.model?.cells;
  if (!cells || !id) return null;
  for (const cell of cells) if (cell.id === id) return cell;
  return null;
}
