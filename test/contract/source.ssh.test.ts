/** The source over a real sshd: keys, known hosts, and strangers in its place. */
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSource } from '../../src/adapters/git/source.js'
import type { Result } from '../../src/model/result.js'
import type { CredentialSettings } from '../../src/model/settings.js'
import type { Revision } from '../../src/model/state.js'
import type { SourcePort } from '../../src/ports.js'
import type { GitRepo } from '../lab/fixtures.js'
import { gitRepo, labEnv, sshUrl } from '../lab/fixtures.js'

const NEVER = new AbortController().signal

let root: string
let repo: GitRepo
let commit: string

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'mist-ssh-'))
  repo = await gitRepo()
  commit = await repo.commit({ 'mist.yaml': 'version: 1\n' }, 'First')
})

afterEach(() => {
  repo.remove()
  rmSync(root, { recursive: true, force: true })
})

describe('git over ssh', () => {
  it('fetches with the key and the known host of the settings', async () => {
    const source = open({})
    expect(await fetched(source)).toMatchObject({ ok: true, value: { commit, ref: 'main' } })
    const next = await repo.commit({ 'mist.yaml': 'version: 1 # next\n' }, 'Second')
    expect(await fetched(source)).toMatchObject({ ok: true, value: { commit: next } })
    expect(await source.readFile({ repository: { kind: 'git', url: sshUrl(repo), ref: '' }, commit: next }, { path: 'mist.yaml', maxBytes: 100 }, NEVER)).toEqual({ ok: true, value: 'version: 1 # next\n' })
  })

  it('is not let in with another key', async () => {
    expect(await fetched(open({ keyFile: ours(labEnv().sshd.strangerKey) }))).toMatchObject({ ok: false, error: { code: 'source-auth-failed' } })
  })

  it('is not let in without a key, whatever agent or default key there is', async () => {
    expect(await fetched(createSource({ stateDir: root, credentials: [], grants: { domains: [], publish: [], repositories: [] } }))).toMatchObject({ ok: false, error: { code: 'source-auth-failed', cause: 'no key is configured for it' } })
  })

  it('does not trust a host that is not known', async () => {
    const empty = join(root, 'empty')
    writeFileSync(empty, '')
    const failed = await fetched(open({ knownHostsFile: empty }))
    expect(failed).toMatchObject({ ok: false, error: { code: 'source-auth-failed', cause: 'the host key of the server is not known' } })
    expect(readFileSync(empty, 'utf8')).toBe('')
  })

  it('does not trust a host that shows another key than the known one', async () => {
    const { host, port } = labEnv().sshd
    const other = join(root, 'other')
    const [type, key] = readFileSync(`${labEnv().sshd.strangerKey}.pub`, 'utf8').split(' ')
    writeFileSync(other, `[${host}]:${String(port)} ${String(type)} ${String(key)}\n`)
    const failed = await fetched(open({ knownHostsFile: other }))
    expect(failed).toMatchObject({ ok: false, error: { code: 'source-auth-failed' } })
    expect(failed.ok ? '' : failed.error.cause).toMatch(/host key/)
  })

  it.each([
    ['a key that everybody can read', () => ({ keyFile: ours(labEnv().sshd.key, 0o644) })],
    ['a key that is not there', () => ({ keyFile: join(root, 'absent') })],
    ['a key that is a folder', () => ({ keyFile: root })],
    ['a key path with a blank', () => ({ keyFile: `${root}/a b` })],
    ['a key path with a command', () => ({ keyFile: `${root}/$(touch ${root}/canary)` })],
    ['a key path that is an option', () => ({ keyFile: '-oProxyCommand=x' })],
    ['known hosts that are not there', () => ({ knownHostsFile: join(root, 'absent') })],
    ['a known hosts path with a token of ssh', () => ({ knownHostsFile: '/tmp/%h' })],
  ])('is not let in with %s', async (_, over) => {
    expect(await fetched(open(over()))).toMatchObject({ ok: false, error: { code: 'source-auth-failed' } })
  })

  it('says that nothing listens', async () => {
    const source = open({ url: 'ssh://nobody@127.0.0.1:1/' })
    expect(await source.fetch({ kind: 'git', url: 'ssh://nobody@127.0.0.1:1/srv/x.git', ref: '' }, NEVER)).toMatchObject({ ok: false, error: { code: 'source-unreachable' } })
  })

  it('says that there is no such repository', async () => {
    expect(await open({}).fetch({ kind: 'git', url: sshUrl(repo).replace('repo.git', 'nowhere.git'), ref: '' }, NEVER)).toMatchObject({ ok: false, error: { code: 'source-unreachable' } })
  })
})

function fetched(source: SourcePort): Promise<Result<Revision>> {
  return source.fetch({ kind: 'git', url: sshUrl(repo), ref: '' }, NEVER)
}

function open(over: Partial<CredentialSettings>): SourcePort {
  const { user, host, port, key, knownHosts } = labEnv().sshd
  const credential = { url: `ssh://${user}@${host}:${String(port)}/`, username: 'git', keyFile: ours(key), knownHostsFile: knownHosts, ...over }
  return createSource({ stateDir: join(root, 'state'), credentials: [credential], grants: { domains: [], publish: [], repositories: [] } })
}

let copies = 0

/** A copy of a key, so that its mode can be changed. */
function ours(key: string, mode = 0o600): string {
  copies += 1
  const path = join(root, `key-${String(copies)}`)
  copyFileSync(key, path)
  chmodSync(path, mode)
  return path
}
