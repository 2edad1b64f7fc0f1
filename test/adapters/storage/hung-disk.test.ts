/** Folders on disks that hang: each is asked once, whoever waits goes when its time is over, and the others are answered. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStorage } from '../../../src/adapters/storage/storage.js'
import type { StoragePort } from '../../../src/ports.js'
import { never } from '../../../src/signals.js'
import { until } from '../../support/until.js'

const GONE = { ok: false, error: { code: 'aborted' } }

describe('a disk that hangs', () => {
  let root: string
  let asked: string[]
  let comeBack: () => void
  let storage: StoragePort
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'mist-hung-')))
    for (const name of ['hung', 'hung2', 'well']) mkdirSync(join(root, name))
    const heard: string[] = []
    asked = heard
    const back = new Promise<void>((resolve) => { comeBack = resolve })
    const realPath = async (path: string): Promise<string> => {
      heard.push(path.slice(root.length + 1))
      if (path.startsWith(join(root, 'hung'))) await back
      return realpath(path).catch(() => path)
    }
    const granted = ['hung', 'hung2', 'well'].map((name) => join(root, name))
    storage = createStorage({ folder: { granted, nowMs: Date.now, realPath }, s3: { nowMs: Date.now, idleMs: 1, retryMs: [], partBytes: 1 } })
  })
  afterEach(() => {
    comeBack()
    rmSync(root, { recursive: true, force: true })
  })

  const list = (name: string, signal = never()) => storage.list({ kind: 'path', name, path: join(root, name) }, '', signal)
  const hangs = async (name: string): Promise<void> => {
    const ending = new AbortController()
    const told = list(name, ending.signal)
    await until('it is asked', () => asked.includes(name))
    ending.abort()
    expect(await told).toMatchObject(GONE)
  }

  it('is let go of when the time is over, while another one is answered', async () => {
    const ending = new AbortController()
    const told = list('hung', ending.signal)
    expect(await list('well')).toEqual({ ok: true, value: [] })
    ending.abort()
    expect(await told).toMatchObject(GONE)
  })

  it('is not asked again before it came back, whoever asks and however often', async () => {
    await hangs('hung')
    const before = [...asked]
    const ending = new AbortController()
    const all = [...[1, 2, 3, 4].map(() => list('hung', ending.signal)), storage.get({ kind: 'path', name: 'hung', path: join(root, 'hung') }, 'a', ending.signal)]
    expect(await list('well')).toEqual({ ok: true, value: [] })
    expect(asked.filter((path) => path.startsWith('hung'))).toEqual(before)
    ending.abort()
    for (const told of await Promise.all(all)) expect(told).toMatchObject(GONE)
    comeBack()
    expect(await list('hung')).toEqual({ ok: true, value: [] })
  })

  it('leaves threads to everything else, also where all disks hang', async () => {
    await hangs('hung')
    await hangs('hung2')
    const ending = new AbortController()
    const told = list('well', ending.signal)
    ending.abort()
    expect(await told).toMatchObject(GONE)
    expect(asked).not.toContain('well')
    const waiting = list('well')
    comeBack()
    expect(await waiting).toEqual({ ok: true, value: [] })
  })
})
