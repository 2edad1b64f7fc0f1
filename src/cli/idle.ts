/** Words of a command line that would be left out in silence: somebody may have relied on them, so they are refused before anything is opened. */
import type { CommandSpec, Typed } from './command.js'
import type { OptionSpec } from './option.js'
import type { Refusal } from './refusal.js'
import { usage } from './refusal.js'

export function idleWords(spec: CommandSpec, typed: Typed): Refusal | undefined {
  return emptyArgument(typed) ?? spec.idle?.(typed)
}

/** For verbs whose first word is an action: which flags each takes, as they are typed. */
export function idleFlag({ name, options }: { readonly name: string; readonly options: readonly OptionSpec[] }, typed: Typed, takes: Readonly<Record<string, readonly string[]>>): Refusal | undefined {
  const action = typed.argument ?? ''
  const flags = options.map(({ flags: one }) => /--[a-z-]+/.exec(one)?.[0] ?? '')
  return notTaken(`${name} ${action}`, flags.filter((flag) => !(takes[action] ?? []).includes(flag)), typed)
}

/** The first of `flags` that was typed. */
export function notTaken(form: string, flags: readonly string[], { options }: Typed): Refusal | undefined {
  const flag = flags.find((one) => options[one.slice(2).replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())] !== undefined)
  return flag === undefined ? undefined : usage(`${form} takes no ${flag}`, helpOf(form))
}

export function helpOf(form: string): string {
  return `See: mistctl ${form.split(' ')[0] ?? ''} --help`
}

function emptyArgument({ argument, second, third }: Typed): Refusal | undefined {
  return [argument, second, third].includes('') ? usage('an argument is empty', 'Is a variable of the shell not set?') : undefined
}
