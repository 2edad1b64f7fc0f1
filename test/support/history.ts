/** Runs and revisions with plain contents, for tests that care about one field of them. */
import type { Run } from '../../src/model/run.js'
import type { Revision } from '../../src/model/state.js'

const COMMIT = '4f2c9e1a7b3d5e6f8091a2b3c4d5e6f708192a3b'

export function revisionOf(fields: Partial<Revision> = {}): Revision {
  const commit = fields.commit ?? COMMIT
  return { label: `main@sha1:${commit}`, ref: 'main', commit, subject: 'Feature cart', author: 'Ana', committedAt: '2026-03-01T10:00:00.000Z', ...fields }
}

export function runOf(fields: Partial<Run> = {}): Run {
  return {
    id: 0, trigger: 'poll', startedAt: '2026-03-01T10:02:00.000Z', durationMs: 1_250, revision: revisionOf(), verdict: 'converged',
    changes: [], blocked: [], outcomes: [], diagnostics: [], ...fields,
  }
}
