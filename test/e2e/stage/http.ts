/** Requests as a visitor makes them: the host name is sent, not resolved, and every request takes a connection of its own. */
import { request, type IncomingHttpHeaders } from 'node:http'
import { setInterval as ticks } from 'node:timers/promises'

export interface HttpQuestion {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface HttpAnswer {
  /** 0 when there was no answer at all. */
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const TIMEOUT_MS = 10_000

export function askHttp(port: number, path: string, { method = 'GET', headers = {}, body }: HttpQuestion = {}): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const failed = (cause: string): void => { resolve({ status: 0, headers: {}, body: cause }) }
    const call = request({ host: '127.0.0.1', port, path, method, headers, agent: false, timeout: TIMEOUT_MS }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => { text += chunk })
      response.on('error', (error) => { failed(error.message) })
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }) })
    })
    call.on('timeout', () => call.destroy(new Error('no answer in time')))
    call.on('error', (error) => { failed(error.message) })
    call.end(body)
  })
}

export interface Prober {
  /** Ends the asking; how many requests there were, and every answer that was not as it should be. */
  readonly stop: () => Promise<{ readonly asked: number; readonly bad: readonly string[] }>
}

const ASK_EVERY_MS = 40

/** A visitor who comes back again and again, and expects 200 and the same words every time. */
export function startProber(ask: () => Promise<HttpAnswer>, expected: string): Prober {
  const alarm = new AbortController()
  const bad: string[] = []
  let asked = 0
  const visiting = (async () => {
    for await (const _ of ticks(ASK_EVERY_MS, undefined, { signal: alarm.signal })) {
      const answer = await ask()
      asked += 1
      if (answer.status !== 200 || !answer.body.includes(expected)) bad.push(`${String(answer.status)} ${answer.body.slice(0, 120)}`)
    }
  })().catch(() => undefined)
  return {
    stop: async () => {
      alarm.abort()
      await visiting
      return { asked, bad }
    },
  }
}
