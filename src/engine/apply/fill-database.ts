/**
 * Puts what git declares into a running database: passwords, users, databases, virtual hosts, extensions. What is there already stays as it is, so that a
 * run which was broken off anywhere is picked up by the next one, and nothing has to be remembered. The store only saves the question.
 */
import type { InsideCommand } from '../../model/inside-command.js'
import type { ContentsWork, Login } from '../../model/contents.js'
import { contentsId, contentsMark } from '../../model/contents.js'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Effect } from '../../model/step.js'
import type { InsideText } from '../../ports.js'
import { withDeadline } from '../../signals.js'
import type { EffectContext } from './effect-context.js'
import { printable } from './text.js'

type Fill = Extract<Effect, { readonly do: 'fill-database' }>

export async function fillDatabase(effect: Fill, context: EffectContext): Promise<Result<void>> {
  const { app, contents, container } = effect
  const { store } = context.ports
  const id = contentsId(app)
  // Should it break off here, it is known that something is to be done, and not believed that all is as it was.
  store.rememberApplied({ [id]: '' })
  const server: Server = { ...context, effect, work: contents.work() }
  const filled = await fill(server)
  if (!filled.ok) return filled
  const engineId = await engineIdOf(container, context)
  store.rememberApplied({ [id]: contentsMark(contents, engineId ?? 'unknown') })
  return filled
}

interface Server extends EffectContext {
  readonly effect: Fill
  readonly work: ContentsWork
}

async function fill(server: Server): Promise<Result<void>> {
  const { work } = server
  const admin = await openAdmin(server)
  if (!admin.ok) return admin
  const password = admin.value
  const made = await tell(server, work.make, password)
  if (!made.ok) return made
  for (const login of work.logins) {
    const fits = await fitLogin(server, login, password)
    if (!fits.ok) return fits
  }
  const fitted = await tell(server, work.fit, password)
  return fitted.ok ? fitAdmin(server, password) : fitted
}

const ROUNDS = 5
const ROUND_MS = 1_000

/** The password that the administrator has now: the wanted one, or one of before. */
async function openAdmin(server: Server): Promise<Result<string>> {
  const { effect, ports, signal, work } = server
  const { admin } = work
  const [wanted = '', ...others] = admin.passwords
  const candidates = [...new Set([wanted, ...effect.held(), ...others])]
  let refused: Result<string> = err(refusal(server, 'no password is known'))
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round > 0) await ports.clock.sleep(ROUND_MS, signal)
    for (const password of candidates) {
      const answer = await run(server, admin.tell(work.ping, password))
      if (!answer.ok) return answer
      if (answer.value.exitCode === 0) return ok(password)
      if (password === wanted) refused = err(refusal(server, `its administrator cannot log in: ${answer.value.said}`))
    }
  }
  return refused
}

async function tell(server: Server, statements: string, password: string): Promise<Result<void>> {
  if (statements === '') return ok(undefined)
  const answer = await run(server, server.work.admin.tell(statements, password))
  if (!answer.ok) return answer
  return answer.value.exitCode === 0 ? ok(undefined) : err(refusal(server, wordsOf(answer.value)))
}

async function fitLogin(server: Server, { user, command, setPassword }: Login, password: string): Promise<Result<void>> {
  const first = await run(server, command)
  if (!first.ok) return first
  if (first.value.exitCode === 0) return ok(undefined)
  const told = await tell(server, setPassword, password)
  if (!told.ok) return told
  const again = await run(server, command)
  if (!again.ok) return again
  return again.value.exitCode === 0 ? ok(undefined) : err(refusal(server, `the user ${user} cannot log in with the password that was just set: ${wordsOf(again.value)}`))
}

/** Last, since it is what everything else was done with. */
async function fitAdmin(server: Server, password: string): Promise<Result<void>> {
  const { admin, ping } = server.work
  const { passwords: [wanted = ''], setPassword } = admin
  if (setPassword === undefined || password === wanted) return ok(undefined)
  const told = await tell(server, setPassword, password)
  if (!told.ok) return told
  const again = await run(server, admin.tell(ping, wanted))
  if (!again.ok) return again
  return again.value.exitCode === 0 ? ok(undefined) : err(refusal(server, `its administrator cannot log in with the password that was just set: ${wordsOf(again.value)}`))
}

const COMMAND_MS = 2 * 60_000

function run({ ports, effect, signal }: Server, command: InsideCommand): Promise<Result<InsideText>> {
  return withDeadline(COMMAND_MS, [signal], (bounded) => ports.inside.run({ container: effect.container, command }, bounded))
}

function wordsOf({ said, text, exitCode }: InsideText): string {
  return said.trim() || text.trim() || `exit code ${String(exitCode)}`
}

const MOST_WORDS = 600

/** In the words of the server, without any password that it may have repeated. */
function refusal({ effect, work }: Server, words: string): Failure {
  const hidden = [...work.secrets, ...effect.held()].filter((secret) => secret !== '').reduce((text, secret) => text.replaceAll(secret, '(hidden)'), words)
  return failure('database-refused', {
    subject: `cannot set up the inside of ${effect.app}`,
    cause: printable(hidden.replace(/\s+/g, ' ').trim()).slice(0, MOST_WORDS),
    help: 'The database stays up as it is. Mist tries again by itself; change `with` if the server is right.',
  })
}

async function engineIdOf(container: string, { ports, signal }: EffectContext): Promise<string | undefined> {
  const seen = await ports.runtime.observe({ images: [], freshness: 'cached' }, signal)
  return seen.ok ? seen.value.containers.find(({ name, engineId }) => name === container || engineId === container)?.engineId : undefined
}
