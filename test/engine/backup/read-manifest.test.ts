/** Whose word there is for a backup, and what is refused before anything of it is read. */
import { describe, expect, test } from 'vitest'
import { backupId } from '../../../src/engine/backup/backup-id.js'
import { backupFolder, manifestKey } from '../../../src/engine/backup/places.js'
import { readManifest, refuseUnsigned } from '../../../src/engine/backup/read-manifest.js'
import type { BackupManifest } from '../../../src/model/backup.js'
import { keyId } from '../../../src/model/instance-key.js'
import type { Stage } from '../restore/stage.js'
import { GOOD_PARTS, ID, PLACE, openStage, signal } from '../restore/stage.js'

async function read({ world, spec }: Stage, id = ID): Promise<unknown> {
  const folder = `${backupFolder(world.config.instance, spec)}/${id}`
  const found = await readManifest({ ports: world.ports, config: world.config, signal: signal() }, { place: PLACE, folder })
  return found.ok ? found.value.origin : found.error.code
}

function edit({ shelf, folder }: Stage, changes: Partial<Record<keyof BackupManifest, unknown>>): void {
  const key = manifestKey(folder)
  shelf.set(key, Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(shelf.get(key) ?? []).toString()) as object, ...changes })))
}

describe('a backup', () => {
  test('is the own one when its manifest is as this instance wrote it', async () => {
    const stage = await openStage()
    await stage.put(GOOD_PARTS)
    expect(await read(stage)).toBe('own')
  })

  test.each([
    ['another checksum of a part', { parts: [] }],
    ['another word on encryption', { encrypted: true }],
    ['another reason', { reason: 'person' }],
    ['more than was written', { extra: 1 }],
    ['another signature', { mac: '0'.repeat(64) }],
    ['a signature of another length', { mac: '0' }],
    ['no signature', { mac: undefined }],
    ['the key of another instance named', { keyId: '00000000' }],
    ['the key of another instance named, and no signature', { keyId: '00000000', mac: undefined }],
  ] as const)('is refused with %s', async (_, changes) => {
    const stage = await openStage()
    await stage.put(GOOD_PARTS)
    edit(stage, changes as Partial<Record<keyof BackupManifest, unknown>>)
    expect(await read(stage)).toBe('backup-forged')
  })

  test('is refused where it was moved to: another app would take its data', async () => {
    const stage = await openStage()
    await stage.put(GOOD_PARTS)
    const folder = stage.folder.replace('shop/db', 'shop/other')
    for (const [key, bytes] of [...stage.shelf]) stage.shelf.set(key.replace(stage.folder, folder), bytes)
    const found = await readManifest({ ports: stage.world.ports, config: stage.world.config, signal: signal() }, { place: PLACE, folder })
    expect(found).toMatchObject({ ok: false, error: { code: 'backup-forged' } })
  })

  test('is unsigned only when its very name is from before backups were signed', async () => {
    const stage = await openStage()
    const { key } = stage.world.config
    const earlier = `20261120T031500Z-${keyId(key).slice(0, 6)}`
    await stage.put(GOOD_PARTS, { id: earlier, by: 'nobody' })
    await stage.put(GOOD_PARTS, { id: '20261120T031500Z-ffffff', by: 'nobody' })
    await stage.put(GOOD_PARTS, { id: ID, by: 'nobody' })
    expect([await read(stage, earlier), await read(stage, '20261120T031500Z-ffffff'), await read(stage)]).toEqual(['unsigned', 'backup-forged', 'backup-forged'])
  })

  test('is foreign when it is of another instance, by its name and by its text', async () => {
    const stage = await openStage()
    const id = backupId({ root: backupFolder('default', stage.spec), at: '2026-11-20T03:15:00.000Z', reason: 'schedule' }, { hex: 'bb'.repeat(32) })
    await stage.put(GOOD_PARTS, { id, by: 'nobody', manifest: { keyId: keyId({ hex: 'bb'.repeat(32) }), mac: '1'.repeat(64) } })
    expect(await read(stage, id)).toBe('foreign')
  })

  test('is opened without a word from a person only when it is the own one', async () => {
    const stage = await openStage()
    const manifest = await stage.put(GOOD_PARTS)
    expect((['own', 'unsigned', 'foreign'] as const).map((origin) => refuseUnsigned({ manifest, origin })?.code)).toEqual([undefined, 'backup-unsigned', 'backup-unsigned'])
  })
})
