/**
 * A secret gets another value, in git or on the host: exactly those who use it are made anew, in whatever way they use it, everybody else is the
 * same container as before, and diff says that something is hidden and never what.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.js'
import { holdSecrets, newIdentity, sealedFor } from './stage/secret-file.js'

const MANIFEST = `version: 1
secrets: secrets.age.yaml
defaults: { deploy: { drain: 0s, stop: 1s } }
projects:
  shop:
    apps:
      by-env: { image: "mist-lab/web:1", port: 8080, domains: [env.localhost], secrets: [TOKEN] }
      by-file: { image: "mist-lab/web:1", type: service, port: 8080, files: { /run/secrets/token: { secret: TOKEN, mode: "0400" } } }
      by-route: { image: "mist-lab/web:1", port: 8080, domains: [{ host: route.localhost, auth: { basic: { secret: ADMINS } } }] }
      by-other: { image: "mist-lab/web:1", port: 8080, env: { KEY: { secret: OTHER } } }
      cache: { template: redis }
      bystander: { image: "mist-lab/web:1", port: 8080, env: { CACHE: { from: cache.url } } }
`
/** Of ada, whose password is analytical. */
const HASH = '$2b$04$abcdefghijklmnopqrstuu8v6ELAlYuMC5.VSLOgazsSGdddSWCPW'

const values: Record<string, string> = { TOKEN: 'canary-token-of-git-1', OTHER: 'canary-other-of-git-1', ADMINS: `ada:${HASH}` }
const past: string[] = [HASH]
let stage: Stage
let recipient = ''

beforeAll(async () => {
  const made = await newIdentity()
  recipient = made.recipient
  stage = await openStage({
    settings: ({ dir }) => ({ secrets: holdSecrets(dir, made.identity), drift: { interval: '2s' } }),
  })
  await stage.commit({ 'mist.yaml': MANIFEST, 'secrets.age.yaml': await sealedFor(recipient, values) })
  await stage.mistd.start()
  await stage.waitSynced(await head())
})

afterAll(() => stage.close())

function head(): Promise<string> {
  return stage.repo.git('rev-parse', 'HEAD')
}

async function ids(): Promise<ReadonlyMap<string, string>> {
  return new Map((await stage.containers()).map(({ app, id, startedAt }) => [app, `${id} ${startedAt}`]))
}

const PLACES = ['git', 'host'] as const

interface Rotation {
  readonly secret: 'TOKEN' | 'OTHER' | 'ADMINS'
  readonly where: (typeof PLACES)[number]
  readonly users: readonly string[]
  /** In the output of diff. */
  readonly shown: RegExp
}

const ROTATIONS: readonly Rotation[] = PLACES.flatMap((where) => [
  { secret: 'TOKEN', where, users: ['shop/by-env', 'shop/by-file'], shown: /env\.TOKEN +changed \(hidden\)/ },
  { secret: 'OTHER', where, users: ['shop/by-other'], shown: /env\.KEY +changed \(hidden\)/ },
  { secret: 'ADMINS', where, users: [], shown: /auth +\w+ \(hash #\w{4}\) → \w+ \(hash #\w{4}\)/ },
] as const)

async function rotate({ secret, where }: Rotation): Promise<void> {
  const value = secret === 'ADMINS' ? `${where}:${HASH}` : `canary-${secret.toLowerCase()}-of-${where}-2`
  past.push(values[secret] ?? '', value)
  if (where === 'host') return writeFileSync(join(stage.dir, 'held', secret), `${value}\n`, { mode: 0o600 })
  values[secret] = value
  await stage.commit({ 'secrets.age.yaml': await sealedFor(recipient, values) }, `Another ${secret}`)
}

async function untilDiffers(): Promise<void> {
  await stage.until('the change waits', async () => (await stage.status()).sync === 'OutOfSync')
}

describe('another value', () => {
  it.each(ROTATIONS)('of $secret on the $where makes $users anew and nobody else', async (rotation) => {
    const before = await ids()
    expect((await stage.mistctl('suspend', '--reason', 'to look at it')).code).toBe(0)
    await rotate(rotation)
    await untilDiffers()
    const said = await Promise.all([['diff'], ['diff', '-o', 'json'], ['render'], ['status', '-o', 'json']].map((words) => stage.mistctl(...words)))
    expect(said[0]?.stdout).toMatch(rotation.shown)
    const answers = await Promise.all(['/api/v1/diff', '/api/v1/status', '/'].map(async (path) => (await stage.api(path)).body))
    const all = [...said.map(({ stdout, stderr }) => `${stdout}${stderr}`), ...answers].join('\n')
    expect(past.filter((value) => value !== '' && all.includes(value))).toEqual([])
    expect((await stage.mistctl('resume')).code).toBe(0)
    const commit = await head()
    await stage.until('the host is so', async () => {
      const { revision, sync, health } = await stage.status()
      const after = await ids()
      return revision?.commit === commit && sync === 'Synced' && health === 'Healthy' && after.size === before.size && rotation.users.every((app) => after.get(app) !== before.get(app))
    })
    const after = await ids()
    expect([...before.keys()].filter((app) => before.get(app) !== after.get(app)).toSorted()).toEqual(rotation.users)
  })

  it('is what its users have in the end, and the host goes before git', async () => {
    expect((await stage.container('shop/by-env')).inspect.Config.Env).toContain('TOKEN=canary-token-of-host-2')
    const { Mounts } = (await stage.container('shop/by-file')).inspect
    expect(Mounts.map(({ Destination, RW }) => `${Destination} ${String(RW)}`)).toEqual(['/run/secrets/token false'])
    const wrong = await stage.http('route.localhost', '/', { headers: { authorization: `Basic ${Buffer.from('ada:analytical').toString('base64')}` } })
    const right = await stage.http('route.localhost', '/', { headers: { authorization: `Basic ${Buffer.from('host:analytical').toString('base64')}` } })
    expect([wrong.status, right.status]).toEqual([401, 200])
  })
})
