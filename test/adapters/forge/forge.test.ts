/** Commit statuses as the three kinds of git server take them, against a server that refuses what they would refuse. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createForge } from '../../../src/adapters/forge/forge.js'
import { targetOf } from '../../../src/adapters/forge/target.js'
import type { CommitStatus } from '../../../src/model/commit-status.js'
import type { ForgeType } from '../../../src/model/settings.js'
import { startForge, type Forge } from '../../lab/forge.js'

const NEVER = new AbortController().signal
const TOKEN = 'token-for-statuses'
const STATUS: CommitStatus = { repository: 'https://git.example.test/shop/site.git', commit: 'a'.repeat(40), state: 'failure', context: 'mist/default', description: 'shop/web: it exited with code 1' }
const API: Readonly<Record<ForgeType, string>> = { github: '', gitlab: '/api/v4', gitea: '/api/v1' }
const TYPES = Object.keys(API) as readonly ForgeType[]

let directory: string
let tokenFile: string
let forge: Forge

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mist-forge-'))
  tokenFile = join(directory, 'token')
  writeFileSync(tokenFile, `${TOKEN}\n`, { mode: 0o600 })
  forge = await startForge({ token: TOKEN })
})

afterEach(async () => {
  await forge.stop()
  rmSync(directory, { recursive: true, force: true })
})

function port(type: ForgeType, url = 'https://git.example.test/shop/') {
  return createForge([{ url, type, tokenFile, api: `${forge.url}${API[type]}` }])
}

describe('a commit status', () => {
  it.each(TYPES)('is taken by %s', async (type) => {
    expect(await port(type).report(STATUS, NEVER)).toEqual({ ok: true, value: undefined })
    expect(forge.statuses()).toMatchObject([{ forge: type, repository: 'shop/site', commit: STATUS.commit, context: 'mist/default', description: STATUS.description }])
  })

  it.each(TYPES)('in all its states is in the words of %s', async (type) => {
    for (const state of ['pending', 'failure', 'success'] as const) expect(await port(type).report({ ...STATUS, state }, NEVER)).toMatchObject({ ok: true })
    expect(forge.statuses().map(({ state }) => state)).toEqual(type === 'gitlab' ? ['running', 'failed', 'success'] : ['pending', 'failure', 'success'])
  })

  it('that GitLab already has is no failure', async () => {
    for (let at = 0; at < 2; at += 1) expect(await port('gitlab').report(STATUS, NEVER)).toMatchObject({ ok: true })
  })

  it.each(['fail', 'limit'] as const)('may be tried again when the server says %s', async (mood) => {
    forge.become(mood)
    expect(await port('github').report(STATUS, NEVER)).toMatchObject({ ok: false, error: { code: 'forge-unreachable', retry: 'backoff' } })
  })

  it('ends with the signal when the server never answers', async () => {
    forge.become('hang')
    const cut = new AbortController()
    const told = port('github').report(STATUS, cut.signal)
    cut.abort()
    expect(await told).toMatchObject({ ok: false, error: { code: 'forge-unreachable' } })
  })

  it('with a wrong token takes a person, who is never shown it', async () => {
    writeFileSync(tokenFile, 'another-token', { mode: 0o600 })
    const told = await port('gitea').report(STATUS, NEVER)
    expect(told).toMatchObject({ ok: false, error: { code: 'forge-refused', retry: 'never' } })
    expect(JSON.stringify(told)).not.toContain('another-token')
  })

  it('is not sent with a token that others can read, or that is none', async () => {
    chmodSync(tokenFile, 0o644)
    expect(await port('github').report(STATUS, NEVER)).toMatchObject({ ok: false, error: { code: 'forge-refused', cause: 'others can read it' } })
    chmodSync(tokenFile, 0o600)
    writeFileSync(tokenFile, 'two\nlines')
    expect(await port('github').report(STATUS, NEVER)).toMatchObject({ ok: false, error: { cause: 'it does not hold one token' } })
    expect(forge.requests()).toEqual([])
  })

  it('goes to the server whose prefix is the longest, and ends at a boundary', async () => {
    const other = { url: 'https://git.example.test/shop', type: 'gitea', tokenFile, api: `${forge.url}${API.gitea}` } as const
    const both = createForge([{ url: 'https://git.example.test/', type: 'github', tokenFile, api: forge.url }, other])
    expect(await both.report(STATUS, NEVER)).toMatchObject({ ok: true })
    expect(forge.statuses()).toMatchObject([{ forge: 'gitea' }])
    expect(createForge([other]).isWanted('https://git.example.test/shop-evil/site.git')).toBe(false)
    expect(createForge([other]).isWanted(STATUS.repository)).toBe(true)
  })
})

describe('the target of a status', () => {
  it.each<[string, ForgeType, string]>([
    ['https://github.com/acme/shop.git', 'github', 'https://api.github.com/repos/acme/shop/statuses/'],
    ['git@github.com:acme/shop.git', 'github', 'https://api.github.com/repos/acme/shop/statuses/'],
    ['https://git.example.com/acme/shop', 'github', 'https://git.example.com/api/v3/repos/acme/shop/statuses/'],
    ['ssh://git@git.example.com:2222/group/sub/shop.git', 'gitlab', 'https://git.example.com/api/v4/projects/group%2Fsub%2Fshop/statuses/'],
    ['git@Git.Example.com:acme/shop.git', 'gitea', 'https://git.example.com/api/v1/repos/acme/shop/statuses/'],
  ])('of %s on %s follows from the address', (repository, type, url) => {
    expect(targetOf({ ...STATUS, repository }, { type, token: TOKEN })?.url).toBe(`${url}${STATUS.commit}`)
  })

  it.each(['file:///srv/git/shop.git', '/srv/git/shop.git', 'https://git.example.com/shop', 'https://git.example.com/../../etc', 'https://git.example.com/a/b?x=/c', 'nonsense'])('of %s does not exist', (repository) => {
    expect(targetOf({ ...STATUS, repository }, { type: 'github', token: TOKEN })).toBeUndefined()
  })
})
