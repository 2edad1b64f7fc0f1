/** `mistctl completion`: a script for the shell, made from the table of verbs. */
import { bashScript, fishScript, zshScript } from '../completion-scripts.js'
import type { CommandSpec, PlainContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'

export const SHELLS = ['bash', 'zsh', 'fish'] as const

export function completion(commands: () => readonly CommandSpec[]): CommandSpec {
  return {
    name: 'completion',
    summary: 'print a completion script for bash, zsh or fish',
    group: 'Operate',
    needs: 'nothing',
    argument: { name: '<SHELL>', description: 'bash, zsh or fish', choices: SHELLS },
    options: [],
    details: `Examples:
  mistctl completion bash > /etc/bash_completion.d/mistctl
  mistctl completion zsh > "\${fpath[1]}/_mistctl"
  mistctl completion fish > ~/.config/fish/completions/mistctl.fish

Exit codes: 0 done, 2 unknown shell`,
    run: (context) => Promise.resolve(print(context, commands())),
  }
}

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const

function print({ argument, io }: PlainContext, commands: readonly CommandSpec[]): ExitCode {
  const shell = SHELLS.find((name) => name === argument)
  if (shell === undefined) return EXIT.usage
  io.stdout.write(SCRIPTS[shell](commands))
  return EXIT.done
}
