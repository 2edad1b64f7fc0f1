/** Output of a build, line by line, and how it ended. */
import type { OutputLine } from '../../ports.js'
import { errorText } from './pull.js'
import { plainText } from './units.js'
import type { WireProgress } from './wire.js'

export interface BuildOutcome {
  /** The engine's words; absent on success. */
  readonly failed?: string
  /** What the build said last, for the failure. */
  readonly lastLines: readonly string[]
}

const LAST_LINES = 20
const MAX_LINE_CHARS = 4_000

/** A stream that ends without an image id was cut off, however friendly its last words were. */
export async function buildOutput(lines: AsyncIterable<WireProgress>, onLine: OutputLine): Promise<BuildOutcome> {
  const lastLines: string[] = []
  const states = new Map<string, string>()
  let rest = ''
  let failed: string | undefined
  let isBuilt = false
  const say = (text: string): void => {
    const line = plainText(text, MAX_LINE_CHARS)
    if (line === '') return
    onLine(line)
    lastLines.push(line)
    if (lastLines.length > LAST_LINES) lastLines.shift()
  }
  for await (const line of lines) {
    failed ??= errorText(line)
    isBuilt ||= line.aux?.ID !== undefined
    const parts = (rest + (line.stream ?? '')).split('\n')
    rest = parts.pop() ?? ''
    parts.forEach(say)
    tellLayer(line, states, say)
  }
  say(rest)
  return failed !== undefined || isBuilt ? { lastLines, ...(failed !== undefined && { failed }) } : { lastLines, failed: 'the engine ended the build without an image' }
}

/** Pulling a base image reports like any pull. */
function tellLayer({ id = '', status }: WireProgress, states: Map<string, string>, say: (text: string) => void): void {
  if (!status || states.get(id) === status) return
  states.set(id, status)
  say(id === '' ? status : `${id}: ${status}`)
}
