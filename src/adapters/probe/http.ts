/**
 * What does the app answer? One plain HTTP GET on a connection of its own. Whoever answers may be broken or hostile: the whole exchange has
 * one deadline, no redirect is followed, and of the body no more is taken than what lets an honest app end its answer.
 */
import type { IncomingMessage } from 'node:http'
import { request as httpRequest } from 'node:http'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { wordOf } from '../../model/word-of.js'
import { linkDeadline } from '../../signals.js'

export interface HttpQuestion {
  readonly port: number
  readonly path: string
  readonly host: string
}

export const ANSWER_TIMEOUT_MS = 2_000
const MAX_BODY_BYTES = 65_536
const CALLED_OFF = 'the wait was ended early'

export async function askHttp(address: string, question: HttpQuestion, signal: AbortSignal): Promise<Result<number, string>> {
  if (signal.aborted) return err(CALLED_OFF)
  const deadline = linkDeadline(ANSWER_TIMEOUT_MS, signal)
  try {
    const answer = await exchange(address, question, deadline.signal)
    return signal.aborted ? err(CALLED_OFF) : answer
  } finally {
    deadline.release()
  }
}

function exchange(address: string, { port, path, host }: HttpQuestion, signal: AbortSignal): Promise<Result<number, string>> {
  return new Promise((resolve) => {
    try {
      const headers = { host, accept: '*/*', 'user-agent': 'mist-health-check', connection: 'close' }
      const asked = httpRequest({ host: address, port, path, headers, agent: false, signal }, (answer) => {
        const { statusCode } = answer
        taste(answer, () => {
          resolve(statusCode === undefined ? err('without a status') : ok(statusCode))
          asked.destroy()
        })
      })
      // Also when the body breaks off: by then the answer is given, and the second one does not count.
      asked.on('error', (error) => { resolve(err(wordsOf(error, signal))) })
      asked.end()
    } catch (error) {
      resolve(err(wordOf(error)))
    }
  })
}

/** Reads the body to its end, its limit or its break, whichever comes first. */
function taste(answer: IncomingMessage, done: () => void): void {
  let bytes = 0
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) done()
  })
  for (const end of ['end', 'error', 'close'] as const) answer.on(end, done)
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed without an answer',
  EHOSTUNREACH: 'the container cannot be reached',
  ENETUNREACH: 'the container cannot be reached',
  HPE_HEADER_OVERFLOW: 'the head of the answer is too large',
}

function wordsOf(error: NodeJS.ErrnoException, signal: AbortSignal): string {
  if (signal.aborted) return `there was no answer within ${String(ANSWER_TIMEOUT_MS / 1_000)} s`
  const code = error.code ?? ''
  return WORDS[code] ?? (code.startsWith('HPE_') ? 'the answer is not HTTP' : error.message)
}
