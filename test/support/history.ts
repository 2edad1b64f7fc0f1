/** Runs and revisions with plain contents, for tests that care about one field of them. */
import { failure } from '../../src/model/failure.js'
import type { Pin, Rejection, Release } from '../../src/model/release.js'
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

const IMAGE = { ref: 'mist/shop-web:0123456789abcdef', id: `sha256:${'ab'.repeat(32)}` }

export function releaseOf(fields: Partial<Omit<Release, 'number'>> = {}): Omit<Release, 'number'> {
  return { app: 'shop/web', revision: revisionOf(), digest: 'a', image: IMAGE, releasedAt: '2026-03-01T10:03:00.000Z', ...fields }
}

export function rejectionOf(fields: Partial<Rejection> = {}): Rejection {
  const refused = failure('container-exited', { subject: 'cannot start shop-web-1', cause: 'it ended with exit code 1', help: 'no such table: carts' })
  return { app: 'shop/web', digest: 'a', failure: refused, revision: revisionOf(), rejectedAt: '2026-03-01T10:03:00.000Z', ...fields }
}

export function pinOf(fields: Partial<Pin> = {}): Pin {
  return { app: 'shop/web', release: 1, revision: revisionOf(), image: IMAGE, headDigest: 'b', headAt: 'c', by: 'ana', since: '2026-03-01T10:04:00.000Z', ...fields }
}
