/**
 * BuildKit's report → the lines that the classic builder would have written: each step by its number and words, then what it says.
 * Steps run side by side; whenever another one speaks, it is named. How many there are, and their names, may be chosen by a stranger.
 */
import type { OutputLine } from '../../../../ports.js'
import type { LinesInto } from '../lines.js'
import { linesInto } from '../lines.js'
import type { Trace, Vertex, VertexLog } from './trace.js'

export interface Progress {
  add(trace: Trace): void
  /** Tells what never ended its line. */
  end(): void
  /** How much was said altogether, steps and their names included, and what was said where nobody listens. */
  chars(): number
}

interface Step {
  /** `Step 2/4`, or `Step small 2/4` in a stage with a name. */
  readonly place: string
  readonly output: LinesInto
  readonly decode: (bytes: Buffer) => string
}

/** More than anybody writes: an image has at most 127 layers. Each one keeps a decoder and the line it has not ended. */
export const MOST_STEPS = 1_000

export function tellProgress(onLine: OutputLine): Progress {
  let chars = 0
  const say = (line: string): void => {
    chars += line.length + 1
    onLine(line)
  }
  const steps = new Map<string, Step>()
  const cached = new Set<Step>()
  let speaking: Step | undefined
  const goOn = (step: Step): void => {
    if (speaking !== step) say(`${step.place} goes on`)
    speaking = step
  }
  const begin = ({ digest, name }: Vertex): Step | undefined => {
    const { place, words } = steps.size < MOST_STEPS ? wordsOf(name) : {}
    if (place === undefined || words === undefined) return undefined
    const step = { place, output: linesInto(say), decode: decoded() }
    steps.set(digest, step)
    speaking = step
    say(`${place} : ${words}`)
    if (steps.size === MOST_STEPS) say(`Steps after these ${String(MOST_STEPS)} are not told`)
    return step
  }
  const meet = (vertex: Vertex): void => {
    const { digest, isStarted, isCached } = vertex
    if (!isStarted && !isCached) return
    const step = steps.get(digest) ?? begin(vertex)
    if (!step || !isCached || cached.has(step)) return
    goOn(step)
    say(' ---> Using cache')
    cached.add(step)
  }
  const hear = ({ vertex, bytes }: VertexLog): void => {
    const step = steps.get(vertex)
    if (!step) {
      // It is read all the same, and takes as long.
      chars += bytes.length
      return
    }
    goOn(step)
    step.output.add(step.decode(bytes))
  }
  return {
    add({ vertexes, logs }) {
      vertexes.forEach(meet)
      logs.forEach(hear)
      for (const { digest, isCompleted } of vertexes) if (isCompleted) steps.get(digest)?.output.end()
    },
    end() { for (const step of steps.values()) step.output.end() },
    chars: () => chars,
  }
}

/** `[2/4] RUN make`, or `[small 2/4] RUN make` in a stage with a name. The rest is BuildKit's own work: nobody wrote it. */
const STEP = /^\[(?:(?<stage>\S+) )?(?<place>\d+\/\d+)\] (?<words>.*)$/s

function wordsOf(name: string): { readonly place?: string; readonly words?: string } {
  const { stage, place, words } = STEP.exec(name)?.groups ?? {}
  return place === undefined || words === undefined ? {} : { place: `Step ${stage === undefined ? '' : `${stage} `}${place}`, words }
}

/** A character can be cut in two by the pieces that output comes in. */
function decoded(): (bytes: Buffer) => string {
  const decoder = new TextDecoder()
  return (bytes) => decoder.decode(bytes, { stream: true })
}
