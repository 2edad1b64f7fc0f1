/** What lets Mist in at a private repository stays between Mist and git: it is in no file of the copy, no build, no image. */
import { chmodSync, copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSource } from '../../src/adapters/git/source.js'
import type { ImageSpec } from '../../src/model/resource.js'
import type { CredentialSettings } from '../../src/model/settings.js'
import { docker, dockerTries, gitRepo, labEnv, serveGitHttp, sshUrl, tempDir, type GitHttpServer, type GitRepo, type TempDir } from '../lab/fixtures.js'
import { labWorld, type LabWorld } from './runtime-lab.js'
import { uniqueName } from './runtime-world.js'

const NEVER = new AbortController().signal
const TOKEN = 'canary-token-7c1e'

interface Door {
  readonly url: string
  readonly credential: CredentialSettings
  /** Texts that may be nowhere. */
  readonly secrets: readonly string[]
}

let folder: TempDir
let repo: GitRepo
let world: LabWorld
let server: GitHttpServer | undefined

beforeEach(async () => {
  folder = tempDir()
  world = labWorld()
  repo = await gitRepo()
  await repo.commit({ Dockerfile: 'FROM busybox:1.36\nARG WORD\nCOPY . /src/\nRUN env | sort > /env && echo "$WORD"\n', 'page.txt': 'one\n' }, 'First')
})

afterEach(async () => {
  await server?.close()
  server = undefined
  await world.cleanup()
  repo.remove()
  folder.remove()
})

const DOORS: readonly (readonly [string, () => Promise<Door>])[] = [
  ['a token', async () => {
    server = await serveGitHttp(repo, { username: 'canary-user', password: TOKEN })
    const tokenFile = secretFile('token', `${TOKEN}\n`)
    return { url: server.url, credential: { url: new URL('/', server.url).href, username: 'canary-user', tokenFile }, secrets: [TOKEN, Buffer.from(`canary-user:${TOKEN}`).toString('base64').replace(/=+$/, '')] }
  }],
  ['an ssh key', () => {
    const { user, host, port, key, knownHosts } = labEnv().sshd
    const keyFile = join(folder.path, 'deploy.key')
    copyFileSync(key, keyFile)
    chmodSync(keyFile, 0o600)
    const lines = readFileSync(key, 'utf8').trim().split('\n')
    return Promise.resolve({ url: sshUrl(repo), credential: { url: `ssh://${user}@${host}:${String(port)}/`, username: 'git', keyFile, knownHostsFile: knownHosts }, secrets: [lines[1] ?? '', 'deploy.key'] })
  }],
]

describe.each(DOORS)('%s for a repository', (_, open) => {
  it('is in no argument, no file of its copy, no build context and no image', async () => {
    const door = await open()
    expect(door.secrets.every((secret) => secret.length > 8)).toBe(true)
    const stateDir = join(folder.path, 'state')
    const source = createSource({ stateDir, credentials: [door.credential], grants: { domains: [], publish: [], repositories: [door.url] }, configured: [{ kind: 'git', url: door.url, ref: '' }] })
    const repository = { kind: 'git', url: door.url, ref: '' } as const
    const watch = watchArguments()
    const fetched = await source.fetch(repository, NEVER)
    const argumentsSeen = watch.stop()
    if (!fetched.ok) throw new Error(fetched.error.cause)
    expect(argumentsSeen.some((line) => line.includes('git'))).toBe(true)

    const image: Extract<ImageSpec, { kind: 'build' }> = {
      kind: 'build', ref: `mist/${world.instance}-web:${uniqueName('t')}`,
      build: { repository, commit: fetched.value.commit, path: '.', dockerfile: 'Dockerfile', args: { WORD: 'said by an argument' }, treeDigest: '' },
    }
    const said: string[] = []
    const parts: Uint8Array[] = []
    const context = await source.buildContext(image.build, NEVER)
    if (!context.ok) throw new Error(context.error.cause)
    expect(await world.runtime.buildImage(image, { app: 'shop/web', context: tee(context.value, parts), onLine: (line) => said.push(line) }, NEVER)).toEqual({ ok: true, value: undefined })
    try {
      const places: Readonly<Record<string, string>> = {
        arguments: argumentsSeen.join('\n'),
        copy: filesBelow(stateDir).map((path) => `${path}\n${readFileSync(path, 'latin1')}`).join('\n'),
        context: Buffer.concat(parts).toString('latin1'),
        output: said.join('\n'),
        history: await docker('history', '--no-trunc', image.ref),
        inspection: await docker('image', 'inspect', image.ref),
        layers: await saved(image.ref),
      }
      expect(places['layers']).toContain('page.txt')
      for (const [place, text] of Object.entries(places)) {
        // The path of a key is no secret to the one who starts ssh.
        for (const secret of door.secrets.filter((one) => place !== 'arguments' || one !== 'deploy.key')) expect(text.includes(secret), `${secret} in ${place}`).toBe(false)
      }
      expect(places['context']).not.toContain('.git/')
    } finally {
      await dockerTries(['rmi', '--force', image.ref])
    }
  })
})

function secretFile(name: string, text: string): string {
  const path = join(folder.path, name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

async function* tee(context: AsyncIterable<Uint8Array>, parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for await (const part of context) {
    parts.push(part)
    yield part
  }
}

function filesBelow(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** The image as an archive: every layer and its configuration. */
async function saved(ref: string): Promise<string> {
  const path = join(folder.path, 'image.tar')
  await docker('save', '--output', path, ref)
  return readFileSync(path, 'latin1')
}

/** Arguments of all programs, looked at for as long as it lasts. */
function watchArguments(): { stop(): readonly string[] } {
  const seen = new Set<string>()
  const look = (): void => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        seen.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '))
      } catch {
        // It has ended meanwhile.
      }
    }
  }
  const timer = setInterval(look, 5)
  return { stop: () => { clearInterval(timer); return [...seen] } }
}
