/** What nobody may see: looked for in the arguments of every program, in every answer of every route, and in all that mistd writes and says. */
import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { expect } from 'vitest'
import type { Stage } from '../stage.js'
import { bytesBelow } from './files.js'

/** Every program that runs while the tests do; arguments are for everybody on a host to read. */
export function watchArguments(values: readonly string[]): { readonly seen: Set<string>; readonly stop: () => void } {
  const seen = new Set<string>()
  const look = (): void => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const text = argumentsOf(pid)
      if (values.some((value) => text.includes(value))) seen.add(text.replaceAll('\0', ' '))
    }
  }
  const timer = setInterval(look, 250)
  return { seen, stop: () => { clearInterval(timer) } }
}

function argumentsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Every route that can be read, with the names of this host in it. */
export async function readableRoutes(stage: Stage): Promise<readonly string[]> {
  const { paths } = JSON.parse((await stage.api('/api/v1/openapi.json')).body) as { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> }
  const { runs } = JSON.parse((await stage.api('/api/v1/runs?limit=500')).body) as { readonly runs: readonly { readonly id: number }[] }
  const filled = (path: string): readonly string[] => {
    const named = path.replace('{project}', 'shop').replace('{app}', 'web').replace('{name}', 'page.css')
    return named.includes('{id}') ? runs.map(({ id }) => named.replace('{id}', String(id))) : [named]
  }
  const read = Object.entries(paths).filter(([, methods]) => 'get' in methods).flatMap(([path]) => filled(path))
  return [...read, '/api/v1/runs?limit=500', '/api/v1/events?limit=1000', '/api/v1/apps/shop/web/logs?tail=all']
}

const QUIET_STREAM_MS = 1_000
const ANSWER_MS = 10_000

/** The whole answer; of a stream that does not end, what it says first. */
export function answerOf(stage: Stage, { path, accept }: { readonly path: string; readonly accept: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: stage.ports.http, path, headers: { accept }, agent: false }, (response) => {
      let text = `${String(response.statusCode)} ${JSON.stringify(response.headers)}\n`
      const isEndless = String(response.headers['content-type']).startsWith('text/event-stream')
      const patience = setTimeout(() => { call.destroy() }, isEndless ? QUIET_STREAM_MS : ANSWER_MS)
      response.setEncoding('utf8').on('error', () => { resolve(text) }).on('end', () => { resolve(text) }).on('data', (chunk: string) => {
        text += chunk
        if (isEndless && text.includes('data: ')) call.destroy()
      }).on('close', () => {
        clearTimeout(patience)
        resolve(text)
      })
    })
    call.on('error', reject).end()
  })
}

const TOLD = ['status', 'history', 'events'] as const

/** Nothing that leaves the daemon, and nothing that outlives it, holds the value. */
export async function expectSilence(stage: Stage, values: readonly string[]): Promise<void> {
  const isTold = (text: string): boolean => values.some((value) => text.includes(value))
  const routes = await readableRoutes(stage)
  expect(routes.length).toBeGreaterThan(14)
  const asked = routes.flatMap((path) => (path.includes('logs') ? ['*/*', 'text/event-stream'] : ['*/*']).map((accept) => ({ path, accept })))
  const answers = await Promise.all(asked.map(async ({ path, accept }) => ({ path, accept, text: await answerOf(stage, { path, accept }) })))
  expect(answers.filter(({ text }) => isTold(text)).map(({ path, accept }) => `${path} as ${accept}`)).toEqual([])
  expect(isTold(stage.mistd.log()), 'the log of mistd').toBe(false)
  // The mirror of the repository holds the manifest by right; git compresses it.
  const kept = bytesBelow(stage.stateDir)
  expect(values.filter((value) => kept.includes(value)), 'files of mistd').toHaveLength(0)
  const told = await Promise.all(TOLD.flatMap((verb) => ['table', 'json'].map(async (output) => ({ verb, output, ...await stage.mistctl(verb, '-o', output) }))))
  expect(told.filter(({ stdout, stderr }) => isTold(`${stdout}${stderr}`)).map(({ verb, output }) => `${verb} as ${output}`)).toEqual([])
}
