"""All messages and traits between Python and the page, with their types.

One module per pane, joined here in one namespace; `companion.widgets.protocol_ts` makes
``protocol.ts`` of it, docstrings included. What the page asks is a `Request`; what Python tells
unasked is an `Event`; state that a page opened later needs, too, is a trait. Names are the same on
both sides. ``start`` and ``end`` are a half-open span of the draft in UTF-16 units, as the editor
counts, where nothing else is said. A ``revision`` counts the changes of the text; a ``version`` is
a kept state of the draft, and a ``ref`` its number, or "now" for the live text.
"""

from companion.formats.comparison_json import *
from companion.widgets.protocol.association import *
from companion.widgets.protocol.basics import *
from companion.widgets.protocol.compare import *
from companion.widgets.protocol.critic import *
from companion.widgets.protocol.dashboard import *
from companion.widgets.protocol.duet import *
from companion.widgets.protocol.editor import *
from companion.widgets.protocol.history import *
from companion.widgets.protocol.models import *
from companion.widgets.protocol.notebook import *
from companion.widgets.protocol.suggestions import *
from companion.widgets.protocol.traits import *
from companion.widgets.protocol.transcripts import *
from companion.widgets.protocol.voice import *
