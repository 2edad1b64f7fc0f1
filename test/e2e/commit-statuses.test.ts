/** What a git server hears of a commit, from the push to the end of its release. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveGitHttp, startForge, type Forge, type GitHttpServer } from '../lab/fixtures.js'
import { openStage, type Stage } from './stage.js'

const TOKEN = 'token-that-may-set-statuses'

function manifest(tag: string): string {
  return `version: 1
defaults: { deploy: { drain: 1s } }
projects:
  shop:
    apps:
      web: { image: "mist-lab/web:${tag}", port: 8080, domains: [shop.localhost] }
`
}

let stage: Stage
let server: GitHttpServer
let forge: Forge

beforeAll(async () => {
  forge = await startForge({ token: TOKEN })
  stage = await openStage({
    settings: async ({ dir, repo }) => {
      server = await serveGitHttp(repo)
      const tokenFile = join(dir, 'status.token')
      writeFileSync(tokenFile, `${TOKEN}\n`, { mode: 0o600 })
      return {
        source: { git: server.ownedUrl, ref: 'main', interval: '1s' },
        statuses: [{ url: new URL('/lab/', server.url).href, type: 'gitea', tokenFile, api: `${forge.url}/api/v1` }],
      }
    },
  })
  await stage.commit(manifest('1'))
  await stage.mistd.start()
})

afterAll(async () => {
  await stage.close()
  await server.close()
  await forge.stop()
})

const toldOf = (commit: string): readonly string[] => forge.statuses().filter((status) => status.commit === commit).map(({ state }) => state)

async function endOf(commit: string): Promise<string> {
  await stage.until('the end is told', () => toldOf(commit).some((state) => state !== 'pending'))
  return toldOf(commit).at(-1) ?? ''
}

describe('the git server', () => {
  it('hears that a commit is at work, and that it is live', async () => {
    const commit = await stage.repo.git('rev-parse', 'HEAD')
    expect(await endOf(commit)).toBe('success')
    expect(toldOf(commit)[0]).toBe('pending')
    expect(forge.statuses()[0]).toMatchObject({ repository: 'lab/repo', context: `mist/${stage.instance}`, commit })
    expect((await stage.http('shop.localhost', '/version')).body.trim()).toBe('1')
  })

  it('hears of a release that was rolled back, with the reason, although the old one answers', async () => {
    const commit = await stage.commit(manifest('crash'), 'Crash')
    expect(await endOf(commit)).toBe('failure')
    expect(forge.statuses().at(-1)?.description).toMatch(/^shop\/web: .*exit/)
    expect((await stage.http('shop.localhost', '/version')).body.trim()).toBe('1')
  })

  it('hears of a manifest that cannot be used', async () => {
    const commit = await stage.commit(manifest('2').replace('port:', 'prot:'), 'Typo')
    expect(await endOf(commit)).toBe('failure')
    expect(forge.statuses().at(-1)?.description).toContain('mist.yaml:')
  })

  it('hears of the next good commit, and nothing of a token in what mistd says', async () => {
    const commit = await stage.commit(manifest('2'), 'Two')
    expect(await endOf(commit)).toBe('success')
    expect(stage.mistd.log()).not.toContain(TOKEN)
  })
})
