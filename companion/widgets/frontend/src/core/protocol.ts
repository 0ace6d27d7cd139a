// All messages and traits between Python and the page.
//
// Made from companion/widgets/protocol, which is to be changed instead, by
// `python -m companion.widgets.protocol_ts`.

export type Granularity = "words" | "sentences" | "paragraphs";

export type Relation = "same" | "changed" | "moved" | "added" | "removed";

export type Op = "kept" | "removed" | "added";

export type DifferenceKind = "changed" | "added" | "removed" | "moved";

export type FactKind = "number" | "name" | "quotation" | "claim";

/** Words, and their share of the bits. */
export interface Reason {
  readonly text: string;
  readonly bits: number;
}

/** How a text reads. */
export interface Measures {
  readonly name: string;
  readonly by: string;
  readonly when: string;
  readonly words: number;
  readonly sentences: number;
  /** Words per sentence, on average. */
  readonly sentence_words: number;
  /** The reading grade. */
  readonly grade: number;
  /** How it leans to assistant style beside the base; the other sign where they swap. */
  readonly bits: number;
  /** The bits from which the meter warns. */
  readonly warns_at: number;
  readonly warn: boolean;
  readonly label: string;
  /** How much was changed beyond corrections, in words. */
  readonly amount: string;
  /** Mannerisms that went, in words. */
  readonly lost: readonly string[];
  readonly reliability: string;
  readonly tells: readonly string[];
  readonly reasons: readonly Reason[];
}

export type Segment = readonly [Op, string, string];

/** A paragraph on either side, in segments; none where it is not there. */
export interface Row {
  readonly relation: Relation;
  readonly base_number: number;
  readonly revised_number: number;
  readonly moved_number: number;
  readonly base: readonly Segment[];
  readonly revised: readonly Segment[];
  readonly differences: readonly string[];
}

/** Something that an author can take; spans are in code points. */
export interface Difference {
  readonly id: string;
  readonly kind: DifferenceKind;
  readonly row: number;
  readonly base: readonly [number, number];
  readonly revised: readonly [number, number];
  readonly before: string;
  readonly after: string;
  readonly note: string;
}

/** A change that is easily missed. */
export interface Fact {
  readonly kind: FactKind;
  readonly before: string;
  readonly after: string;
  /** In which paragraphs. */
  readonly couple: number;
  /** The words around it. */
  readonly where: string;
}

/** What was added, removed and moved. */
export interface Summary {
  readonly words_added: number;
  readonly words_removed: number;
  readonly paragraphs_moved: number;
  readonly sentences_moved: number;
}

/** The base and one other version. */
export interface Pair {
  readonly precise: boolean;
  readonly summary: Summary;
  readonly rows: readonly Row[];
  readonly differences: readonly Difference[];
  readonly facts: readonly Fact[];
}

/** Versions side by side. */
export interface ComparisonData {
  readonly granularity: Granularity;
  readonly columns: readonly Measures[];
  readonly pairs: readonly Pair[];
  /** Each line has the row of each pair, if one is there. */
  readonly grid: readonly (readonly (number | null)[])[];
  /** Half-open ranges of the grid in which nothing differs. */
  readonly folds: readonly (readonly [number, number])[];
}

export type Natural = number;

/** No fields. */
export type Nothing = Record<string, never>;

/** A text. */
export interface Words {
  readonly text: string;
}

/** What would be sent where, at what price. */
export interface Sending {
  readonly summary: string;
  /** Every word of it. */
  readonly texts: readonly string[];
  readonly allowed: boolean;
  /** Why it may not be sent, and what would make it possible; "" where it may. */
  readonly why: string;
  /** The author need not be asked again. */
  readonly agreed: boolean;
}

/** What was said. */
export interface SaidTurn {
  readonly speaker: "author" | "partner" | "critic" | "other";
  readonly text: string;
}

export type SentTurn = readonly [Natural, string, Natural];

/** The options of a freewriting session. */
export interface SessionOptions {
  readonly goal_words: number;
  /** null for no timer. */
  readonly minutes: number | null;
  /** How many characters at the end may be deleted; null for all. */
  readonly backspace: number | null;
  readonly pause_seconds: number;
  readonly hide_count: boolean;
  /** How many are offered at a pause. */
  readonly sparks: number;
}

/** The options to change. */
export interface SessionOptionsChange {
  readonly goal_words?: number;
  readonly minutes?: number | null;
  readonly backspace?: number | null;
  readonly pause_seconds?: number;
  readonly hide_count?: boolean;
  readonly sparks?: number;
}

/** The options as the author sets them. */
export interface Rules {
  readonly rules: SessionOptionsChange;
}

/** A phrase worth keeping. */
export interface Thread {
  readonly phrase: string;
  readonly done: boolean;
  /** Whether it is tied to a paragraph. */
  readonly tied: boolean;
  /** How that begins; "" if it is no longer there. */
  readonly opening: string;
}

/** A change of a thread. */
export interface ThreadChange {
  readonly act: "keep" | "tick" | "tie" | "move" | "remove";
  readonly phrase: string;
  /** For "tick". */
  readonly done?: boolean;
  /** For "tie": an offset in code points; null unties it. */
  readonly at?: number | null;
  /** For "move": how many positions down. */
  readonly by?: number;
}

/** Who the partner is; "" and why there is none. */
export interface Partner {
  readonly name: string;
  readonly why: string;
}

/** A sitting as it is kept. */
export interface Sitting {
  /** Its number; null before it has words. */
  readonly association: number | null;
  /** A hash of its turns. */
  readonly seen: string;
  /** All of them; null where they are as the page has them. */
  readonly turns: readonly SaidTurn[] | null;
  readonly about?: string;
}

/** All that a view of a sitting needs to draw itself. */
export interface AssociationOpening {
  readonly association: number | null;
  readonly seen: string;
  readonly turns: readonly SaidTurn[];
  readonly about: string;
  readonly rules: SessionOptions;
  readonly threads: readonly Thread[];
  readonly partner: Partner;
}

/** What this browser kept of earlier associations. */
export interface Backups {
  /** As another release may have written them. */
  readonly backups?: readonly unknown[];
}

/** One sitting; null where it has no words yet. */
export interface ChosenSitting {
  readonly association?: number | null;
}

/** The author's turns that changed, and the hash of what the page saw last. */
export interface Write {
  readonly association?: number | null;
  readonly seen?: string;
  readonly turns?: readonly SentTurn[];
}

/** What a sitting is about. */
export interface SetAbout {
  readonly association?: number | null;
  /** The offset of a paragraph, in code points; null for none. */
  readonly at: number | null;
}

/** The paragraph that a sitting is about, or "". */
export interface About {
  readonly about: string;
}

/** What people thought of first when they heard a word. */
export interface Spark {
  readonly cue: string;
  readonly response: string;
}

/** What the partner said, and the sitting that has it. */
export interface PartnersTurn {
  readonly association: number | null;
  readonly text: string;
}

/** A sitting has other turns. */
export interface AssociationChanged {
  readonly association: number;
  readonly seen: string;
}

/** A sitting was deleted. */
export interface AssociationGone {
  readonly association: number;
}

/** Words of the draft that someone else said first. */
export interface Borrowing {
  readonly start: number;
  readonly end: number;
  /** Who: "partner", "duet", "transcript: Name". */
  readonly origin: string;
}

/** All words that someone else said first. */
export interface Borrowings {
  readonly revision: number;
  readonly spans: readonly Borrowing[];
}

/** A change for the page's editor to make, and the revision that it fits. */
export interface TextChange {
  readonly revision: number;
  readonly changes: ChangeSet;
}

export type Ref = number | "now";

/** How a version reads. */
export interface Column {
  readonly name: string;
  readonly by: string;
  readonly when: string;
  readonly words: number;
  readonly sentences: number;
  readonly sentence_words: number;
  readonly grade: number;
  readonly bits: number;
  readonly warns_at: number;
  readonly warn: boolean;
  readonly label: string;
  readonly amount: string;
  readonly lost: readonly string[];
  readonly reliability: string;
  readonly tells: readonly string[];
  readonly reasons: readonly Reason[];
  readonly ref: Ref;
}

/** Which version drift is measured from; by default the oldest that the author made. */
export interface TimelineBase {
  readonly base?: Ref;
}

/** How every version reads, oldest first and the live text last. */
export interface Timeline {
  /** From which drift is measured. */
  readonly base: Ref;
  readonly columns: readonly Column[];
}

/** The first of the versions is compared with each of the others. */
export interface Compare {
  readonly versions: readonly Ref[];
  readonly granularity?: Granularity;
}

/** Versions side by side. */
export interface Comparison {
  readonly granularity: Granularity;
  readonly columns: readonly Measures[];
  readonly pairs: readonly Pair[];
  /** Each line has the row of each pair, if one is there. */
  readonly grid: readonly (readonly (number | null)[])[];
  /** Half-open ranges of the grid in which nothing differs. */
  readonly folds: readonly (readonly [number, number])[];
  /** Identifies the comparison in "take". */
  readonly key: string;
  readonly refs: readonly Ref[];
}

/** How many of how many pairs are done. */
export interface Comparing {
  readonly done: number;
  readonly of: number;
}

/** Differences of a pair of a comparison, to be taken into the draft. */
export interface Take {
  readonly key: string;
  readonly pair: Natural;
  readonly ids: readonly string[];
}

/** What the author compares, the first with each of the others. */
export interface ChosenPair {
  readonly pair: readonly Ref[];
}

export type RemarkStatus = "open" | "answered" | "parked" | "dismissed";

export type Temper = "balanced" | "harsh";

/** A question about words of the draft. */
export interface Remark {
  readonly id: number;
  readonly quotation: string;
  readonly text: string;
  readonly status: RemarkStatus;
}

/** Every question that is not dismissed. */
export interface CriticState {
  readonly remarks: readonly Remark[];
  /** The critic's model; "" where none is set up. */
  readonly critic: string;
}

/** What the critic is asked. */
export interface AskCritic {
  /** The offset of a paragraph, in code points; null for the whole draft. */
  readonly at?: number | null;
  readonly temper?: Temper;
  /** Ask what needs no model. */
  readonly offline?: boolean;
}

/** A new status of a question. */
export interface Settle {
  readonly remark: number;
  readonly status: RemarkStatus;
}

export type SaveStatus = "saved" | "unsaved" | "saving" | "error" | "kept";

/** Whether the text is safe. */
export interface SaveState {
  readonly state: SaveStatus;
  /** The local time of the last durable write, "14:02". */
  readonly at: string;
  /** What went wrong; of a text in no file ("kept"), where it is kept. */
  readonly message: string;
}

/** What the author must know, until they put it away. */
export interface Notice {
  readonly level: "info" | "error";
  readonly text: string;
}

/** One of the facts about what may leave the machine. */
export interface Chip {
  readonly text: string;
  readonly title: string;
}

/** Where a disclosure is handed in. */
export interface VenueChoice {
  readonly venue?: string;
}

/** What is on record, as a statement for a venue. */
export interface Disclosure {
  readonly text: string;
  readonly advice: string;
  /** A name and a value in words, each. */
  readonly facts: readonly (readonly [string, string])[];
  /** An id and a name, each. */
  readonly venues: readonly (readonly [string, string])[];
}

/** How far a duet may go. */
export interface DuetLimits {
  readonly turns?: number;
  readonly dollars?: number;
}

/** How many of how many turns are done, what they cost, and how it ended. */
export interface DuetProgress {
  readonly turns: number;
  readonly of: number;
  readonly dollars: number;
  readonly ending: string;
}

/** A hunk with its judgement. */
export interface Suggestion {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  readonly kind: string;
  /** The kind in plain words. */
  readonly kind_name: string;
  readonly message: string;
  readonly source: string;
  readonly verdict: Verdict;
  readonly drift_bits: number | null;
}

/** A paragraph that leans away from the author's voice. */
export interface Leaning {
  readonly start: number;
  readonly end: number;
  readonly bits: number;
  readonly reasons: readonly Reason[];
  /** The words that make it lean, quoted, for one line. */
  readonly because: string;
  readonly tells: readonly Tell[];
}

export type ChangeSet = readonly (number | readonly (number | string)[])[];

/** One change of the text, and the page that made it. */
export interface Update {
  readonly client: string;
  readonly changes: ChangeSet;
}

/** What this browser kept of earlier pages. */
export interface Copies {
  /** As another release may have written them. */
  readonly copies?: readonly unknown[];
}

/** Changes that stand on a revision of the text. */
export interface Push {
  readonly revision: number;
  readonly updates: readonly Update[];
  /** The page is about to go. */
  readonly save?: boolean;
}

/** All changes since the revision that was pushed. */
export interface Updates {
  readonly updates: readonly Update[];
}

/** The text has come to this revision. */
export interface TextRevision {
  readonly revision: number;
}

/** The part of the text that is in sight. */
export interface Look {
  readonly revision: number;
  readonly start: Natural;
  readonly end: Natural;
}

/** What an editor needs to draw the draft. */
export interface Opening {
  readonly text: string;
  readonly revision: number;
  /** Whose revisions these are; another run of Python may go on with them. */
  readonly session: string;
  readonly suggestions: readonly Suggestion[];
  readonly leanings: readonly Leaning[];
  /** What a text that is in no file began as. */
  readonly base: string | null;
  /** The keys of the copies of earlier pages that are in the text now. */
  readonly recovered: readonly string[];
}

export type VersionRef = number;

export type MadeBy = "me" | "model" | "person";

/** A kept state of the draft. */
export interface Version {
  readonly ref: number;
  readonly title: string;
  readonly name: string;
  readonly note: string;
  readonly at: string;
  readonly reason: string;
  readonly maker: string;
  readonly made_by: MadeBy;
  readonly source: string;
  readonly words: number;
}

/** Kept states of the draft. */
export interface Versions {
  readonly versions: readonly Version[];
}

/** Keep the draft as it stands. */
export interface KeepVersion {
  readonly name?: string;
  readonly note?: string;
}

/** One kept version. */
export interface ChosenVersion {
  readonly version: VersionRef;
}

/** A new name for a kept version. */
export interface RenameVersion {
  readonly version: VersionRef;
  readonly name: string;
}

/** A new note for a kept version. */
export interface NoteVersion {
  readonly version: VersionRef;
  readonly note: string;
}

/** A file or a pasted text, to be kept as a version. */
export interface ImportVersion {
  /** In Base64. */
  readonly content: string;
  readonly name?: string;
  readonly made_by?: MadeBy;
  /** A name. */
  readonly maker?: string;
}

/** The proofreader as it is configured; never a key. */
export interface ModelState {
  /** "" where none is configured. */
  readonly name: string;
  /** Whether it may be asked now. */
  readonly ready: boolean;
  /** What to do where it may not. */
  readonly why: string;
  /** The switch "nothing leaves this machine". */
  readonly offline: boolean;
  /** "$0.14 of $1.00" */
  readonly spent: string;
  /** What the settings beside the draft ask for, as a question; "" once it is answered. */
  readonly asks: string;
}

/** How far the model has read, in paragraphs. */
export interface ModelRun {
  readonly running: boolean;
  readonly done: number;
  readonly total: number;
  readonly message: string;
}

/** The switch "nothing leaves this machine". */
export interface Offline {
  readonly offline: boolean;
}

/** Whether what the draft's folder asks for is to be used. */
export interface FolderAnswer {
  readonly use: boolean;
}

export type PieceKind = "" | "del" | "ins" | "cell";

/** A draft as it was when Python last said so. Saved notebooks hold it: its form is fixed. */
export interface Still {
  readonly name: string;
  readonly facts: string;
  /** The text, with each suggestion as a deletion and an insertion. */
  readonly pieces: readonly (readonly [PieceKind, string])[];
}

/** The source that the page has written into the cell. */
export interface CellSource {
  readonly source: string;
}

/** The new source of a cell of the notebook. */
export interface WriteBack {
  /** The id of the cell, or "". */
  readonly cell: string;
  /** What the cell held when it was run. */
  readonly expected: string;
  readonly source: string;
}

export type Verdict = "mechanical" | "held";

export type Decision = "accepted" | "rejected" | "never" | "undone";

/** What a check changes in the open suggestions: ids to remove, suggestions to add. */
export interface SuggestionChanges {
  readonly revision: number;
  readonly remove: readonly string[];
  readonly add: readonly Suggestion[];
}

/** A suggestion as `companion check --json` gives it; it counts in code points. */
export interface SavedSuggestion {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  readonly kind: string;
  readonly verdict: string;
  readonly message: string;
  readonly drift_bits: number | null;
}

/** What the author decided about the suggestion of this id. */
export interface DecisionMade {
  readonly suggestion: string;
  readonly decision: Decision;
}

/** What the meter shows. Bits are log2 likelihood ratios toward assistant style. */
export interface Voice {
  /** Of the text that was read. */
  readonly revision: number;
  /** The draft as a whole, of what in it its author did not type; 0 where nothing leans. */
  readonly now: number;
  /** The same if every pending suggestion were accepted. */
  readonly after: number;
  /** How many suggestions that are. */
  readonly pending: number;
  /** Where the meter warns. */
  readonly warns_at: number;
  /** Whether it does. */
  readonly warn: boolean;
  /**
   * The state in a word: "yours", "drifting", "assistant-like"; "unknown" where there is nothing
   * yet to hold the draft against.
   */
  readonly label: string;
  /** Which family of assistants the drift leans to, where there is evidence. */
  readonly family: string;
  /** "against 14 of your essays" */
  readonly against: string;
  readonly reasons: readonly PlacedReason[];
  /** One line about the paragraph that leans furthest, or "". */
  readonly leaning: string;
  /** Where that paragraph stands; null where none leans. */
  readonly place: Place | null;
  /** "74 words in 11 of 16 paragraphs changed beyond grammar", or "". */
  readonly amount: string;
  /** How much of the draft was typed by its author, in words, or "". */
  readonly hand: string;
  /** Mannerisms of the author that went, in words: "3 fragments joined or made whole". */
  readonly lost: readonly string[];
  /** Whether the numbers rest on enough text. */
  readonly reliability: string;
}

/** The synced traits of all parts; no part has them all. */
export interface Traits {
  /** What the bundle draws. */
  readonly part: string;
  /** Names the draft in the browser's storage. */
  readonly draft_id: string;
  readonly draft_name: string;
  /** By which the parts of one session find one another. */
  readonly session_id: string;
  readonly save_state: SaveState;
  readonly minutes: number;
  readonly checking: boolean;
  /** Of the draft, once a reading takes long; 0 while it does not. */
  readonly read_share: number;
  /** What of the draft was left unread, and what to do; "" if nothing was. */
  readonly unread: string;
  readonly chips: readonly Chip[];
  readonly model: ModelState;
  readonly model_run: ModelRun;
  readonly voice: Voice | null;
  /** Versions that the page compares with the draft as it opens. */
  readonly compare_with: readonly number[];
  readonly notices: readonly Notice[];
  /** The draft is made of the Markdown cells of a notebook. */
  readonly cells: boolean;
  /** The draft is the text of one code cell, and can be written back into it. */
  readonly of_cell: boolean;
  /** A length of CSS. */
  readonly height: string;
  readonly suggestions: readonly SavedSuggestion[];
  readonly bits: number;
  readonly warn: boolean;
  readonly reasons: readonly Reason[];
  readonly pair: readonly Ref[];
  readonly still: Still;
  /** A reference to the model that holds the code. */
  readonly bundle: string;
}

/** The synced traits of the model that holds the code of all parts in a notebook. */
export interface BundleTraits {
  readonly source: string;
  readonly style: string;
  readonly build: string;
}

/** Words that somebody said. */
export interface Search {
  readonly containing?: string;
}

/** One conversation. */
export interface ChosenTranscript {
  readonly transcript: number;
}

/** A conversation to import. */
export interface ImportTranscript {
  readonly text: string;
  /** The name whose turns are the author's own. */
  readonly author?: string;
}

/** A conversation in the list. */
export interface ListedTranscript {
  readonly id: number;
  readonly kind: "freewriting" | "critic" | "duet" | "imported";
  readonly title: string;
  readonly started: string;
  readonly words: number;
}

/** What somebody said. */
export interface TranscriptTurn {
  readonly speaker: "author" | "partner" | "critic" | "other";
  readonly name: string;
  readonly text: string;
}

/** A conversation. */
export interface Transcript {
  readonly turns: readonly TranscriptTurn[];
  readonly markdown: string;
}

/** Where something stands in the draft. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A reason, and where its words stand, if they do. */
export interface PlacedReason {
  readonly text: string;
  readonly bits: number;
  readonly place: Place | null;
}

/** Words that make a paragraph lean, and why. */
export interface Tell {
  readonly start: number;
  readonly end: number;
  readonly why: string;
}

/** The paragraphs that lean away. */
export interface Leanings {
  readonly revision: number;
  readonly leanings: readonly Leaning[];
}

/** A file of the author's own writing. */
export interface OwnFile {
  readonly name: string;
  /** In Base64. */
  readonly content: string;
}

/** Learn the author's voice from files, and hold the draft against it from now on. */
export interface LearnVoice {
  readonly files: readonly OwnFile[];
  /** What to call the profile. */
  readonly name?: string;
}

/** The profile that was learned, in words for the author. */
export interface LearnedVoice {
  readonly text: string;
}

/** What may be asked, by kind. */
export interface Requests {
  "association-open": { payload: Backups; result: AssociationOpening };
  "association-write": { payload: Write; result: Sitting };
  "association-new": { payload: Nothing; result: AssociationOpening };
  "association-about": { payload: SetAbout; result: About };
  "association-sparks": { payload: Words; result: readonly Spark[] };
  "association-rules": { payload: Rules; result: SessionOptions };
  "association-offer": { payload: ChosenSitting; result: readonly string[] };
  "association-threads": { payload: ThreadChange; result: readonly Thread[] };
  "association-plan": { payload: ChosenSitting; result: Sending };
  "association-partner": { payload: ChosenSitting; result: PartnersTurn };
  borrowed: { payload: Nothing; result: null };
  timeline: { payload: TimelineBase; result: Timeline };
  compare: { payload: Compare; result: Comparison };
  take: { payload: Take; result: TextChange };
  chosen: { payload: ChosenPair; result: null };
  "critic-open": { payload: Nothing; result: CriticState };
  "critic-plan": { payload: AskCritic; result: Sending };
  "critic-ask": { payload: AskCritic; result: CriticState };
  "critic-settle": { payload: Settle; result: CriticState };
  disclosure: { payload: VenueChoice; result: Disclosure };
  facts: { payload: Nothing; result: string };
  "put-away": { payload: Words; result: null };
  "duet-plan": { payload: DuetLimits; result: Sending };
  "duet-start": { payload: DuetLimits; result: DuetProgress };
  open: { payload: Copies; result: Opening };
  push: { payload: Push; result: Updates };
  look: { payload: Look; result: null };
  save: { payload: Nothing; result: null };
  pasted: { payload: Words; result: null };
  history: { payload: Nothing; result: Versions };
  restore: { payload: ChosenVersion; result: TextChange };
  "keep-version": { payload: KeepVersion; result: Version };
  "rename-version": { payload: RenameVersion; result: Version };
  "note-version": { payload: NoteVersion; result: Version };
  "delete-version": { payload: ChosenVersion; result: null };
  "import-version": { payload: ImportVersion; result: Versions };
  "model-plan": { payload: Nothing; result: Sending };
  "model-check": { payload: Nothing; result: null };
  "set-offline": { payload: Offline; result: null };
  "folder-settings": { payload: FolderAnswer; result: null };
  "write-back": { payload: Nothing; result: WriteBack };
  "write-later": { payload: Nothing; result: null };
  written: { payload: CellSource; result: null };
  decide: { payload: DecisionMade; result: null };
  "transcripts-list": { payload: Search; result: readonly ListedTranscript[] };
  "transcripts-read": { payload: ChosenTranscript; result: Transcript };
  "transcripts-export": { payload: Nothing; result: string };
  "transcripts-names": { payload: Words; result: readonly string[] };
  "transcripts-import": { payload: ImportTranscript; result: readonly ListedTranscript[] };
  "transcripts-delete": { payload: ChosenTranscript; result: readonly ListedTranscript[] };
  "learn-voice": { payload: LearnVoice; result: LearnedVoice };
}

/** What Python says unasked. */
export interface Events {
  "association-stream": Words;
  "association-changed": AssociationChanged;
  "association-gone": AssociationGone;
  borrowed: Borrowings;
  comparing: Comparing;
  duet: DuetProgress;
  updates: TextRevision;
  suggestions: SuggestionChanges;
  leanings: Leanings;
}
