/**
 * What a server says of its data and of who may do what with it, so that it can be held against what another one says of the same. What a
 * version brings by itself is left out by the questions, which are the template's.
 */
import type { DatabaseSource, DumpPart, InsideCommand } from '../../model/backup.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { InsideWork, Ports } from '../../ports.js'
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
    const said = await allOf(inside, { container, command }, signal)
    return said.ok ? ok(said.value.split('\n').filter((line) => line !== '').toSorted()) : said
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

/** A server with many tables says more than what is taken as text otherwise. */
const LONGEST_BYTES = 64 * 1024 * 1024

async function allOf(inside: Ports['inside'], work: InsideWork, signal: AbortSignal): Promise<Result<string>> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  const take = (piece: Uint8Array): Promise<void> => {
    bytes += piece.length
    if (bytes <= LONGEST_BYTES) pieces.push(piece)
    return Promise.resolve()
  }
  const ended = await inside.stream(work, take, signal)
  if (!ended.ok) return ended
  if (ended.value.exitCode !== 0) return err(commandFailure(SUBJECT, work.command, ended.value))
  if (bytes > LONGEST_BYTES) return err(failure('upgrade-failed', { subject: SUBJECT, cause: 'it says more than 64 MB' }))
  return ok(Buffer.concat(pieces).toString('utf8'))
}

const SUBJECT = 'cannot ask what the server holds'

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
    const [gone, come] = [firstBeside(then, now), firstBeside(now, then)]
    if (gone !== undefined || come !== undefined) return `${name} ${changeText(gone, come)}`
  }
  return undefined
}

function firstBeside(lines: readonly string[], others: readonly string[]): string | undefined {
  const known = new Set(others)
  return lines.find((line) => !known.has(line))
}

/** What stands behind a tab may be a password in one form or another. */
function changeText(gone: string | undefined, come: string | undefined): string {
  const [then, now] = [gone, come].map((line) => line?.split('\t', 1)[0])
  if (then !== undefined && then === now) return `says "${now}" as before, and what belongs to that and is not shown, such as a password, differs`
  if (now === undefined) return `said "${then ?? ''}" and does not say so now`
  return then === undefined ? `says "${now}" now and did not say so before` : `said "${then}" and says "${now}" now`
}
