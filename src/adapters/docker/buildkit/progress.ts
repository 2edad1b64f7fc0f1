/**
 * BuildKit's report → the lines that the classic builder would have written: each step by its number and words, then what it says.
 * Steps run side by side; whenever another one speaks, it is named.
 */
import type { OutputLine } from '../../../ports.js'
import type { LinesInto } from '../build-lines.js'
import { linesInto } from '../build-lines.js'
import type { Trace, Vertex } from './trace.js'

export interface Progress {
  add(trace: Trace): void
  /** Tells what never ended its line. */
  end(): void
  /** How much was said altogether. */
  chars(): number
}

interface Step {
  /** `Step 2/4`, or `Step small 2/4` in a stage with a name. */
  readonly place: string
  readonly words: string
  readonly output: LinesInto
  readonly decode: (bytes: Buffer) => string
}

export function tellProgress(say: OutputLine): Progress {
  const steps = new Map<string, Step>()
  const cached = new Set<Step>()
  let speaking: Step | undefined
  const begin = (step: Step): void => {
    say(`${step.place} : ${step.words}`)
    speaking = step
  }
  const goOn = (step: Step): void => {
    if (speaking !== step) say(`${step.place} goes on`)
    speaking = step
  }
  const meet = (vertex: Vertex): void => {
    const { digest, isStarted, isCached } = vertex
    const known = steps.get(digest)
    const step = known ?? stepOf(vertex, say)
    if (!step || !(isStarted || isCached)) return
    if (!known) begin(step)
    steps.set(digest, step)
    if (!isCached || cached.has(step)) return
    goOn(step)
    say(' ---> Using cache')
    cached.add(step)
  }
  return {
    add({ vertexes, logs }) {
      vertexes.forEach(meet)
      for (const { vertex, bytes } of logs) {
        const step = steps.get(vertex)
        if (!step) continue
        goOn(step)
        step.output.add(step.decode(bytes))
      }
      for (const { digest, isCompleted } of vertexes) if (isCompleted) steps.get(digest)?.output.end()
    },
    end() { for (const step of steps.values()) step.output.end() },
    chars: () => [...steps.values()].reduce((sum, { output }) => sum + output.chars(), 0),
  }
}

/** `[2/4] RUN make`, or `[small 2/4] RUN make` in a stage with a name. The rest is BuildKit's own work: nobody wrote it. */
const STEP = /^\[(?:(?<stage>\S+) )?(?<place>\d+\/\d+)\] (?<words>.*)$/s

function stepOf({ name }: Vertex, say: OutputLine): Step | undefined {
  const { stage, place, words } = STEP.exec(name)?.groups ?? {}
  if (place === undefined || words === undefined) return undefined
  return { place: `Step ${stage === undefined ? '' : `${stage} `}${place}`, words, output: linesInto(say), decode: decoded() }
}

/** A character can be cut in two by the pieces that output comes in. */
function decoded(): (bytes: Buffer) => string {
  const decoder = new TextDecoder()
  return (bytes) => decoder.decode(bytes, { stream: true })
}
