/** What people see, in a real browser over the real endpoint: readable without script, live with it, and for everybody. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { failure } from '../../src/model/failure.js'
import { runOf } from '../support/history.js'
import { openEndpoint, TOKEN, type TestEndpoint } from '../support/http.js'
import { appOf, createFakeSource, reportOf, troubledReport, type FakeSource } from '../support/status.js'
import { until } from '../support/until.js'
import { accessibilityFaults, launchBrowser } from './browser.js'

const FAILED = runOf({ id: 9, verdict: 'failed', failure: failure('engine-unreachable', { subject: 'cannot reach the engine', cause: 'refused' }) })
const DIAGNOSTIC = { severity: 'error', rule: 'unknown-key', message: 'unknown key "domainz"', help: 'did you mean "domains"?', at: { file: 'mist.yaml', line: 7, column: 9, length: 7 }, lineText: '        domainz: [a.localhost]', related: [] } as const
const [CONTAINER = ''] = appOf().containers.map(({ name }) => name)

let browser: Browser
let source: FakeSource
let endpoint: TestEndpoint
let complaints: string[]
let build: string[]

beforeAll(async () => { browser = await launchBrowser() })
afterAll(async () => { await browser.close() })

beforeEach(async () => {
  complaints = []
  build = ['Step 1/2 : FROM node:22', 'done']
  source = createFakeSource({ report: troubledReport(), runs: [FAILED], buildLog: build })
  endpoint = await openEndpoint(source)
})

afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  await endpoint.close()
})

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1180, height: 900 }, ...options })).newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()) })
  await page.goto(endpoint.url + path)
  return page
}

const textOf = (page: Page, selector: string): Promise<string> => page.locator(selector).innerText()

/** Code for the browser is text here, where its globals have no types. */
const scrollsSideways = (page: Page): Promise<unknown> => page.evaluate('document.documentElement.scrollWidth > innerWidth')

describe('for everybody', () => {
  const STATES = {
    trouble: () => troubledReport(),
    calm: () => reportOf(),
    empty: () => reportOf({ apps: [], verdict: 'No apps are declared.' }),
    invalid: () => reportOf({ diagnostics: [DIAGNOSTIC], source: { type: 'Ready', status: 'False', reason: 'GitOperationFailed', message: 'cannot fetch: refused', since: '2026-03-01T09:00:00.000Z' } }),
    suspended: () => reportOf({ suspension: { by: 'ana', reason: 'move', since: '2026-03-01T09:00:00.000Z' } }),
    waiting: () => undefined,
  } as const

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1180, 360]) {
      it(`has no fault that axe knows of, in ${colorScheme} at ${String(width)} pixels`, async () => {
        for (const [state, report] of Object.entries(STATES)) {
          source.setReport(report())
          const page = await open('/', { colorScheme, viewport: { width, height: 800 } })
          expect(await accessibilityFaults(page), state).toEqual([])
          expect(await scrollsSideways(page), `${state} scrolls sideways`).toBe(false)
          await page.context().close()
        }
        source.setReport(troubledReport())
        source.say(CONTAINER, { text: 'a very long line '.repeat(40), stream: 'stderr' })
        const page = await open('/apps/shop/web', { colorScheme, viewport: { width, height: 800 } })
        await until('the log came', async () => (await textOf(page, '#log')).includes('very long'))
        expect(await accessibilityFaults(page)).toEqual([])
        expect(await scrollsSideways(page)).toBe(false)
        expect(complaints).toEqual([])
      })
    }
  }

  it('says each state in a word, and announces the verdict alone', async () => {
    const page = await open('/')
    for (const word of ['Synced', 'OutOfSync', 'Healthy', 'Progressing', 'Degraded', 'Missing']) expect(await page.locator('#apps .badge', { hasText: word }).count(), word).toBeGreaterThan(0)
    expect(await page.locator('[aria-live]').evaluateAll((all) => all.map(({ id }) => id))).toEqual(['sentence'])
    expect(await page.locator('#apps thead th').allInnerTexts()).toEqual(['App', 'Sync', 'Health', 'Ready', 'Image', 'Address'])
  })

  it('can be walked through with the keyboard, and moves nothing for those who asked for that', async () => {
    const page = await open('/', { reducedMotion: 'reduce' })
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content')
    expect(await page.evaluate('document.getAnimations().length')).toBe(0)
  })
})

describe('without script', () => {
  it('shows verdict, revision, apps, differences, runs, and the way to an app', async () => {
    const page = await open('/', { javaScriptEnabled: false })
    expect(await textOf(page, 'h1')).toBe('2 of 5 apps are not working: crm/api, tools/wiki.')
    expect(await textOf(page, '#revision')).toContain('4f2c9e1')
    expect(await page.locator('#apps tbody tr').count()).toBe(5)
    expect(await textOf(page, '#differences')).toMatch(/Drift: somebody changed it on the host[\s\S]*limits\.memory[\s\S]*1g[\s\S]*512m/)
    expect(await textOf(page, '#differences')).toContain('Remove it with: mistctl prune old/shop')
    expect(await textOf(page, '#runs')).toContain('cannot reach the engine: refused')
    source.say(CONTAINER, { text: 'written before' })
    await page.click('text=shop/web')
    expect(await textOf(page, '#containers')).toContain(CONTAINER)
    expect(await textOf(page, '#log')).toContain('written before')
    await page.click('summary')
    expect(await textOf(page, '#build')).toContain('Step 1/2')
  })

  it('shows what is wrong with the manifest, with the place and a caret', async () => {
    source.setReport(reportOf({ diagnostics: [DIAGNOSTIC] }))
    const page = await open('/', { javaScriptEnabled: false })
    const text = await textOf(page, '.diagnostics')
    expect(text).toContain('mist.yaml:7:9')
    expect(text).toMatch(/7 │ {9}domainz: ·+\n\s+│ {9}\^{7}/)
    expect(text).toContain('did you mean "domains"?')
  })

  it('looks again by itself until the first pass is done', async () => {
    source.setReport(undefined)
    const page = await open('/', { javaScriptEnabled: false })
    expect(await textOf(page, 'h1')).toContain('for the first time')
    source.setReport(reportOf())
    await until('the page came by itself', async () => (await textOf(page, 'h1')).includes('up to date'))
  })
})

describe('live', () => {
  it('shows a new state without loading anew, and keeps what the reader opened', async () => {
    const page = await open('/')
    await until('the stream is open', async () => (await textOf(page, '#live')) === 'live')
    await page.evaluate(() => { (globalThis as { stamp?: string }).stamp = 'same document' })
    await page.focus('#apps a[href="/apps/shop/web"]')
    source.setReport(reportOf({ verdict: 'All 1 apps are up to date and working.' }))
    await until('the verdict changed', async () => (await textOf(page, 'h1')).startsWith('All 1'))
    await until('the table followed', async () => (await page.locator('#apps tbody tr').count()) === 1)
    expect(await page.locator('#verdict').getAttribute('class')).toContain('good')
    expect(await page.title()).toContain('All 1 apps')
    expect(await page.evaluate(() => (globalThis as { stamp?: string }).stamp)).toBe('same document')
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe('/apps/shop/web')
    expect(complaints).toEqual([])
  })

  it('follows the logs, stops when the reader scrolls up, and jumps back to the end when asked', async () => {
    for (let at = 0; at < 200; at++) source.say(CONTAINER, { text: `line ${String(at)}` })
    const page = await open('/apps/shop/web')
    const isAtEnd = (): Promise<boolean> => page.locator('#log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight < 2)
    await until('the log is at its end', async () => (await textOf(page, '#log')).includes('line 199') && isAtEnd())
    source.say(CONTAINER, { text: 'one more' })
    await until('the new line is seen', async () => (await textOf(page, '#log')).includes('one more') && isAtEnd())
    await page.locator('#log').evaluate((log) => { log.scrollTop = 0 })
    await page.locator('#log-end').waitFor({ state: 'visible' })
    source.say(CONTAINER, { text: 'while reading' })
    await until('the line is there', async () => (await textOf(page, '#log')).includes('while reading'))
    expect(await page.locator('#log').evaluate((log) => log.scrollTop)).toBe(0)
    await page.click('#log-end')
    expect(await isAtEnd()).toBe(true)
    expect(await page.locator('#log-end').isHidden()).toBe(true)
  })

  it('follows a build while its log is open, on an empty sheet for the next one, and keeps it when the state is new', async () => {
    const page = await open('/apps/shop/web')
    const shown = (): Promise<string> => page.locator('#build-log').evaluate((box) => box.textContent)
    await page.click('#build-details summary')
    build.push('Step 2/2 : RUN make')
    await until('the new line is seen', async () => (await shown()) === 'Step 1/2 : FROM node:22\ndone\nStep 2/2 : RUN make')
    expect(await textOf(page, '#build-note')).toBe('3 lines')
    source.setReport(reportOf({ verdict: 'Converging.' }))
    build.splice(0, build.length, 'Step 1/1 : FROM scratch')
    await until('the next build is shown alone', async () => (await shown()) === 'Step 1/1 : FROM scratch')
    await page.click('#build-details summary')
    build.push('unseen <b>')
    source.setReport(reportOf({ verdict: 'All 1 apps are up to date and working.' }))
    await until('a closed one is as the server has it', async () => (await shown()).includes('unseen <b>'))
    expect(complaints).toEqual([])
  })

  it('keeps at most five thousand rows of a long log', async () => {
    const page = await open('/apps/shop/web')
    await until('the log is followed', async () => (await textOf(page, '#log-note')) === 'following')
    for (let at = 0; at < 6_000; at++) source.say(CONTAINER, { text: `line ${String(at)}` })
    await until('the last line came', async () => (await page.locator('#log .line').last().innerText()).includes('line 5999'))
    expect(await page.locator('#log > *').count()).toBe(5_000)
  })

  it('comes back by itself after the daemon was away', async () => {
    const page = await open('/')
    await until('the stream is open', async () => (await textOf(page, '#live')) === 'live')
    await endpoint.close()
    await until('the loss is shown', async () => (await textOf(page, '#live')) === 'reconnecting')
    const port = Number(new URL(endpoint.url).port)
    source.setReport(reportOf({ verdict: 'Back again.' }))
    // The port is one of those that the kernel gives to whoever goes out.
    endpoint = await until('its port is free again', () => openEndpoint(source, { port }))
    await until('the page is live and current again', async () => (await textOf(page, 'h1')) === 'Back again.')
  })
})

describe('what strangers wrote', () => {
  it('is text on the page, whatever it looks like', async () => {
    const attack = '<img src=x onerror="globalThis.hit=1"><script>globalThis.hit=1</script>'
    const report = troubledReport()
    source.setReport({ ...report, verdict: attack, revision: { label: attack, ref: 'main', commit: '4f2c9e1'.padEnd(40, '0'), subject: attack, author: `"'${attack}`, committedAt: '2026-03-01T10:00:00.000Z' }, apps: [appOf({ image: `"${attack}`, urls: ['javascript:globalThis.hit=1', `http://x/"${attack}`] })] })
    source.say(CONTAINER, { text: attack })
    const page = await open('/')
    expect(await textOf(page, 'h1')).toBe(attack)
    expect(await page.locator('a[href^="javascript:"]').count()).toBe(0)
    await page.goto(`${endpoint.url}/apps/shop/web`)
    await until('the line came', async () => (await textOf(page, '#log')).includes(attack))
    expect(await page.evaluate(() => (globalThis as { hit?: number }).hit)).toBeUndefined()
    expect(await page.locator('main img, main script').count()).toBe(0)
  })
})

describe('behind a token', () => {
  it('is asked for by the browser and then works as a whole, live part too', async () => {
    const guarded = await openEndpoint(source, { token: 'required' })
    const context = await browser.newContext({ httpCredentials: { username: 'anybody', password: TOKEN } })
    const page = await context.newPage()
    try {
      await page.goto(guarded.url)
      expect(await page.locator('#apps tbody tr').count()).toBe(5)
      await until('the stream is open', async () => (await textOf(page, '#live')) === 'live')
    } finally {
      await context.close()
      await guarded.close()
    }
  })
})
