/**
 * The command line itself: builds commander's commands from the table of verbs and turns what it says into exit codes. The only file
 * that knows the library.
 */
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import type { CommandSpec } from './command.js'
import { COMMANDS } from './commands.js'
import type { Deps } from './deps.js'
import type { ExitCode } from './exit.js'
import { EXIT } from './exit.js'
import { GLOBAL_OPTIONS, globalsBeside } from './globals.js'
import { PROGRAM_DETAILS, PROGRAM_SUMMARY } from './help.js'
import type { Io } from './io.js'
import type { ArgumentSpec, Options, OptionSpec } from './option.js'
import type { Invocation } from './run-command.js'
import { runCommand } from './run-command.js'
import { readVersion } from './version.js'

export interface Program {
  readonly command: Command
  /** Never throws for what a person typed. */
  run(argv: readonly string[]): Promise<ExitCode>
}

export function createProgram(io: Io, deps: Deps): Program {
  let invocation: Invocation | undefined
  const command = buildProgram(io, (chosen) => {
    invocation = chosen
  })
  return {
    command,
    run: async (argv) => {
      try {
        await command.parseAsync([...argv], { from: 'user' })
      } catch (error) {
        return exitOfCommander(error)
      }
      return invocation === undefined ? EXIT.usage : runCommand(io, deps, invocation)
    },
  }
}

const WIDEST = 110

function buildProgram(io: Io, choose: (chosen: Invocation) => void): Command {
  const root = new Command('mistctl')
    .description(PROGRAM_SUMMARY)
    .usage('[options] <command> [project[/app]]')
    .version(`mistctl ${readVersion()}`, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .commandsGroup('Operate:')
    .helpCommand('help [COMMAND]', 'show help for a command')
    .addHelpText('after', `\n${PROGRAM_DETAILS}`)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => Math.min(WIDEST, io.stdout.columns),
      getErrHelpWidth: () => Math.min(WIDEST, io.stderr.columns),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      outputError: (text, write) => write(withHint(text, 'mistctl --help')),
    })
    .configureHelp({ styleTitle: (title) => title, subcommandTerm: (sub) => [sub.name(), ...sub.registeredArguments.map((argument) => (argument.required ? `<${argument.name()}>` : `[${argument.name()}]`))].join(' ') })
  for (const option of GLOBAL_OPTIONS) root.addOption(optionOf(option))
  for (const spec of COMMANDS) root.addCommand(commandOf(spec, root, choose))
  return root
}

/** commander would repeat the value, which may be a key that was meant for another place. */
const GIVEN_TWICE = /option '([^']*)' argument '[^']*' is invalid\. (It is given twice)\.*/s

/** commander's words for an argument that is not in its list. */
const OF_ARGUMENT = /command-argument value '([^']*)' is invalid for argument '([^']*)'\. /

function withHint(text: string, command: string): string {
  return `${text.trimEnd().replace(OF_ARGUMENT, '"$1" is no $2. ').replace(GIVEN_TWICE, '$1 is given twice')}\n  See: ${command}\n`
}

function commandOf(spec: CommandSpec, root: Command, choose: (chosen: Invocation) => void): Command {
  const command = new Command(spec.name)
    .summary(spec.summary)
    .description(`${spec.summary.charAt(0).toUpperCase()}${spec.summary.slice(1)}.`)
    .helpGroup(`${spec.group}:`)
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', `\n${spec.details}`)
    .copyInheritedSettings(root)
    .configureOutput({ outputError: (text, write) => write(withHint(text, `mistctl ${spec.name} --help`)) })
    .configureHelp({ showGlobalOptions: true, visibleGlobalOptions: () => globalsBeside(spec.options).map(optionOf) })
  for (const argument of [spec.argument, spec.second, spec.third]) if (argument) command.addArgument(argumentOf(argument))
  for (const option of spec.options) command.addOption(once(optionOf(option)))
  // Hidden, since the help shows them below their own title; known, so that they may stand after the verb.
  for (const option of globalsBeside(spec.options)) command.addOption(optionOf(option).hideHelp())
  command.version(root.version() ?? '', '-V, --version').options.at(-1)?.hideHelp()
  command.action(() => {
    const options = { ...given(root), ...given(command) }
    choose({ spec, argument: command.args[0], second: command.args[1], third: command.args[2], options })
  })
  return command
}

/** Only what was typed: defaults are decided where they are used. */
function given(command: Command): Options {
  const typed = Object.entries(command.opts<Options>()).filter(([name]) => command.getOptionValueSource(name) === 'cli')
  return Object.fromEntries(typed)
}

function optionOf({ flags, description, choices }: OptionSpec): Option {
  const option = new Option(flags, description)
  return choices ? option.argParser(oneOf(choices)) : option
}

/** The second of two values would silently take the place of the first. Flags of every verb may be repeated: aliases of the shell hold them. */
function once(option: Option): Option {
  const parse = option.parseArg
  if (!option.required) return option
  return option.argParser((value, before: string | undefined) => {
    if (before !== undefined) throw new InvalidArgumentError('It is given twice.')
    return parse ? parse(value, before) : value
  })
}

/** commander's own choices would repeat what the description says. */
function oneOf(choices: readonly string[]): (value: string) => string {
  return (value) => {
    if (choices.includes(value)) return value
    throw new InvalidArgumentError(`It is one of: ${choices.join(', ')}.`)
  }
}

function argumentOf({ name, description, choices }: ArgumentSpec): Argument {
  const argument = new Argument(name, description)
  return choices ? argument.argParser(oneOf(choices)) : argument
}

const ASKED_FOR: readonly string[] = ['commander.helpDisplayed', 'commander.version']

/** commander says 1 for wrong usage; that is the answer "no" here. */
function exitOfCommander(error: unknown): ExitCode {
  if (!(error instanceof CommanderError)) throw error
  return ASKED_FOR.includes(error.code) ? EXIT.done : EXIT.usage
}
