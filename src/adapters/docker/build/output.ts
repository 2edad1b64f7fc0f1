/** Output of a build, line by line, and how it ended. Who keeps the lines, and how many of them, is decided elsewhere. */
import type { OutputLine } from '../../../ports.js'
import { MAX_LINE_CHARS, linesInto } from './lines.js'
import { plainWords } from './buildkit/failure-words.js'
import { tellProgress } from './buildkit/progress.js'
import { readTrace } from './buildkit/trace.js'
import { layerLines } from '../images/layer-lines.js'
import { errorText } from '../images/pull.js'
import { plainText } from '../units.js'
import type { WireProgress } from '../wire.js'

/** The builder's words, or why it was given up; absent on success. */
export interface BuildOutcome {
  readonly failed?: string
}

/** Reading takes time from everything else: a step that floods its output is ended long before its deadline. */
export const MOST_OUTPUT_CHARS = 64 * 1024 * 1024

/** The one kind of message that says what BuildKit does. */
const TRACE = 'moby.buildkit.trace'

/** Of either builder. A stream that ends without an image id was cut off, however friendly its last words were. Fewer characters are for tests. */
export async function buildOutput(lines: AsyncIterable<WireProgress>, onLine: OutputLine, mostChars = MOST_OUTPUT_CHARS): Promise<BuildOutcome> {
  const teller = tellerOf(onLine)
  let failed: string | undefined
  let isBuilt = false
  for await (const line of lines) {
    failed ??= failureIn(line)
    isBuilt ||= isImage(line)
    teller.add(line)
    if (teller.chars() > mostChars) return { failed: `it wrote more than ${String(mostChars / 1024 / 1024)} MB of output` }
  }
  teller.end()
  if (failed !== undefined) return { failed }
  return isBuilt ? {} : { failed: 'the engine ended the build without an image' }
}

interface Teller {
  add(line: WireProgress): void
  end(): void
  chars(): number
}

function tellerOf(onLine: OutputLine): Teller {
  const say = (text: string): void => {
    const line = plainText(text, MAX_LINE_CHARS)
    if (line !== '') onLine(line)
  }
  const output = linesInto(say)
  const progress = tellProgress(say)
  // Pulling a base image reports like any pull.
  const tellLayer = layerLines(say)
  return {
    add(line) {
      if (line.id === TRACE && typeof line.aux === 'string') progress.add(readTrace(line.aux))
      output.add(line.stream ?? '')
      tellLayer(line)
    },
    end() {
      output.end()
      progress.end()
    },
    chars: () => output.chars() + progress.chars(),
  }
}

function isImage({ aux }: WireProgress): boolean {
  return typeof aux === 'object' && aux?.ID !== undefined
}

function failureIn(line: WireProgress): string | undefined {
  const text = errorText(line)
  return text === undefined ? undefined : plainWords(text)
}
