/** What a server says of its data, so that it can be held against what another one says of the same. Whether it may differ is decided elsewhere. */
import type { DatabaseSource, DumpPart, InsideCommand } from '../../model/backup.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Ports } from '../../ports.js'
import { commandFor } from '../backup/read-data.js'
import { commandFailure } from '../restore/command-failure.js'

/** Part → its lines, sorted. */
export type Answers = ReadonlyMap<string, readonly string[]>

export interface Asked {
  readonly container: string
  readonly source: DatabaseSource
}

export async function answersOf({ inside }: Pick<Ports, 'inside'>, { container, source }: Asked, signal: AbortSignal): Promise<Result<Answers>> {
  const ask = async (command: InsideCommand): Promise<Result<readonly string[]>> => {
    const ended = await inside.run({ container, command }, signal)
    if (!ended.ok) return ended
    if (ended.value.exitCode !== 0) return err(commandFailure('cannot ask what the server holds', command, ended.value))
    return ok(ended.value.text.split('\n').filter((line) => line !== '').toSorted())
  }
  const answers = new Map<string, readonly string[]>()
  for (const part of source.recipe().parts) {
    const questions = await questionsOf(part, ask)
    if (!questions.ok) return questions
    for (const [name, question] of questions.value) {
      const answer = await ask(question)
      if (!answer.ok) return answer
      answers.set(name, answer.value)
    }
  }
  return ok(answers)
}

type Ask = (command: InsideCommand) => Promise<Result<readonly string[]>>

async function questionsOf(part: DumpPart, ask: Ask): Promise<Result<ReadonlyMap<string, InsideCommand>>> {
  if (part.kind === 'one') return ok(new Map(part.compare ? [[part.name, part.compare]] : []))
  if (part.kind !== 'each' || !part.compare) return ok(new Map())
  const { compare, name } = part
  const lines = await ask(part.list)
  return lines.ok ? ok(new Map(lines.value.map((line) => [`${name}/${line}`, commandFor(compare, line)]))) : lines
}

/** The first thing that is not alike; undefined when nothing is. */
export function differenceIn(before: Answers, after: Answers): string | undefined {
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [then, now] = [before.get(name), after.get(name)]
    if (!now) return `${name} is missing`
    if (!then) return `${name} was not there before`
    const gone = then.find((line) => !now.includes(line))
    const come = now.find((line) => !then.includes(line))
    if (gone !== undefined || come !== undefined) return `${name} said "${gone ?? ''}" and says "${come ?? ''}" now`
  }
  return undefined
}
