/**
 * Secrets on a real engine: encrypted in git, opened by an identity of the host. A rotation rolls exactly the users, a broken secret moves
 * nobody, and values are in their containers and nowhere else.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.js'
import { holdSecrets, newIdentity, sealedFor } from './stage/secret-file.js'
import { expectSilence, watchArguments } from './stage/silence.js'

const FIRST = 'canary-71d0-first-value'
const SECOND = 'canary-71d0-second-value'
const OF_HOST = 'canary-71d0-host-value'
const OTHER = 'canary-71d0-other-value'
const VALUES = [FIRST, SECOND, OF_HOST, OTHER]
/** Of ada, whose password is analytical. */
const HTPASSWD = 'ada:$2b$04$abcdefghijklmnopqrstuu8v6ELAlYuMC5.VSLOgazsSGdddSWCPW'

const MANIFEST = `version: 1
secrets: secrets.age.yaml
defaults: { deploy: { drain: 1s } }
projects:
  shop:
    apps:
      web: { image: "mist-lab/web:1", port: 8080, domains: [shop.localhost], secrets: [TOKEN] }
      job: { image: "mist-lab/web:1", type: service, port: 8080, env: { API: { secret: TOKEN } } }
      side: { image: "mist-lab/web:1", port: 8080, domains: [{ host: side.localhost, auth: { basic: { secret: ADMINS } } }], env: { OTHER: { secret: OTHER } } }
`

let stage: Stage
let watch: ReturnType<typeof watchArguments>
let recipient = ''

beforeAll(async () => {
  watch = watchArguments(VALUES)
  const made = await newIdentity()
  recipient = made.recipient
  stage = await openStage({
    settings: ({ dir }) => ({ secrets: holdSecrets(dir, made.identity), drift: { interval: '2s' } }),
  })
  await commit(FIRST)
  await stage.mistd.start()
  await stage.waitSynced(await stage.repo.git('rev-parse', 'HEAD'))
})

afterAll(async () => {
  watch.stop()
  await stage.close()
})

async function commit(token: string, manifest = MANIFEST): Promise<string> {
  return stage.commit({ 'mist.yaml': manifest, 'secrets.age.yaml': await sealedFor(recipient, { TOKEN: token, OTHER, ADMINS: `# who may in\n${HTPASSWD}\n` }) }, 'Another token')
}

async function ids(): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries((await stage.containers()).map(({ app, id }) => [app, id]))
}

async function moved(before: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const after = await ids()
  return Object.keys(before).filter((app) => before[app] !== after[app]).toSorted()
}

async function envOf(app: string): Promise<readonly string[]> {
  return (await stage.container(app)).inspect.Config.Env ?? []
}

/** What others can see: every answer, every file, every argument, and each container but those that use the value. */
async function expectHidden(): Promise<void> {
  await expectSilence(stage, VALUES)
  expect([...watch.seen], 'arguments of a program').toEqual([])
  const users = { 'shop/web': [FIRST, SECOND], 'shop/job': [FIRST, SECOND], 'shop/side': [OTHER, OF_HOST] } as Readonly<Record<string, readonly string[]>>
  for (const { app, inspect } of await stage.containers()) {
    expect(VALUES.filter((value) => JSON.stringify(inspect.Config.Labels).includes(value)), `labels of ${app}`).toEqual([])
    expect(VALUES.filter((value) => JSON.stringify(inspect).includes(value) && users[app]?.includes(value) !== true), `inspect of ${app}`).toEqual([])
  }
}

describe('a secret of a file in git', () => {
  it('is in the env of its users, and nowhere else', async () => {
    expect(await envOf('shop/web')).toContain(`TOKEN=${FIRST}`)
    expect(await envOf('shop/job')).toContain(`API=${FIRST}`)
    expect(await envOf('shop/side')).toContain(`OTHER=${OTHER}`)
    expect((await stage.http('shop.localhost')).status).toBe(200)
    await expectHidden()
  })

  it('guards a domain by the users that it holds', async () => {
    expect((await stage.http('side.localhost')).status).toBe(401)
    expect((await stage.http('side.localhost', '/', { headers: { authorization: `Basic ${Buffer.from('ada:wrong').toString('base64')}` } })).status).toBe(401)
    expect((await stage.http('side.localhost', '/', { headers: { authorization: `Basic ${Buffer.from('ada:analytical').toString('base64')}` } })).status).toBe(200)
  })

  it('rolls exactly its users when it changes, and diff says no more than that', async () => {
    expect((await stage.mistctl('suspend', '--reason', 'to look at it')).code).toBe(0)
    const before = await ids()
    const id = await commit(SECOND)
    await stage.until('the change waits', async () => {
      const { revision, sync } = await stage.status()
      return revision?.commit === id && sync === 'OutOfSync'
    })
    const [table, json, rendered] = await Promise.all([stage.mistctl('diff'), stage.mistctl('diff', '-o', 'json'), stage.mistctl('render')])
    expect(table.stdout).toMatch(/env\.TOKEN +changed \(hidden\)/)
    expect(table.stdout).toMatch(/env\.API +changed \(hidden\)/)
    for (const { stdout, stderr } of [table, json, rendered]) expect(VALUES.filter((value) => `${stdout}${stderr}`.includes(value))).toEqual([])
    expect(rendered.stdout).not.toContain('$2b$04$')
    await expectHidden()
    expect((await stage.mistctl('resume')).code).toBe(0)
    await stage.waitSynced(id)
    expect(await moved(before)).toEqual(['shop/job', 'shop/web'])
    expect([await envOf('shop/web'), await envOf('shop/job')]).toEqual([expect.arrayContaining([`TOKEN=${SECOND}`]), expect.arrayContaining([`API=${SECOND}`])])
    await expectHidden()
  })

  it('does nothing when the same values are encrypted anew', async () => {
    const before = await ids()
    await stage.waitSynced(await commit(SECOND))
    expect(await moved(before)).toEqual([])
  })
})

describe('a secret that cannot be had', () => {
  it.each([
    ['for others alone', async () => sealedFor((await newIdentity()).recipient, { TOKEN: FIRST, OTHER, ADMINS: HTPASSWD }), 'encrypted for other recipients'],
    ['no more', () => sealedFor(recipient, { OTHER, ADMINS: HTPASSWD }), 'it is not in'],
    ['of a file that is damaged', async () => `${await sealedFor(recipient, { TOKEN: FIRST })}<<<<<<< HEAD\n`, 'is the mark of a merge that was not ended'],
  ])('because it is there %s leaves its users as they run, says which, and the next good commit recovers', async (_what, text, cause) => {
    const before = await ids()
    const id = await stage.commit({ 'mist.yaml': MANIFEST, 'secrets.age.yaml': await text() }, 'Broken secrets')
    const { apps } = await stage.until('its user says which secret it wants', async () => {
      const report = await stage.status()
      const web = report.apps.find(({ app }) => app === 'web')
      return report.revision?.commit === id && JSON.stringify(web?.conditions ?? []).includes('the secret TOKEN') ? report : undefined
    }) as Awaited<ReturnType<Stage['status']>>
    const words = JSON.stringify(apps.find(({ app }) => app === 'web')?.conditions)
    expect(words).toContain(cause)
    expect(words).toContain('what runs stays as it is')
    expect((await stage.http('shop.localhost')).status).toBe(200)
    expect(await moved(before)).toEqual([])
    const good = await commit(SECOND)
    await stage.waitSynced(good)
    expect(await moved(before)).toEqual([])
  })
})

describe('a secret of the host', () => {
  it('goes before the one in git, and is noticed without a commit', async () => {
    const before = await ids()
    writeFileSync(join(stage.dir, 'held', 'OTHER'), `${OF_HOST}\n`, { mode: 0o600 })
    await stage.until('its user was rolled', async () => {
      const found = (await stage.containers()).filter(({ app }) => app === 'shop/side')
      return found.length === 1 && found[0]?.inspect.Config.Env?.includes(`OTHER=${OF_HOST}`) === true
    })
    expect(await moved(before)).toEqual(['shop/side'])
    const listed = await stage.mistctl('secret', 'ls')
    expect(listed).toMatchObject({ code: 0 })
    expect(listed.stdout).toMatch(/OTHER +found +\S*held\/OTHER +shop\/side/)
    expect(listed.stdout).toMatch(/TOKEN +found +secrets\.age\.yaml +shop\/job, shop\/web/)
    await expectHidden()
  })
})
