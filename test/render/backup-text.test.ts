/** Backups in words: what keeps a table narrow, and what a person has to know before the newest one is taken. */
import { describe, expect, it } from 'vitest'
import type { BackupManifest } from '../../src/model/backup.js'
import { backupListText } from '../../src/render/backup-text.js'
import { plainPaint } from '../../src/render/paint.js'
import { restoreText } from '../../src/render/restore-text.js'

const PART = { object: 'x.gz', bytes: 10, sha256: 'a', plainBytes: 20, plainSha256: 'b' }
const MANIFEST: BackupManifest = {
  formatVersion: 1, id: '20261121T031500Z-3f9a1c', instance: 'default', key: 'shop/db', startedAt: '2026-11-21T03:15:00.000Z', durationMs: 5, reason: 'schedule', encrypted: false, keyId: 'abcdef01',
  source: { kind: 'database', software: 'postgres', line: '17', image: 'postgres:17' },
  parts: Array.from({ length: 40 }, (_, index) => ({ ...PART, name: `database/dbname='tenant-${String(index)}'` })),
}
const nowIso = '2026-11-21T03:16:00.000Z'

describe('backups in words', () => {
  it('count the parts of a backup, however many databases there are', () => {
    const text = backupListText([{ id: MANIFEST.id, at: MANIFEST.startedAt, bytes: 400, manifest: MANIFEST, origin: 'own' }], { paint: plainPaint, nowIso })
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThan(100)
    expect(text).toMatch(/ 40 +no +yes +schedule/)
  })

  it.each([['before-restore', true], ['schedule', false]] as const)('say of one made by %s whether it is what stood there before a restore', (reason, isSaid) => {
    expect(restoreText({ manifest: { ...MANIFEST, reason }, origin: 'own', storage: 'plain', to: 'shop/db', volume: 'shop_db_data', usedBy: [], nowIso }).includes('what stood there before an earlier restore')).toBe(isSaid)
  })

  it.each([
    ['one that this instance did not sign', { origin: 'foreign' }, 'not signed by this instance'],
    ['one that is not encrypted where new ones are', { storage: 'encrypts' }, 'not encrypted, though the storage encrypts'],
    ['one that has a newer copy beside it', { passedOver: '20261122T000000Z-aaaaaa' }, 'Newer is 20261122T000000Z-aaaaaa'],
    ['one made before an upgrade', { manifest: { ...MANIFEST, reason: 'upgrade' } }, 'before an upgrade'],
  ] as const)('say so of %s', (_, changes, said) => {
    const words = { manifest: MANIFEST, origin: 'own', storage: 'plain', to: 'shop/db', volume: 'shop_db_data', nowIso } as const
    expect([restoreText(words).includes(said), restoreText({ ...words, ...changes }).includes(said)]).toEqual([false, true])
  })

  it('name what cannot be used below the list, and who signed what can', () => {
    const line = { id: MANIFEST.id, at: MANIFEST.startedAt, bytes: 400 }
    const text = backupListText([{ ...line, damage: 'cannot use backup x: forged' }, { ...line, manifest: MANIFEST, origin: 'unsigned' }, { ...line, manifest: MANIFEST, origin: 'foreign' }], { paint: plainPaint, nowIso })
    expect(text).toMatch(/not usable[\s\S]* no +no +schedule[\s\S]* no +elsewhere +schedule[\s\S]*\ncannot use backup x: forged$/)
  })
})
