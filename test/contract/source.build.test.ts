/** The build context on the real engine: what enters an image must be what `docker build` would have put there. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSource } from '../../src/adapters/git/source.js'
import type { SourcePort } from '../../src/ports.js'
import type { GitRepo } from '../lab/fixtures.js'
import { docker, gitRepo, labEnv, uniqueInstance } from '../lab/fixtures.js'

const NEVER = new AbortController().signal
const FILES = { Dockerfile: 'FROM scratch\nCOPY . /in/\nCMD ["/none"]\n', 'README.md': 'r', 'docs/README.md': 'd', 'docs/keep.txt': 'k', 'node_modules/x/i.js': 'x', 'src/node_modules/y/i.js': 'y', 'src/a.ts': 'a', 'src/a.log': 'l', '.env': 'e', 'src/.env': 'e', 'temp1': 't', 'deep/a/b/temp2': 't' }

let root: string
let repo: GitRepo
let source: SourcePort
let tag: string

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'mist-build-'))
  repo = await gitRepo()
  tag = `${uniqueInstance().toLowerCase()}-context`
  source = createSource({ stateDir: root, credentials: [], grants: { domains: [], publish: [], repositories: [repo.url] } })
})

afterEach(async () => {
  delete process.env['GIT_COMMITTER_DATE']
  await docker('rmi', '--force', `${tag}:ours`, `${tag}:theirs`).catch(() => undefined)
  repo.remove()
  rmSync(root, { recursive: true, force: true })
})

describe('an image built from the context', () => {
  it.each([
    '', 'node_modules\n*.md\n', '**/node_modules\n**/*.md\n!docs/README.md\n', '*\n!src\n**/*.log\n', 'docs\n!docs/keep.txt\n', 'Dockerfile\n.dockerignore\n', '**/.env\n', 'temp?\n*/*/temp*\ndeep/**/temp2\n', '# all\n\n  src/  \n/docs\n', '**\n!Dockerfile\n!src/a.ts\n',
  ])('holds what `docker build` puts there with the ignore file %j', async (ignore) => {
    const commit = await repo.commit({ ...FILES, '.dockerignore': ignore }, 'Files')
    await buildTheirs()
    await buildOurs(commit)
    expect(await contentsOf(`${tag}:ours`)).toEqual(await contentsOf(`${tag}:theirs`))
  })

  it('comes from the cache of the engine when a later commit changed nothing in it', async () => {
    process.env['GIT_COMMITTER_DATE'] = '2020-01-01T00:00:00Z'
    await buildOurs(await repo.commit({ 'web/Dockerfile': FILES.Dockerfile, 'web/a': tag, doc: '1' }, 'First'), 'web')
    process.env['GIT_COMMITTER_DATE'] = '2026-01-01T00:00:00Z'
    const second = await repo.commit({ doc: '2' }, 'Second')
    const log = await buildOurs(second, 'web')
    expect(log.match(/Using cache/g)).toHaveLength(2)
  })
})

async function buildOurs(commit: string, path = '.'): Promise<string> {
  const repository = { kind: 'git', url: repo.url, ref: '' } as const
  const fetched = await source.fetch(repository, NEVER)
  expect(fetched).toMatchObject({ ok: true, value: { commit } })
  const context = await source.buildContext({ repository, commit, path, dockerfile: 'Dockerfile', args: {}, treeDigest: '' }, NEVER)
  if (!context.ok) throw new Error(context.error.cause)
  const child = spawn('docker', ['build', '--force-rm', '--tag', `${tag}:ours`, '-'], { env: { ...process.env, DOCKER_HOST: labEnv().dockerHost, DOCKER_BUILDKIT: '0' } })
  let log = ''
  child.stdout.on('data', (part: Buffer) => { log += part.toString() })
  child.stderr.on('data', (part: Buffer) => { log += part.toString() })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  await pipeline(context.value, child.stdin)
  expect([await ended, log]).toEqual([0, log])
  return log
}

async function buildTheirs(): Promise<void> {
  await docker('build', '--quiet', '--force-rm', '--tag', `${tag}:theirs`, repo.work)
}

/** Names below /in, from the layers of the image. */
async function contentsOf(image: string): Promise<readonly string[]> {
  const container = await docker('create', '--label', 'mist.instance=test-context', image)
  try {
    const listing = await new Promise<string>((resolve, reject) => {
      const exported = spawn('docker', ['export', container], { env: { ...process.env, DOCKER_HOST: labEnv().dockerHost } })
      const tar = spawn('tar', ['-tf', '-'])
      exported.stdout.pipe(tar.stdin)
      let text = ''
      tar.stdout.on('data', (part: Buffer) => { text += part.toString() })
      tar.once('error', reject)
      tar.once('close', () => { resolve(text) })
    })
    return listing.split('\n').filter((name) => name.startsWith('in/') && !name.startsWith('in/.git') && !name.endsWith('/')).sort()
  } finally {
    await docker('rm', '--force', container)
  }
}
