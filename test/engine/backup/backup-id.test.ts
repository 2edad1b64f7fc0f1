/** What the name of a backup tells, and to whom. */
import { describe, expect, it } from 'vitest'
import { backupId, madeFor, momentOf } from '../../../src/engine/backup/backup-id.js'
import { ownBackups } from '../../../src/engine/backup/list.js'
import { keyId } from '../../../src/model/instance-key.js'

const KEY = { hex: '5a'.repeat(32) }
const OTHER = { hex: '6b'.repeat(32) }
const ROOT = 'main/shop/db/database'
const AT = '2026-11-21T03:15:00.123Z'
const NOW = '2026-11-22T00:00:00.000Z'
const REASONS = ['schedule', 'person', 'before-restore', 'upgrade'] as const

function folder(reason: (typeof REASONS)[number], { root = ROOT, at = AT, key = KEY } = {}): string {
  return `${root}/${backupId({ root, at, reason }, key)}`
}

describe('the name of a backup', () => {
  it('holds the moment, to the second, and nothing else counts as one', () => {
    expect(backupId({ root: ROOT, at: AT, reason: 'schedule' }, KEY)).toMatch(/^20261121T031500Z-[0-9a-f]{6}$/)
    expect(momentOf('20261121T031500Z-3f9a1c')).toBe('2026-11-21T03:15:00.000Z')
    expect(['manifest.json', '20261121T031500Z', '20261341T031500Z-3f9a1c', '20261121T031500Z-3f9a1c.old'].map(momentOf)).toEqual([undefined, undefined, undefined, undefined])
  })

  it('tells who has the key what it was made for, and nobody else', () => {
    expect(REASONS.map((reason) => madeFor(folder(reason), KEY))).toEqual([...REASONS])
    expect(REASONS.map((reason) => madeFor(folder(reason), OTHER))).toEqual([undefined, undefined, undefined, undefined])
  })

  it('says nothing at another place or another moment', () => {
    const name = folder('schedule')
    expect([madeFor(name.replace('shop', 'blog'), KEY), madeFor(name.replace('T0315', 'T0316'), KEY)]).toEqual([undefined, undefined])
  })

  it('is known for one from before names were signed, which anybody could have made', () => {
    expect(madeFor(`${ROOT}/20261121T031500Z-${keyId(KEY).slice(0, 6)}`, KEY)).toBe('earlier')
  })
})

describe('own backups', () => {
  const at = '2026-11-21T03:15:00.000Z'
  const all = [
    { at: '2036-01-01T00:00:00.000Z', folder: folder('schedule', { at: '2036-01-01T00:00:00.000Z' }) },
    { at, folder: folder('schedule', { key: OTHER }) },
    { at, folder: folder('before-restore') },
    { at, folder: folder('person') },
    { at, folder: `${ROOT}/20261121T031500Z-${keyId(KEY).slice(0, 6)}` },
  ]

  it.each([['regular', [3]], ['signed', [2, 3]], ['any', [2, 3, 4]]] as const)('are, when %s ones are asked for, of this instance and of no time to come', (which, indexes) => {
    expect(ownBackups(all, which, { key: KEY, now: NOW })).toEqual(indexes.map((index) => all[index]))
  })
})
