/** One HTTP request of a load and how it ended. */
import { request, type Agent, type IncomingMessage } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Visit } from './load.js'
import type { FailureKind, Lane } from './record.js'

export interface Question {
  readonly lane: Lane
  readonly path: string
  /** False: a connection of its own. */
  readonly agent: Agent | false
  /** Makes it a POST. */
  readonly body?: string
  readonly isExpected: (body: string) => boolean
  /** Whether the answer is worth counting by its words. */
  readonly keepsAnswer: boolean
}

type Outcome = { readonly kind: 'ok'; readonly body: string } | { readonly kind: FailureKind; readonly detail: string }

const SHOWN = 120

export async function askOnce(visit: Visit, question: Question): Promise<void> {
  const startedMs = performance.now()
  const outcome = await ask(visit, question)
  if (outcome.kind === 'ok') visit.record.succeed(question.lane, startedMs, question.keepsAnswer ? outcome.body.trim().slice(0, SHOWN) : undefined)
  else visit.record.fail(question.lane, outcome.kind, `${question.path}: ${outcome.detail}`)
}

function ask({ port, host, timeoutMs }: Visit, { path, agent, body, isExpected }: Question): Promise<Outcome> {
  return new Promise((resolve) => {
    const headers = { host, ...(body !== undefined && { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body) }) }
    const call = request({ host: '127.0.0.1', port, path, agent, method: body === undefined ? 'GET' : 'POST', headers })
    const alarm = setTimeout(() => { settle({ kind: 'timeout', detail: `no answer in ${String(timeoutMs)} ms` }) }, timeoutMs)
    const settle = (outcome: Outcome): void => {
      clearTimeout(alarm)
      resolve(outcome)
      if (outcome.kind === 'timeout') call.destroy()
    }
    call.on('response', (response) => { void read(response, isExpected).then(settle) })
    // After the answer has begun, it is the answer that tells how it ended.
    call.on('error', (error) => { settle({ kind: kindOf(error, call.reusedSocket ? 'reused' : 'new'), detail: error.message }) })
    call.end(body)
  })
}

function read(response: IncomingMessage, isExpected: (body: string) => boolean): Promise<Outcome> {
  return new Promise((resolve) => {
    let text = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => { text += chunk })
    response.on('error', (error) => { resolve({ kind: 'cut', detail: `after ${String(text.length)} characters: ${error.message}` }) })
    response.on('end', () => {
      if (response.statusCode !== 200) resolve({ kind: 'status', detail: `${String(response.statusCode)} ${text.trim().slice(0, SHOWN)}` })
      else if (!isExpected(text)) resolve({ kind: 'body', detail: text.slice(0, SHOWN) })
      else resolve({ kind: 'ok', body: text })
    })
  })
}

/** A server may close a kept connection just as it is used again: told apart, since a browser would ask anew without a word. */
export function kindOf(error: Error, connection: 'new' | 'reused'): FailureKind {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ECONNREFUSED') return 'refused'
  if (code === 'ECONNRESET' || code === 'EPIPE') return connection === 'reused' ? 'stale' : 'reset'
  return code === 'ETIMEDOUT' ? 'timeout' : 'other'
}
