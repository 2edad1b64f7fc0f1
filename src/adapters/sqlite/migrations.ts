/**
 * The schema of the history, as the ordered list of how it came to be. A released entry never changes; a new one is appended,
 * and a fixture database of the version before it joins the tests. How the list is applied stands in `migrate.ts`.
 */

export interface Migration {
  /** The `user_version` after it: 1, 2, 3 … without a gap. */
  readonly version: number
  readonly sql: string
}

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      -- A run begins without a document; one that never gets one was interrupted and is not shown.
      CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        verdict TEXT,
        started_at TEXT,
        -- 1 when all changes of its revision were applied.
        applied INTEGER NOT NULL DEFAULT 0,
        document TEXT
      ) STRICT;
      CREATE INDEX runs_applied ON runs (id) WHERE applied = 1;
      CREATE TABLE run_apps (
        app TEXT NOT NULL,
        run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
        PRIMARY KEY (app, run)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX run_apps_run ON run_apps (run);
      CREATE TABLE events (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        run INTEGER NOT NULL,
        at TEXT NOT NULL,
        type TEXT NOT NULL,
        document TEXT NOT NULL
      ) STRICT;
      CREATE TABLE applied (
        resource TEXT PRIMARY KEY,
        digest TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE suspension (
        slot INTEGER PRIMARY KEY CHECK (slot = 1),
        document TEXT NOT NULL
      ) STRICT;
      CREATE TABLE confirmations (
        commit_id TEXT PRIMARY KEY,
        at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE build_logs (
        app TEXT NOT NULL,
        run INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        -- Whole lines, each with its line feed.
        body TEXT NOT NULL,
        PRIMARY KEY (app, run)
      ) STRICT;
    `,
  },
  {
    version: 2,
    sql: `
      CREATE TABLE releases (
        app TEXT NOT NULL,
        number INTEGER NOT NULL,
        document TEXT NOT NULL,
        PRIMARY KEY (app, number)
      ) STRICT, WITHOUT ROWID;
      -- The last refused release of each app.
      CREATE TABLE rejections (
        app TEXT PRIMARY KEY,
        document TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      -- Apps that a person led back to an earlier release.
      CREATE TABLE pins (
        app TEXT PRIMARY KEY,
        document TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    version: 3,
    sql: `
      -- How it stood with each backup when mistd last looked.
      CREATE TABLE backups (
        key TEXT PRIMARY KEY,
        document TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
]
