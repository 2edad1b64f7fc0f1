/** `mistctl init`: the files that a beginning takes. Never overwrites anything. */
import { readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { CommandSpec, PlainContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import { EXIT } from '../exit.js'
import { MANIFEST_TEXT, SETTINGS_TEXT } from '../first-files.js'
import { usage } from '../refusal.js'
import { wordOf } from '../../model/word-of.js'

export const init: CommandSpec = {
  name: 'init',
  summary: 'write a first mist.yaml',
  group: 'Write',
  needs: 'nothing',
  argument: { name: '[DIR]', description: 'where (default: here)' },
  options: [],
  details: `Writes mist.yaml with one app, mist.schema.json so that editors know the
format, and mistd.yaml, the settings of a host, for /etc/mist. A file that is
there already is left as it is.

Examples:
  mistctl init
  mistctl init ops

Exit codes: 0 done, 2 a file cannot be written`,
  idle: ({ globals }) => (globals.file === undefined ? undefined : usage('init takes no --file', `Name the folder: mistctl init ${globals.file}`)),
  run,
}

async function run({ argument, io, host, say, globals }: PlainContext): Promise<ExitCode> {
  const folder = resolve(io.cwd, argument ?? '.')
  const there = await host.facts(folder)
  if (there && there.kind !== 'folder') return say.refuse(usage(`cannot write into ${shortPath(io.cwd, folder)}: it is no folder`, 'Name a folder; one that is not there is made.'))
  const files: Readonly<Record<string, string>> = { 'mist.yaml': MANIFEST_TEXT, 'mist.schema.json': schemaText(), 'mistd.yaml': SETTINGS_TEXT }
  const written: string[] = []
  const kept: string[] = []
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    try {
      const target = (await host.createFile(path, text)) === 'written' ? written : kept
      target.push(shortPath(io.cwd, path))
    } catch (error) {
      return say.refuse(usage(`cannot write ${path}: ${wordOf(error)}`))
    }
  }
  if (globals.output !== 'table') say.document({ written, kept })
  else say.answer([...written.map((path) => `wrote  ${path}`), ...kept.map((path) => `kept   ${path}, which was there`), '', nextSteps(shortPath(io.cwd, folder))].join('\n'))
  return EXIT.done
}

/** Sources and compiled files lie equally deep below the package. */
function schemaText(): string {
  return readFileSync(new URL('../../../schema/mist.schema.json', import.meta.url), 'utf8')
}

function shortPath(cwd: string, path: string): string {
  const short = relative(cwd, path)
  return short === '' ? '.' : short.startsWith('..') ? path : short
}

function nextSteps(folder: string): string {
  const steps = [
    [`mistctl validate${folder === '.' ? '' : ` ${folder}`}`, 'check it'],
    [`mistctl diff -f ${folder}`, 'see what it would do on this host'],
    [`mistctl apply -f ${folder}`, 'do it'],
  ] as const
  const width = Math.max(...steps.map(([command]) => command.length))
  return [
    'Next:',
    ...steps.map(([command, what]) => `  ${command.padEnd(width)}   ${what}`),
    'To have every commit applied, put mist.yaml into a git repository and mistd.yaml',
    'into /etc/mist, and start mistd.',
  ].join('\n')
}
