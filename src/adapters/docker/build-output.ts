/** Output of a build, line by line, and how it ended. Who keeps the lines, and how many of them, is decided elsewhere. */
import type { OutputLine } from '../../ports.js'
import { errorText } from './pull.js'
import { plainText } from './units.js'
import type { WireProgress } from './wire.js'

/** The engine's words, or why it was given up; absent on success. */
export interface BuildOutcome {
  readonly failed?: string
}

const MAX_LINE_CHARS = 4_000
/** Reading takes time from everything else: a step that floods its output is ended long before its deadline. */
export const MOST_OUTPUT_CHARS = 64 * 1024 * 1024

/** A stream that ends without an image id was cut off, however friendly its last words were. Fewer characters are for tests. */
export async function buildOutput(lines: AsyncIterable<WireProgress>, onLine: OutputLine, mostChars = MOST_OUTPUT_CHARS): Promise<BuildOutcome> {
  const states = new Map<string, string>()
  const say = (text: string): void => {
    const line = plainText(text, MAX_LINE_CHARS)
    if (line !== '') onLine(line)
  }
  const output = linesInto(say)
  let failed: string | undefined
  let isBuilt = false
  for await (const line of lines) {
    failed ??= errorText(line)
    isBuilt ||= line.aux?.ID !== undefined
    output.add(line.stream ?? '')
    if (output.chars() > mostChars) return { failed: `it wrote more than ${String(mostChars / 1024 / 1024)} MB of output` }
    tellLayer(line, states, say)
  }
  output.end()
  if (failed !== undefined) return { failed }
  return isBuilt ? {} : { failed: 'the engine ended the build without an image' }
}

/** Cuts what comes in pieces at the ends of lines. What never ends its line is cut anyway, so that nothing gathers here. */
function linesInto(say: OutputLine): { add(text: string): void; end(): void; chars(): number } {
  let chars = 0
  let rest = ''
  const end = (): void => {
    say(rest)
    rest = ''
  }
  return {
    add(text) {
      chars += text.length
      const parts = (rest + text).split('\n')
      rest = parts.pop() ?? ''
      parts.forEach(say)
      if (rest.length > MAX_LINE_CHARS) end()
    },
    end,
    chars: () => chars,
  }
}

/** Pulling a base image reports like any pull. */
function tellLayer({ id = '', status }: WireProgress, states: Map<string, string>, say: (text: string) => void): void {
  if (!status || states.get(id) === status) return
  states.set(id, status)
  say(id === '' ? status : `${id}: ${status}`)
}
