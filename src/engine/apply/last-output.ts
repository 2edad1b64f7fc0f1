/** What a container said last, as a person will read it beside a failure: bounded, since it is kept with the run and shown everywhere. */
import type { Failure } from '../../model/failure.js'
import type { RuntimeReader } from '../../ports.js'
import { never } from '../../signals.js'
import { printable } from './text.js'

const LINES = 20
const LINE_CHARS = 500

/** The last lines of a stream, however long it is. */
export interface Tail {
  add(line: string): void
  lines(): readonly string[]
}

export function openTail(): Tail {
  const kept: string[] = []
  return {
    add: (line) => {
      kept.push(printable(line).slice(0, LINE_CHARS))
      if (kept.length > LINES) kept.shift()
    },
    lines: () => kept,
  }
}

/** The container is about to be taken away again: what it said last is all that a person will have. */
export async function withLastOutput(runtime: RuntimeReader, container: string, cause: Failure): Promise<Failure> {
  const tail = openTail()
  const query = { container, follow: false, tail: LINES, sinceSeconds: 0 } as const
  for await (const line of runtime.logs(query, never())) tail.add(line.text)
  return quoting(cause, tail.lines())
}

export function quoting(cause: Failure, lines: readonly string[]): Failure {
  return { ...cause, help: lines.length > 0 ? `Its last output was:\n${lines.map((line) => `  ${line}`).join('\n')}` : 'It wrote no output.' }
}
