"""All that crosses the line between Python and the page, each message and trait with its type.

``protocol.ts`` is made from this module by `companion.widgets.protocol_ts`; docstrings go along.
What is asked is a `Request`, what is told unasked an `Event`, what a page drawn late must see a
trait. Names are the same on both sides. ``start`` and ``end`` are a half-open span of the draft in
UTF-16 units, as the editor counts, where nothing else is said. A ``version`` of the text counts
its changes; a ``ref`` is a version that is kept.
"""

from __future__ import annotations

from types import NoneType
from typing import Annotated, Literal, NotRequired, TypedDict

from companion.formats import comparison_json
from companion.formats.comparison_json import (
    Difference as Difference,
)
from companion.formats.comparison_json import (
    Fact as Fact,
)
from companion.formats.comparison_json import (
    Measures as Measures,
)
from companion.formats.comparison_json import (
    Pair as Pair,
)
from companion.formats.comparison_json import (
    Reason as Reason,
)
from companion.formats.comparison_json import (
    Row as Row,
)
from companion.formats.comparison_json import (
    Segment as Segment,
)
from companion.formats.comparison_json import (
    Summary as Summary,
)
from companion.text.diff import Granularity
from companion.widgets.contract import AtLeast, Event, Request, Says

Natural = Annotated[int, AtLeast(0)]


class Nothing(TypedDict):
    """No fields."""


# The text

ChangeSet = list[int | list[int | str]]  # as CodeMirror writes it


class Update(TypedDict):
    """One change of the text, and the page that made it."""

    client: str
    changes: ChangeSet


class Copies(TypedDict):
    """What this browser kept of earlier pages.

    Attributes:
        copies: as another release may have written them.
    """

    copies: NotRequired[list[object]]


class Push(TypedDict):
    """Changes that stand on a version of the text.

    Attributes:
        save: the page is about to go.
    """

    version: int
    updates: Annotated[list[Update], Says("these changes do not fit the draft")]
    save: NotRequired[bool]


class Updates(TypedDict):
    """All changes since the version that was pushed."""

    updates: list[Update]


class TextVersion(TypedDict):
    """The text has come to this version."""

    version: int


class Look(TypedDict):
    """The part of the text that is in sight."""

    version: int
    start: Natural
    end: Natural


class Words(TypedDict):
    """A text."""

    text: str


class TextChange(TypedDict):
    """A change for the page's editor to make, and the version that it fits."""

    version: int
    changes: ChangeSet


# Suggestions

Verdict = Literal["mechanical", "held"]
Decision = Literal["accepted", "rejected", "never", "undone"]


class Suggestion(TypedDict):
    """A hunk with its judgement.

    Attributes:
        kind_name: the kind in plain words.
    """

    id: str
    start: int
    end: int
    before: str
    after: str
    kind: str
    kind_name: str
    message: str
    source: str
    verdict: Verdict
    drift_bits: float | None


class SuggestionChanges(TypedDict):
    """What a reading changes in the open suggestions: ids to take off, others to put there."""

    version: int
    remove: list[str]
    add: list[Suggestion]


class SavedSuggestion(TypedDict):
    """A suggestion as ``companion check --json`` gives it; it counts in code points."""

    id: str
    start: int
    end: int
    before: str
    after: str
    kind: str
    verdict: str
    message: str
    drift_bits: float | None


class DecisionMade(TypedDict):
    """What the author decided about the suggestion of this id."""

    suggestion: str
    decision: Decision


# Voice


class Voice(TypedDict):
    """What the meter shows. Bits are log2 likelihood ratios toward assistant style.

    Attributes:
        now: the paragraph that leans furthest from the author's own words, as the draft stands.
        after: the same if every pending suggestion were accepted.
        pending: how many suggestions that are.
        warns_at: where the meter warns.
        family: which family of assistants the drift leans to, where there is evidence.
        against: "against 14 of your essays"
        leaning: one line about the paragraph that leans away, or "".
        reliability: whether the numbers rest on enough text.
    """

    now: float
    after: float
    pending: int
    warns_at: float
    label: str
    family: str
    against: str
    reasons: list[Reason]
    leaning: str
    reliability: str


class Tell(TypedDict):
    """Words that make a paragraph lean, and why."""

    start: int
    end: int
    why: str


class Leaning(TypedDict):
    """A paragraph that leans away from the author's voice.

    Attributes:
        because: the words that make it lean, quoted, for one line.
    """

    start: int
    end: int
    bits: float
    reasons: list[Reason]
    because: str
    tells: list[Tell]


class Leanings(TypedDict):
    """The paragraphs that lean away."""

    version: int
    leanings: list[Leaning]


class Borrowing(TypedDict):
    """Words of the draft that someone else said first.

    Attributes:
        origin: who: "partner", "duet", "transcript: Name".
    """

    start: int
    end: int
    origin: str


class Borrowings(TypedDict):
    """All words that someone else said first."""

    version: int
    spans: list[Borrowing]


# The page


class Opening(TypedDict):
    """What an editor needs to draw the draft.

    Attributes:
        session: whose versions these are; another run of Python may go on with them.
        base: what a text that is in no file began as.
        recovered: the keys of the copies of earlier pages that are in the text now.
    """

    text: str
    version: int
    session: str
    suggestions: list[Suggestion]
    leanings: list[Leaning]
    base: str | None
    recovered: list[str]


class SaveState(TypedDict):
    """Whether the text is safe.

    Attributes:
        at: the local time of the last durable write, "14:02".
        message: what went wrong; of a text in no file, where it is kept.
    """

    state: Literal["saved", "unsaved", "saving", "error", "kept"]
    at: str
    message: str


class Notice(TypedDict):
    """What the author must know, until they put it away."""

    level: Literal["info", "error"]
    text: str


class Chip(TypedDict):
    """One of the facts about what may leave the machine."""

    text: str
    title: str


PieceKind = Literal["", "del", "ins", "cell"]


class Still(TypedDict):
    """A draft as it was when Python last said so. Saved notebooks hold it: its form is fixed.

    Attributes:
        pieces: the text, with each suggestion as what goes and what comes.
    """

    name: str
    facts: str
    pieces: list[tuple[PieceKind, str]]


class VenueChoice(TypedDict):
    """The place that a disclosure goes to."""

    venue: NotRequired[str]


class Disclosure(TypedDict):
    """What is on record, as a statement for a venue.

    Attributes:
        facts: a name and a value in words, each.
        venues: an id and a name, each.
    """

    text: str
    advice: str
    facts: list[tuple[str, str]]
    venues: list[tuple[str, str]]


class CellSource(TypedDict):
    """What the page has put into the cell."""

    source: str


class WriteBack(TypedDict):
    """What is to stand in a cell of the notebook.

    Attributes:
        cell: the id of the cell, or "".
        expected: what the cell held when it was run.
    """

    cell: str
    expected: str
    source: str


# Models


class Sending(TypedDict):
    """What would go where, at what price.

    Attributes:
        texts: every word of it.
        why: why it may not be sent, and what would make it possible; "" where it may.
        agreed: the author need not be asked again.
    """

    summary: str
    texts: list[str]
    allowed: bool
    why: str
    agreed: bool


class ModelState(TypedDict):
    """The proofreader as it is configured; never a key.

    Attributes:
        name: "" where none is configured.
        ready: whether it may be asked now.
        why: what to do where it may not.
        offline: the switch "nothing leaves this machine".
        spent: "$0.14 of $1.00"
        asks: what the settings beside the draft ask for, as a question; "" once it is answered.
    """

    name: str
    ready: bool
    why: str
    offline: bool
    spent: str
    asks: str


class ModelRun(TypedDict):
    """How far the model has read, in paragraphs."""

    running: bool
    done: int
    total: int
    message: str


class Offline(TypedDict):
    """The switch "nothing leaves this machine"."""

    offline: bool


class FolderAnswer(TypedDict):
    """Whether what the draft's folder asks for is to be used."""

    use: bool


# Versions

Ref = Annotated[int | Literal["now"], Says("there is no such version")]
VersionRef = Annotated[int, Says("there is no such version")]
MadeBy = Literal["me", "model", "person"]


class Version(TypedDict):
    """A kept state of the draft."""

    ref: int
    title: str
    name: str
    note: str
    at: str
    reason: str
    maker: str
    made_by: MadeBy
    source: str
    words: int


class Versions(TypedDict):
    """Kept states of the draft."""

    versions: list[Version]


class KeepVersion(TypedDict):
    """Keep the draft as it stands."""

    name: NotRequired[str]
    note: NotRequired[str]


class ChosenVersion(TypedDict):
    """One kept version."""

    version: VersionRef


class RenameVersion(TypedDict):
    """A new name for a kept version."""

    version: VersionRef
    name: str


class NoteVersion(TypedDict):
    """A new note for a kept version."""

    version: VersionRef
    note: str


class ImportVersion(TypedDict):
    """A file or a pasted text, to be kept as a version.

    Attributes:
        content: in Base64.
        maker: a name.
    """

    content: str
    name: NotRequired[str]
    made_by: NotRequired[MadeBy]
    maker: NotRequired[str]


class Column(Measures):
    """How a version reads."""

    ref: Ref


class Timeline(TypedDict):
    """How every version reads, oldest first and the live text last."""

    columns: list[Column]


class Compare(TypedDict):
    """The first of the versions is compared with each of the others."""

    versions: list[Ref]
    granularity: NotRequired[Granularity]


class Comparison(comparison_json.ComparisonData):
    """Versions side by side.

    Attributes:
        key: by which differences are taken from it.
        grid: each line has the row of each pair, if one is there.
        folds: half-open ranges of the grid in which nothing differs.
    """

    key: str
    refs: list[Ref]


class Comparing(TypedDict):
    """How many of how many pairs are done."""

    done: int
    of: int


class Take(TypedDict):
    """Differences of a pair of a comparison, to be taken into the draft."""

    key: str
    pair: Natural
    ids: list[str]


class ChosenPair(TypedDict):
    """What the author compares, the first with each of the others."""

    pair: list[Ref]


# Free association


class SaidTurn(TypedDict):
    """What was said."""

    speaker: Literal["author", "partner", "critic", "other"]
    text: str


SentTurn = tuple[Natural, str, Natural]  # its place, all of it, how much of its start is kept


class SessionOptions(TypedDict):
    """What a session of freewriting holds the author to.

    Attributes:
        minutes: None for no timer.
        backspace: how many characters at the end may be deleted; None for all.
        sparks: how many are offered at a pause.
    """

    goal_words: int
    minutes: float | None
    backspace: int | None
    pause_seconds: float
    hide_count: bool
    sparks: int


class SessionOptionsChange(TypedDict):
    """The options that are to be others."""

    goal_words: NotRequired[int]
    minutes: NotRequired[float | None]
    backspace: NotRequired[int | None]
    pause_seconds: NotRequired[float]
    hide_count: NotRequired[bool]
    sparks: NotRequired[int]


class Rules(TypedDict):
    """The options as the author sets them."""

    rules: Annotated[SessionOptionsChange, Says("this cannot be set")]


class Thread(TypedDict):
    """A phrase worth keeping.

    Attributes:
        tied: whether it is tied to a paragraph.
        opening: how that begins; "" if it is no longer there.
    """

    phrase: str
    done: bool
    tied: bool
    opening: str


class ThreadChange(TypedDict):
    """What becomes of a thread.

    Attributes:
        done: for "tick".
        at: for "tie": an offset in code points; None unties it.
        by: for "move": how many places down.
    """

    act: Literal["keep", "tick", "tie", "move", "remove"]
    phrase: str
    done: NotRequired[bool]
    at: NotRequired[int | None]
    by: NotRequired[int]


class Partner(TypedDict):
    """Who the partner is; "" and why there is none."""

    name: str
    why: str


class Sitting(TypedDict):
    """A sitting as it is kept.

    Attributes:
        association: its number; None before it has words.
        seen: the mark of its turns.
        turns: all of them; None where they are as the page has them.
    """

    association: int | None
    seen: str
    turns: list[SaidTurn] | None
    about: NotRequired[str]


class AssociationOpening(TypedDict):
    """All that a view of a sitting needs to draw itself."""

    association: int | None
    seen: str
    turns: list[SaidTurn]
    about: str
    rules: SessionOptions
    threads: list[Thread]
    partner: Partner


class Backups(TypedDict):
    """What this browser kept of earlier associations.

    Attributes:
        backups: as another release may have written them.
    """

    backups: NotRequired[list[object]]


class ChosenSitting(TypedDict):
    """One sitting; None where it has no words yet."""

    association: NotRequired[int | None]


class Write(TypedDict):
    """The author's turns that changed, and the mark of what the page saw last."""

    association: NotRequired[int | None]
    seen: NotRequired[str]
    turns: NotRequired[list[SentTurn]]


class SetAbout(TypedDict):
    """What a sitting is about.

    Attributes:
        at: the offset of a paragraph, in code points; None for none.
    """

    association: NotRequired[int | None]
    at: int | None


class About(TypedDict):
    """The paragraph that a sitting is about, or ""."""

    about: str


class Spark(TypedDict):
    """What people thought of first when they heard a word."""

    cue: str
    response: str


class PartnersTurn(TypedDict):
    """What the partner said, and the sitting that has it."""

    association: int | None
    text: str


class AssociationChanged(TypedDict):
    """A sitting has other turns."""

    association: int
    seen: str


class AssociationGone(TypedDict):
    """A sitting was deleted."""

    association: int


RemarkStatus = Literal["open", "answered", "parked", "dismissed"]
Temper = Literal["balanced", "harsh"]


class Remark(TypedDict):
    """A question about words of the draft."""

    id: int
    quotation: str
    text: str
    status: RemarkStatus


class CriticState(TypedDict):
    """Every question that is not dismissed.

    Attributes:
        critic: the critic's model; "" where none is set up.
    """

    remarks: list[Remark]
    critic: str


class AskCritic(TypedDict):
    """What the critic is asked.

    Attributes:
        at: the offset of a paragraph, in code points; None for the whole draft.
        offline: ask what needs no model.
    """

    at: NotRequired[int | None]
    temper: NotRequired[Temper]
    offline: NotRequired[bool]


class Settle(TypedDict):
    """What becomes of a question."""

    remark: int
    status: RemarkStatus


class DuetLimits(TypedDict):
    """How far a duet may go."""

    turns: NotRequired[int]
    dollars: NotRequired[float]


class DuetProgress(TypedDict):
    """How many of how many turns are done, what they cost, and how it ended."""

    turns: int
    of: int
    dollars: float
    ending: str


class Search(TypedDict):
    """Words that somebody said."""

    containing: NotRequired[str]


class ChosenTranscript(TypedDict):
    """One conversation."""

    transcript: int


class ImportTranscript(TypedDict):
    """A conversation brought in.

    Attributes:
        author: the name whose turns are the author's own.
    """

    text: str
    author: NotRequired[str]


class ListedTranscript(TypedDict):
    """A conversation in the list."""

    id: int
    kind: Literal["freewriting", "critic", "duet", "imported"]
    title: str
    started: str
    words: int


class TranscriptTurn(TypedDict):
    """What somebody said."""

    speaker: Literal["author", "partner", "critic", "other"]
    name: str
    text: str


class Transcript(TypedDict):
    """A conversation."""

    turns: list[TranscriptTurn]
    markdown: str


# Requests of the page

OPEN = Request("open", Copies, Opening)
PUSH = Request("push", Push, Updates)
LOOK = Request("look", Look, NoneType)
SAVE = Request("save", Nothing, NoneType)
DECIDE = Request("decide", DecisionMade, NoneType)
PASTED = Request("pasted", Words, NoneType)
DISCLOSURE = Request("disclosure", VenueChoice, Disclosure)
FACTS = Request("facts", Nothing, str)
PUT_AWAY = Request("put-away", Words, NoneType)
FIND_BORROWED = Request("borrowed", Nothing, NoneType)

HISTORY = Request("history", Nothing, Versions)
TIMELINE = Request("timeline", Nothing, Timeline)
COMPARE = Request("compare", Compare, Comparison)
TAKE = Request("take", Take, TextChange)
RESTORE = Request("restore", ChosenVersion, TextChange)
KEEP_VERSION = Request("keep-version", KeepVersion, Version)
RENAME_VERSION = Request("rename-version", RenameVersion, Version)
NOTE_VERSION = Request("note-version", NoteVersion, Version)
DELETE_VERSION = Request("delete-version", ChosenVersion, NoneType)
IMPORT_VERSION = Request("import-version", ImportVersion, Versions)
CHOSEN = Request("chosen", ChosenPair, NoneType)

MODEL_PLAN = Request("model-plan", Nothing, Sending)
MODEL_CHECK = Request("model-check", Nothing, NoneType)
SET_OFFLINE = Request("set-offline", Offline, NoneType)
FOLDER_SETTINGS = Request("folder-settings", FolderAnswer, NoneType)

WRITE_BACK = Request("write-back", Nothing, WriteBack)
WRITE_LATER = Request("write-later", Nothing, NoneType)
WRITTEN = Request("written", CellSource, NoneType)

ASSOCIATION_OPEN = Request("association-open", Backups, AssociationOpening)
ASSOCIATION_WRITE = Request("association-write", Write, Sitting)
ASSOCIATION_NEW = Request("association-new", Nothing, AssociationOpening)
ASSOCIATION_ABOUT = Request("association-about", SetAbout, About)
ASSOCIATION_SPARKS = Request("association-sparks", Words, list[Spark])
ASSOCIATION_RULES = Request("association-rules", Rules, SessionOptions)
ASSOCIATION_OFFER = Request("association-offer", ChosenSitting, list[str])
ASSOCIATION_THREADS = Request("association-threads", ThreadChange, list[Thread])
ASSOCIATION_PLAN = Request("association-plan", ChosenSitting, Sending)
ASSOCIATION_PARTNER = Request("association-partner", ChosenSitting, PartnersTurn)

CRITIC_OPEN = Request("critic-open", Nothing, CriticState)
CRITIC_PLAN = Request("critic-plan", AskCritic, Sending)
CRITIC_ASK = Request("critic-ask", AskCritic, CriticState)
CRITIC_SETTLE = Request("critic-settle", Settle, CriticState)

DUET_PLAN = Request("duet-plan", DuetLimits, Sending)
DUET_START = Request("duet-start", DuetLimits, DuetProgress)

TRANSCRIPTS_LIST = Request("transcripts-list", Search, list[ListedTranscript])
TRANSCRIPTS_READ = Request("transcripts-read", ChosenTranscript, Transcript)
TRANSCRIPTS_EXPORT = Request("transcripts-export", Nothing, str)
TRANSCRIPTS_NAMES = Request("transcripts-names", Words, list[str])
TRANSCRIPTS_IMPORT = Request("transcripts-import", ImportTranscript, list[ListedTranscript])
TRANSCRIPTS_DELETE = Request("transcripts-delete", ChosenTranscript, list[ListedTranscript])

# Events

UPDATES = Event("updates", TextVersion)
SUGGESTIONS = Event("suggestions", SuggestionChanges)
LEANINGS = Event("leanings", Leanings)
BORROWED = Event("borrowed", Borrowings)
COMPARING = Event("comparing", Comparing)
ASSOCIATION_STREAM = Event("association-stream", Words)
ASSOCIATION_CHANGED = Event("association-changed", AssociationChanged)
ASSOCIATION_GONE = Event("association-gone", AssociationGone)
DUET = Event("duet", DuetProgress)


class Traits(TypedDict):
    """The synced traits of all parts; no part has them all.

    Attributes:
        part: what the bundle draws.
        draft_id: names the draft in the browser's storage.
        session_id: by which the parts of one session find one another.
        read_share: of the draft, once a reading takes long; 0 while it does not.
        unread: what of the draft was left unread, and what to do; "" if nothing was.
        compare_with: versions that the page compares with the draft as it opens.
        cells: the draft is made of the Markdown cells of a notebook.
        of_cell: the draft is the text of one code cell, and can be written back into it.
        height: of CSS.
        bundle: a reference to the model that holds the code.
    """

    part: str
    draft_id: str
    draft_name: str
    session_id: str
    save_state: SaveState
    minutes: int
    checking: bool
    read_share: float
    unread: str
    chips: list[Chip]
    model: ModelState
    model_run: ModelRun
    voice: Voice | None
    compare_with: list[int]
    notices: list[Notice]
    cells: bool
    of_cell: bool
    height: str
    suggestions: list[SavedSuggestion]
    bits: float
    warn: bool
    reasons: list[Reason]
    pair: list[Ref]
    still: Still
    bundle: str


class BundleTraits(TypedDict):
    """The synced traits of the model that holds the code of all parts in a notebook."""

    source: str
    style: str
    build: str
