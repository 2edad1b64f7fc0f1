/** `mistctl state`: what is asked of the copies, and how it is told. */
import { describe, expect, it } from 'vitest'
import { failure } from '../../src/model/failure.js'
import { err, ok } from '../../src/model/result.js'
import type { StateCopy, StateCopyPort } from '../../src/ports.js'
import { createWorld } from '../fakes/world.js'
import { createCli } from './support/cli.js'

const COPY: StateCopy = { instance: 'main', madeAt: '2026-11-21T03:15:00.000Z', keyId: '0a1b2c3d', files: [{ path: 'instance.key', bytes: 32, sha256: '0'.repeat(64) }] }

function cliWith(over: Partial<StateCopyPort> = {}) {
  const asked: unknown[] = []
  const stateCopies: StateCopyPort = {
    save: (target, recipients) => { asked.push({ target, recipients }); return Promise.resolve(ok({ ...COPY, recipients: ['age1own'] })) },
    restore: (source, how) => { asked.push({ source, ...how }); return Promise.resolve(ok({ ...COPY, setAside: '/var/lib/mist/before-restore-1' })) },
    ...over,
  }
  return { mistctl: createCli({ world: createWorld(), stateCopies }), asked }
}

describe('mistctl state', () => {
  it('saves to a file for those who are named', async () => {
    const { mistctl, asked } = cliWith()
    const { code, out } = await mistctl('state', 'save', '/b/state.age', '--recipient', 'age1a, age1b')
    expect([code, out, asked]).toEqual([0, 'saved  /b/state.age: 1 files, 1 KB\n', [{ target: '/b/state.age', recipients: ['age1a', 'age1b'] }]])
  })

  it('warns that a copy for this host alone is lost with it', async () => {
    const { mistctl, asked } = cliWith()
    expect((await mistctl('state', 'save', '/b/state.age')).err).toContain('keep a copy of that elsewhere')
    expect(asked).toEqual([{ target: '/b/state.age', recipients: [] }])
  })

  it('restores with an identity and a confirmation, and tells where the former state is', async () => {
    const { mistctl, asked } = cliWith()
    const told = await mistctl('state', 'restore', '/b/state.age', '--identity', '/k', '--confirm', 'main')
    expect(asked).toEqual([{ source: '/b/state.age', identityFile: '/k', confirmed: 'main' }])
    expect([told.code, told.out]).toEqual([0, 'restored  the state of main of 2026-11-21T03:15:00.000Z: 1 files, 1 KB\n'])
    expect(told.err).toContain('/var/lib/mist/before-restore-1')
  })

  it('tells what the host knew of its data and is not counted any more', async () => {
    const unread = { file: '/var/lib/mist/before-restore-1/data.json', cause: 'its formatVersion is 2' }
    const { mistctl } = cliWith({ restore: () => Promise.resolve(ok({ ...COPY, unread })) })
    const told = await mistctl('state', 'restore', '/b/state.age')
    expect([told.code, told.err]).toEqual([0, expect.stringContaining(`What this host knew of its data could not be used: ${unread.cause}. It is in ${unread.file}, and only what the copy knows counts.`)])
    expect(JSON.parse((await mistctl('state', 'restore', '/b/state.age', '-o', 'json')).out)).toMatchObject({ unread })
  })

  it('says why it could not be done', async () => {
    const { mistctl } = cliWith({ restore: () => Promise.resolve(err(failure('backup-damaged', { subject: 'cannot restore the state of Mist from x', cause: 'it is cut short' }))) })
    expect(await mistctl('state', 'restore', 'x')).toMatchObject({ code: 3, err: expect.stringContaining('it is cut short') as unknown })
  })

  it('answers as data', async () => {
    const { mistctl } = cliWith()
    expect(JSON.parse((await mistctl('state', 'save', '/b/state.age', '-o', 'json')).out)).toEqual({ schemaVersion: 1, file: '/b/state.age', ...COPY, recipients: ['age1own'] })
  })
})
