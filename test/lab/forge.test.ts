/** The forge that tests of commit statuses rely on: it takes what the real ones take, and refuses what they refuse. */
import { afterEach, describe, expect, it } from 'vitest'
import { startForge, type Forge } from './fixtures.js'

const COMMIT = 'a'.repeat(40)
let forge: Forge

afterEach(() => forge.stop())

async function post(path: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const response = await fetch(forge.url + path, { method: 'POST', body: JSON.stringify(fields), headers: { 'content-type': 'application/json', ...headers } })
  return response.status
}

describe('the forge', () => {
  it.each([
    ['github', `/repos/shop/site/statuses/${COMMIT}`, 'failure', 'shop/site'],
    ['github', `/api/v3/repos/shop/site/statuses/${COMMIT}`, 'success', 'shop/site'],
    ['gitlab', `/api/v4/projects/shop%2Fsite/statuses/${COMMIT}`, 'failed', 'shop/site'],
    ['gitea', `/api/v1/repos/shop/site/statuses/${COMMIT}`, 'success', 'shop/site'],
  ] as const)('keeps a status in the words of %s', async (kind, path, state, repository) => {
    forge = await startForge()
    expect(await post(path, { state, context: 'mist', name: 'mist', description: 'web is live', target_url: 'https://mist.example.test/' })).toBe(201)
    expect(forge.statuses()).toEqual([{ forge: kind, repository, commit: COMMIT, state, context: 'mist', description: 'web is live', targetUrl: 'https://mist.example.test/' }])
  })

  it('refuses a state of another forge, an unknown commit and a description that is too long', async () => {
    forge = await startForge()
    expect(await post(`/repos/shop/site/statuses/${COMMIT}`, { state: 'failed' })).toBe(422)
    expect(await post(`/api/v4/projects/1/statuses/${COMMIT}`, { state: 'failure' })).toBe(400)
    expect(await post('/repos/shop/site/statuses/main', { state: 'success' })).toBe(422)
    expect(await post(`/repos/shop/site/statuses/${COMMIT}`, { state: 'success', description: 'x'.repeat(141) })).toBe(422)
    expect(forge.statuses()).toEqual([])
  })

  it('refuses a status that changes nothing, as GitLab does', async () => {
    forge = await startForge()
    const path = `/api/v4/projects/1/statuses/${COMMIT}`
    expect(await post(path, { state: 'running', name: 'mist' })).toBe(201)
    expect(await post(path, { state: 'running', name: 'mist' })).toBe(400)
    expect(await post(path, { state: 'success', name: 'mist' })).toBe(201)
  })

  it('lets in by the header of each forge alone', async () => {
    forge = await startForge({ token: 'secret' })
    const [github, gitlab, gitea] = [`/repos/a/b/statuses/${COMMIT}`, `/api/v4/projects/1/statuses/${COMMIT}`, `/api/v1/repos/a/b/statuses/${COMMIT}`]
    expect(await post(github, { state: 'success' })).toBe(401)
    expect(await post(github, { state: 'success' }, { authorization: 'Bearer wrong' })).toBe(401)
    expect(await post(github, { state: 'success' }, { authorization: 'Bearer secret' })).toBe(201)
    expect(await post(gitlab, { state: 'success' }, { authorization: 'token secret' })).toBe(401)
    expect(await post(gitlab, { state: 'success' }, { 'private-token': 'secret' })).toBe(201)
    expect(await post(gitea, { state: 'success' }, { authorization: 'token secret' })).toBe(201)
  })

  it('fails as told, and knows nothing else', async () => {
    forge = await startForge()
    forge.become('limit')
    expect(await post(`/repos/a/b/statuses/${COMMIT}`, { state: 'success' })).toBe(429)
    forge.become('fail')
    expect(await post(`/repos/a/b/statuses/${COMMIT}`, { state: 'success' })).toBe(500)
    forge.become('serve')
    expect(await post('/repos/a/b/hooks', {})).toBe(404)
    expect(forge.statuses()).toEqual([])
    expect(forge.requests()).toHaveLength(3)
  })
})
