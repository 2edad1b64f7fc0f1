/** What a build may ask of us, and what it does not get. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Services } from '../../../../../src/adapters/docker/build/buildkit/services.js'
import { servicesOf } from '../../../../../src/adapters/docker/build/buildkit/services.js'
import { bytesAt, numberAt, readMessage, textAt, writeText } from '../../../../../src/adapters/docker/build/buildkit/protobuf.js'

const CREDENTIALS = '/moby.filesync.v1.Auth/Credentials'
const SECRET = '/moby.buildkit.secrets.v1.Secrets/GetSecret'

let folder: string

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'mist-services-')) })
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })

function passwordFile(text: string, mode = 0o600): string {
  const path = join(folder, text)
  writeFileSync(path, `${text}\n`)
  chmodSync(path, mode)
  return path
}

function services(mode?: number): Services {
  const registries = { 'ghcr.io': { username: 'acme', passwordFile: passwordFile('of-ghcr', mode) }, 'docker.io': { username: 'ana', passwordFile: passwordFile('of-hub', mode) } }
  const secrets = { npmrc: { name: 'NPM_TOKEN', reveal: () => 'line one\nline two' } }
  return servicesOf({ registries, secrets, subject: 'cannot build image a' })
}

async function ask(of: Services, method: string, name: string) {
  const answering = of.methods[method]
  if (!answering) throw new Error(`${method} is not offered`)
  const answered = await answering(writeText(1, name))
  return answered.ok ? (readMessage(answered.value) ?? []) : answered.error
}

describe('a login', () => {
  test.each([
    ['ghcr.io', ['acme', 'of-ghcr']],
    ['registry-1.docker.io', ['ana', 'of-hub']],
    ['index.docker.io', ['ana', 'of-hub']],
    ['docker.io', ['ana', 'of-hub']],
    ['evil.example.com', ['', '']],
    ['ghcr.io.evil.example.com', ['', '']],
    ['GHCR.IO', ['', '']],
    ['constructor', ['', '']],
    ['', ['', '']],
  ])('for %s is that of its own registry', async (host, login) => {
    const fields = await ask(services(), CREDENTIALS, host)
    expect(Array.isArray(fields) && [textAt(fields, 1), textAt(fields, 2)]).toEqual(login)
  })

  test('that cannot be used is refused, and the reason is known afterwards', async () => {
    const open = services(0o644)
    expect(await ask(open, CREDENTIALS, 'ghcr.io')).toEqual({ status: 7, message: 'the login cannot be used' })
    expect(open.failure()).toMatchObject({ code: 'registry-auth-failed', subject: 'cannot build image a' })
  })

  test('that nobody asks for is not even read', () => {
    expect(services(0o644).failure()).toBeUndefined()
  })
})

describe('a secret', () => {
  test('is handed over as it is, byte for byte', async () => {
    const fields = await ask(services(), SECRET, 'npmrc')
    expect(Array.isArray(fields) && bytesAt(fields, 1)[0]?.toString()).toBe('line one\nline two')
  })

  test.each(['other', '', 'NPM_TOKEN', 'toString', '__proto__'])('of the id %j is not there', async (id) => {
    expect(await ask(services(), SECRET, id)).toEqual({ status: 5, message: 'this build declares no secret of that id' })
  })
})

test('nothing but these and a sign of life is offered', async () => {
  const offered = services()
  expect(Object.keys(offered.methods).toSorted()).toEqual(['/grpc.health.v1.Health/Check', SECRET, CREDENTIALS])
  const alive = await ask(offered, '/grpc.health.v1.Health/Check', '')
  expect(Array.isArray(alive) && numberAt(alive, 1)).toBe(1)
})
