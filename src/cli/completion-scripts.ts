/** Completion scripts for three shells: verbs, their flags, the values that a flag can have, and paths where a path is meant. */
import type { CommandSpec } from './command.js'
import { globalsBeside, GLOBAL_OPTIONS } from './globals.js'
import type { OptionSpec } from './option.js'

interface Flag {
  readonly short: string | undefined
  readonly long: string
  readonly takes: 'nothing' | 'a value' | 'a path'
  readonly choices: readonly string[]
  readonly description: string
}

export function bashScript(commands: readonly CommandSpec[]): string {
  const cases = commands.map((command) => `    ${command.name}) words="${[...flagsOf(command).flatMap(names), ...(command.argument?.choices ?? [])].join(' ')}" ;;`)
  const values = valueFlags(commands).map((flag) => `    ${names(flag).join('|')}) ${flag.takes === 'a path' ? 'COMPREPLY=($(compgen -f -- "$current"))' : `COMPREPLY=($(compgen -W "${flag.choices.join(' ')}" -- "$current"))`}; return ;;`)
  return `# bash completion for mistctl; made by: mistctl completion bash
_mistctl() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" verb="" word words
  COMPREPLY=()
  case "$previous" in
${values.join('\n')}
  esac
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case " ${commands.map(({ name }) => name).join(' ')} " in *" $word "*) verb="$word"; break ;; esac
  done
  case "$verb" in
${cases.join('\n')}
    *) words="${[...commands.map(({ name }) => name), 'help', ...GLOBAL_OPTIONS.map(flagOf).flatMap(names), '--help', '--version'].join(' ')}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _mistctl mistctl
`
}

export function zshScript(commands: readonly CommandSpec[]): string {
  const verbs = commands.map(({ name, summary }) => `    '${name}:${quoted(summary)}'`)
  const cases = commands.map((command) => `        ${command.name}) _arguments ${[...flagsOf(command).flatMap(zshFlag), ...zshArgument(command)].join(' ')} ;;`)
  return `#compdef mistctl
# zsh completion for mistctl; made by: mistctl completion zsh
_mistctl() {
  local -a verbs
  local context state line
  verbs=(
${verbs.join('\n')}
  )
  _arguments -C ${GLOBAL_OPTIONS.map(flagOf).flatMap(zshFlag).join(' ')} '1: :->verb' '*:: :->rest'
  case $state in
    verb) _describe 'command' verbs ;;
    rest)
      case $words[1] in
${cases.join('\n')}
      esac ;;
  esac
}
_mistctl "$@"
`
}

export function fishScript(commands: readonly CommandSpec[]): string {
  const verbs = commands.map(({ name }) => name).join(' ')
  const lines = commands.flatMap((command) => [
    `complete -c mistctl -n "not __fish_seen_subcommand_from ${verbs}" -f -a ${command.name} -d '${quoted(command.summary)}'`,
    ...flagsOf(command).map((flag) => `complete -c mistctl -n "__fish_seen_subcommand_from ${command.name}"${fishFlag(flag)}`),
    ...(command.argument?.choices ? [`complete -c mistctl -n "__fish_seen_subcommand_from ${command.name}" -f -a '${command.argument.choices.join(' ')}'`] : []),
  ])
  const global = GLOBAL_OPTIONS.map(flagOf).map((flag) => `complete -c mistctl -n "not __fish_seen_subcommand_from ${verbs}"${fishFlag(flag)}`)
  return `# fish completion for mistctl; made by: mistctl completion fish\n${[...global, ...lines].join('\n')}\n`
}

function flagsOf({ options }: CommandSpec): readonly Flag[] {
  return [...options, ...globalsBeside(options)].map(flagOf)
}

function flagOf({ flags, description, choices = [] }: OptionSpec): Flag {
  const short = /^-\w(?=,)/.exec(flags)?.[0]
  const long = /--[\w-]+/.exec(flags)?.[0] ?? flags
  return { short, long, takes: flags.includes('<PATH>') ? 'a path' : flags.includes('<') ? 'a value' : 'nothing', choices, description }
}

function names({ short, long }: Flag): readonly string[] {
  return short === undefined ? [long] : [short, long]
}

/** `-f` is a path for most verbs and says follow for some: only the long one is completed there. */
function valueFlags(commands: readonly CommandSpec[]): readonly Flag[] {
  const own = commands.flatMap(({ options }) => options.map(flagOf))
  const all = [...GLOBAL_OPTIONS.map(flagOf), ...own].filter(({ takes, choices }) => takes === 'a path' || choices.length > 0)
  return all.map((flag) => (own.some((other) => other.short === flag.short && other.takes === 'nothing') ? { ...flag, short: undefined } : flag))
}

function zshFlag(flag: Flag): readonly string[] {
  const value = flag.takes === 'nothing' ? '' : flag.takes === 'a path' ? ':path:_files' : flag.choices.length > 0 ? `:value:(${flag.choices.join(' ')})` : ':value: '
  return names(flag).map((name) => `'${name}[${quoted(flag.description).replaceAll('[', '(').replaceAll(']', ')')}]${value}'`)
}

function zshArgument({ argument }: CommandSpec): readonly string[] {
  if (!argument) return []
  return [argument.choices ? `'1:value:(${argument.choices.join(' ')})'` : /PATH|DIR/.test(argument.name) ? "'1:path:_files'" : "'1:app: '"]
}

function fishFlag({ short, long, takes, choices, description }: Flag): string {
  const value = takes === 'nothing' ? '' : takes === 'a path' ? ' -r -F' : choices.length > 0 ? ` -x -a '${choices.join(' ')}'` : ' -x'
  return `${short === undefined ? '' : ` -s ${short.slice(1)}`} -l ${long.slice(2)}${value} -d '${quoted(description)}'`
}

function quoted(text: string): string {
  return text.replaceAll("'", '’').replaceAll(':', ' -').replaceAll('$', '')
}
