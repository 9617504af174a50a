-- Marks the file as Tandem's: "TNDM".
PRAGMA application_id = 1414415437;

-- Documents as they stand. `no` is never reused, not even of a purged one.
CREATE TABLE documents (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    revision INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    demo INTEGER NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (kind, slug)
) STRICT;

-- The change log: one entry a version of a document, one a commit of facts (`kind` is null, `body` lists KPI × days).
CREATE TABLE changes (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT,
    slug TEXT,
    id TEXT,
    revision INTEGER,
    reason TEXT,
    body TEXT NOT NULL,
    archived INTEGER NOT NULL,
    demo INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX changes_of_document ON changes (id, revision) WHERE id IS NOT NULL;

CREATE TRIGGER changes_are_not_updated BEFORE UPDATE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;

CREATE TRIGGER changes_are_not_deleted BEFORE DELETE ON changes
BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;

-- Every measurement. The day comes first in the key, so that what arrives today goes into few pages. `no` is the order
-- of arrival: the `seq` of the entry of the change log it came with (so who sent it, and when, is known) times 2^20, plus
-- its place therein.
CREATE TABLE measurements (
    kpi INTEGER NOT NULL,
    team INTEGER NOT NULL,
    day INTEGER NOT NULL,
    no INTEGER NOT NULL,
    at INTEGER NOT NULL,
    value INTEGER NOT NULL,
    denominator INTEGER NOT NULL,
    key TEXT,
    note TEXT,
    PRIMARY KEY (day, kpi, team, no)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX measurements_by_key ON measurements (kpi, key) WHERE key IS NOT NULL;

-- The roll-up of each day: what `Cell` holds. The day comes first here too.
CREATE TABLE cells (
    kpi INTEGER NOT NULL,
    team INTEGER NOT NULL,
    day INTEGER NOT NULL,
    count INTEGER NOT NULL,
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    PRIMARY KEY (day, kpi, team)
) STRICT, WITHOUT ROWID;

-- Who sends measurements of which KPI.
CREATE TABLE feeds (
    kpi INTEGER NOT NULL,
    actor TEXT NOT NULL,
    measurements INTEGER NOT NULL,
    newest_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (kpi, actor)
) STRICT, WITHOUT ROWID;

-- Settings of the server itself.
CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
