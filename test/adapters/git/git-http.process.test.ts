/** The source over HTTP: passwords, redirects, hanging servers and killed fetches. */
import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CredentialSettings } from '../../../src/model/settings.js'
import type { SourcePort } from '../../../src/ports.js'
import type { GitHttpServer, GitRepo } from '../../lab/fixtures.js'
import { gitRepo, serveGitHttp } from '../../lab/fixtures.js'
import { until } from '../../support/until.js'
import type { Workshop } from './repository.js'
import { createWorkshop } from './repository.js'
import { NEVER, expectFailure, gitRef, read, sourceIn, valueOf } from './source.fixture.js'

const TOKEN = 'canary-3f9d2c71-token'

let workshop: Workshop
let repo: GitRepo
let server: GitHttpServer
let commit: string

beforeEach(async () => {
  workshop = createWorkshop()
  repo = await gitRepo()
  commit = await repo.commit({ 'mist.yaml': 'version: 1\n' }, 'First')
  server = await serveGitHttp(repo)
})

afterEach(async () => {
  await server.close()
  repo.remove()
  workshop.remove()
})

describe('git over HTTP', () => {
  it('fetches, and asks only once when nothing is new', async () => {
    const source = openSource()
    expect(valueOf(await source.fetch(gitRef(server.url), NEVER)).commit).toBe(commit)
    const before = server.requests.length
    expect(valueOf(await source.fetch(gitRef(server.url), NEVER)).commit).toBe(commit)
    expect(server.requests.slice(before).filter((line) => line.includes('info/refs'))).toHaveLength(1)
    const next = await repo.commit({ 'mist.yaml': 'version: 1 # next\n' }, 'Second')
    expect(valueOf(await source.fetch(gitRef(server.url), NEVER))).toMatchObject({ commit: next, subject: 'Second' })
    expect(valueOf(await read(source, gitRef(server.url), { commit: next, path: 'mist.yaml' }))).toContain('# next')
  })

  it('lets itself in with the token of the longest prefix, which stands in no argument and no file of the copy', async () => {
    server.require({ username: 'git', password: TOKEN })
    const seen = watchProcesses()
    const source = openSource([credential(origin(), 'wrong-token'), credential(`${origin()}/repo.git`, TOKEN)])
    expect(valueOf(await source.fetch(gitRef(server.url), NEVER)).commit).toBe(commit)
    expect(seen.stop()).not.toContain(TOKEN)
    expect(server.requests.join()).not.toContain(TOKEN)
    expect(everythingBelow(join(workshop.path, 'state'))).not.toContain(TOKEN)
  })

  it.each([
    ['no token', () => []],
    ['a wrong token', () => [credential(origin(), 'canary-wrong')]],
    ['a token for another host only', () => [credential('http://127.0.0.2/', TOKEN)]],
    ['a token for another port only', () => [credential('http://127.0.0.1', TOKEN), credential('http://127.0.0.1:1', TOKEN)]],
  ])('says that it is not let in with %s, and never says the token', async (_, credentials) => {
    server.require({ username: 'git', password: TOKEN })
    const failure = expectFailure(await openSource(credentials()).fetch(gitRef(server.url), NEVER), 'source-auth-failed')
    expect(JSON.stringify(failure)).not.toContain('canary')
    expect(failure.help).toContain('credentials')
  })

  it('refuses a token file that everybody can read, or that holds more than a token', async () => {
    const open = credential(origin(), TOKEN)
    chmodSync(String(open.tokenFile), 0o644)
    expect(expectFailure(await openSource([open]).fetch(gitRef(server.url), NEVER), 'source-auth-failed').cause).toContain('others can read it')
    for (const text of ['', 'two words', 'a\nHost: evil', '\u0000', 'ü']) {
      expectFailure(await openSource([credential(origin(), text)]).fetch(gitRef(server.url), NEVER), 'source-auth-failed')
    }
  })

  it('does not call a commit lost while the server is gone', async () => {
    const source = openSource()
    valueOf(await source.fetch(gitRef(server.url), NEVER))
    const nowhere = { repository: gitRef(server.url), commit: 'ab'.repeat(20) }
    expectFailure(await source.bring(nowhere, NEVER), 'source-ref-missing')
    await server.close()
    expectFailure(await source.bring(nowhere, NEVER), 'source-unreachable')
  })

  it('keeps the last copy when the server fails, cuts the answer short, or is gone', async () => {
    const source = openSource()
    valueOf(await source.fetch(gitRef(server.url), NEVER))
    await repo.commit({ 'mist.yaml': 'x'.repeat(100_000) }, 'Second')
    for (const mood of ['fail', 'truncate'] as const) {
      server.become(mood)
      expectFailure(await source.fetch(gitRef(server.url), NEVER), 'source-unreachable')
    }
    await server.close()
    expectFailure(await source.fetch(gitRef(server.url), NEVER), 'source-unreachable')
    expect(valueOf(await source.current(gitRef(server.url), NEVER)).commit).toBe(commit)
    expect(valueOf(await read(source, gitRef(server.url), { commit, path: 'mist.yaml' }))).toBe('version: 1\n')
  })

  it('gives up on a server that never answers, and can be called off before', async () => {
    server.become('hang')
    const patient = sourceIn(workshop, { deadlines: { lookMs: 300, fetchMs: 300 }, repositories: [server.url] })
    const failure = expectFailure(await patient.fetch(gitRef(server.url), NEVER), 'source-unreachable')
    expect(failure.cause).toContain('no answer')
    const work = new AbortController()
    const before = server.requests.length
    const asked = openSource().fetch(gitRef(server.url), work.signal)
    await until('the server was asked', () => server.requests.length > before)
    work.abort()
    expectFailure(await asked, 'aborted')
  })

  it('goes on after a fetch that was killed half way', async () => {
    await repo.commit({ 'big.bin': Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * 2_654_435_761) % 251)) }, 'Big')
    const source = openSource()
    for (let round = 0; round < 3; round += 1) {
      const work = new AbortController()
      const before = server.requests.length
      const fetching = source.fetch(gitRef(server.url), work.signal)
      await until('the transfer began', () => server.requests.length >= before + 2)
      work.abort()
      const result = await fetching
      if (!result.ok) expect(result.error.code).toBe('aborted')
    }
    const last = await repo.commit({ 'mist.yaml': 'after\n' }, 'After')
    expect(valueOf(await source.fetch(gitRef(server.url), NEVER)).commit).toBe(last)
    expect(valueOf(await read(source, gitRef(server.url), { commit: last, path: 'mist.yaml' }))).toBe('after\n')
  })
})

function openSource(credentials: readonly CredentialSettings[] = []): SourcePort {
  return sourceIn(workshop, { credentials, repositories: [server.url] })
}

function origin(): string {
  return new URL(server.url).origin
}

let files = 0

function credential(url: string, token: string): CredentialSettings {
  files += 1
  const tokenFile = join(workshop.path, `token-${String(files)}`)
  writeFileSync(tokenFile, `${token}\n`, { mode: 0o600 })
  return { url, username: 'git', tokenFile }
}

/** Argument lists of all processes, looked at as often as the machine allows. */
function watchProcesses(): { stop(): string } {
  const seen = new Set<string>()
  const timer = setInterval(() => {
    for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
      try {
        seen.add(readFileSync(`/proc/${name}/cmdline`, 'utf8'))
      } catch {
        continue
      }
    }
  }, 2)
  return { stop: () => { clearInterval(timer); return [...seen].join('\n') } }
}

function everythingBelow(path: string): string {
  return execFileSync('grep', ['-ra', '', path], { encoding: 'latin1', maxBuffer: 50_000_000 })
}
