/** One JSON line per event: a constant message, chosen fields, and nothing that nobody chose. */
import { describe, expect, it } from 'vitest'
import { createLogSink } from '../../../src/adapters/log/sink.js'
import { failure } from '../../../src/model/failure.js'
import type { ReconcileEvent } from '../../../src/model/event.js'
import { revisionOf } from '../../support/history.js'

const FAILURE = failure('build-failed', { subject: 'cannot build shop/web', cause: 'exit 1\u001b[31m', help: 'Read the build log.' })

/** One of each type: a new type without a line here does not compile. */
const ONE_OF_EACH: { readonly [T in ReconcileEvent['type']]: Extract<ReconcileEvent, { type: T }> } = {
  'run-started': { type: 'run-started', trigger: 'poll' },
  'source-fetched': { type: 'source-fetched', revision: revisionOf(), changed: true },
  'source-failed': { type: 'source-failed', failure: FAILURE },
  'manifest-rejected': { type: 'manifest-rejected', revision: revisionOf(), errors: 2, first: 'mist.yaml:3:1 unknown key' },
  'plan-made': { type: 'plan-made', changes: 1, blocked: 0, unchanged: 3 },
  'drift-detected': { type: 'drift-detected', app: 'shop/web', resource: 'container/shop-web-1', fields: ['limits.memory'] },
  'step-started': { type: 'step-started', app: 'shop/web', step: 'start-container', subject: 'shop-web-1' },
  'step-succeeded': { type: 'step-succeeded', step: 'create-network', subject: 'mist-shop', durationMs: 12 },
  'step-failed': { type: 'step-failed', app: 'shop/web', step: 'ensure-image', subject: 'web', failure: FAILURE },
  'step-undone': { type: 'step-undone', step: 'remove-container', subject: 'shop-web-1' },
  'image-progress': { type: 'image-progress', app: 'shop/web', line: 'Step 1/2' },
  'app-released': { type: 'app-released', app: 'shop/web', durationMs: 900 },
  'app-failed': { type: 'app-failed', app: 'shop/web', failure: FAILURE, undone: true },
  'app-skipped': { type: 'app-skipped', app: 'shop/web', because: 'shop/db failed' },
  'run-finished': { type: 'run-finished', run: 7, verdict: 'changed', durationMs: 1_000 },
  'run-failed': { type: 'run-failed', failure: FAILURE },
  'rolled-back': { type: 'rolled-back', app: 'shop/web', release: 3, by: 'ana' },
  'rollback-ended': { type: 'rollback-ended', app: 'shop/web', release: 3 },
  'volume-chosen': { type: 'volume-chosen', app: 'shop/web', volume: 'shop_web_data.g2', by: 'ana' },
  'volume-removed': { type: 'volume-removed', app: 'shop/web', volume: 'shop_web_data', by: 'ana' },
  'image-removed': { type: 'image-removed', app: 'shop/web', image: 'mist/shop-web:0123456789abcdef' },
  'retry-scheduled': { type: 'retry-scheduled', delayMs: 2_000, attempt: 1 },
  suspended: { type: 'suspended', suspension: { by: 'ana', reason: 'move', since: '2026-03-01T10:00:00.000Z' } },
  resumed: { type: 'resumed' },
  'lease-waiting': { type: 'lease-waiting', holder: 'process 7' },
  'certificate-expiring': { type: 'certificate-expiring', app: 'shop/web', host: 'shop.example.test', notAfter: '2026-06-11T00:00:00.000Z' },
  'events-disconnected': { type: 'events-disconnected', cause: 'closed' },
  'daemon-started': { type: 'daemon-started', version: '1.2.3', instance: 'default' },
  'daemon-stopping': { type: 'daemon-stopping', signal: 'SIGTERM' },
  'commit-reported': { type: 'commit-reported', commit: 'c'.repeat(40), context: 'mist/default', state: 'success' },
  'commit-report-failed': { type: 'commit-report-failed', failure: FAILURE },
  'upgrade-stage': { type: 'upgrade-stage', app: 'shop/db', stage: 'backing it up to offsite', volume: 'shop_db_data.g2' },
  'backup-started': { type: 'backup-started', app: 'shop/db', backup: 'shop/db', storage: 'offsite', reason: 'schedule' },
  'backup-finished': { type: 'backup-finished', app: 'shop/db', backup: 'shop/db', id: '20261121T031500Z-3f9a1c', bytes: 1024, durationMs: 1200 },
  'backup-failed': { type: 'backup-failed', app: 'shop/db', backup: 'shop/db', failure: FAILURE },
  'backup-missed': { type: 'backup-missed', app: 'shop/db', backup: 'shop/db', due: '2026-11-21T03:15:00.000Z' },
  'drill-passed': { type: 'drill-passed', app: 'shop/db', backup: 'shop/db', id: '20261114T031500Z-3f9a1c', durationMs: 4_000 },
  'drill-failed': { type: 'drill-failed', app: 'shop/db', backup: 'shop/db', id: '20261114T031500Z-3f9a1c', cause: 'cannot read part databases/shop of the backup: it is missing' },
  'backup-restored': { type: 'backup-restored', app: 'shop/db', backup: 'shop/db', id: '20261114T031500Z-3f9a1c', volume: 'shop_db_data.g2', by: 'ana' },
  'backup-removed': { type: 'backup-removed', app: 'shop/db', backup: 'shop/db', id: '20261114T031500Z-3f9a1c', because: 'none of the last 7 days' },
  'log-limit': { type: 'log-limit', subject: 'shop/web' },
}

function logged(event: ReconcileEvent, level: 'debug' | 'info' | 'warn' | 'error' = 'debug'): readonly Record<string, unknown>[] {
  const lines: string[] = []
  createLogSink({ level, instance: 'default', destination: { write: (line: string) => { lines.push(line) } } })(event)
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('createLogSink', () => {
  it.each(Object.values(ONE_OF_EACH))('writes one line with level, time, message and type for $type', (event) => {
    const lines = logged(event)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ instance: 'default', event: event.type, msg: expect.stringMatching(/^[a-z][a-z ]+$/) as string, level: expect.stringMatching(/^(debug|info|warn|error)$/) as string })
    expect(new Date(String(lines[0]?.['time'])).toISOString()).toBe(lines[0]?.['time'])
  })

  it('puts what varies into fields', () => {
    expect(logged(ONE_OF_EACH['step-failed'])[0]).toMatchObject({ level: 'error', msg: 'step failed', app: 'shop/web', step: 'ensure-image', code: 'build-failed', failed: 'cannot build shop/web', retry: 'next-revision', help: 'Read the build log.' })
    expect(logged(ONE_OF_EACH['source-fetched'])[0]).toMatchObject({ level: 'info', revision: revisionOf().label, changed: true })
  })

  it('leaves out whatever an event carries beyond its named fields', () => {
    const laden = { ...ONE_OF_EACH['step-started'], env: { PASSWORD: 'canary' }, container: { env: { PASSWORD: 'canary' } } }
    expect(JSON.stringify(logged(laden))).not.toContain('canary')
    const nested = { ...ONE_OF_EACH['run-failed'], failure: { ...FAILURE, env: 'canary' } }
    expect(JSON.stringify(logged(nested))).not.toContain('canary')
  })

  it('writes what is at least as severe as its level', () => {
    expect(logged(ONE_OF_EACH['step-started'], 'info')).toEqual([])
    expect(logged({ type: 'run-finished', run: 1, verdict: 'converged', durationMs: 3 }, 'info')).toEqual([])
    expect(logged({ type: 'run-finished', run: 0, verdict: 'rejected', durationMs: 3 }, 'info')).toEqual([])
    expect(logged(ONE_OF_EACH['run-finished'], 'info')).toHaveLength(1)
    expect(logged(ONE_OF_EACH['app-failed'], 'error')).toHaveLength(1)
  })

  it('lets no control byte through', () => {
    const lines: string[] = []
    createLogSink({ level: 'debug', instance: 'default', destination: { write: (line: string) => { lines.push(line) } } })(ONE_OF_EACH['run-failed'])
    expect([...lines.join('').trimEnd()].filter((character) => character < ' ')).toEqual([])
  })
})
