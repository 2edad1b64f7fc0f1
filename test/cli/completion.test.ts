/** Completion scripts know what the table knows, and bash takes them. */
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.js'
import { bashScript, fishScript, zshScript } from '../../src/cli/completion-scripts.js'
import { GLOBAL_OPTIONS } from '../../src/cli/globals.js'

const SCRIPTS = { bash: bashScript(COMMANDS), zsh: zshScript(COMMANDS), fish: fishScript(COMMANDS) }
const LONG_FLAGS = [...GLOBAL_OPTIONS, ...COMMANDS.flatMap(({ options }) => options)].map(({ flags }) => /--([\w-]+)/.exec(flags)?.[1] ?? '')

function complete(words: readonly string[]): readonly string[] {
  const script = `${SCRIPTS.bash}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${String(words.length - 1)}; _mistctl; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\n').filter((line) => line !== '')
}

describe.each(Object.entries(SCRIPTS))('the %s script', (_, script) => {
  it('names every verb and every flag', () => {
    const missing = [...COMMANDS.map(({ name }) => name), ...LONG_FLAGS].filter((word) => !script.includes(word))
    expect(missing).toEqual([])
  })
})

describe('bash', () => {
  it.each([[['mistctl', 'di'], ['diff']], [['mistctl', 'logs', '--t'], ['--tail', '--timestamps', '--timeout']], [['mistctl', '-o', ''], ['table', 'json', 'yaml']], [['mistctl', 'completion', 'z'], ['zsh']], [['mistctl', '-q', 'stat'], ['status', 'state']]])('completes %j', (words, expected) => {
    expect(complete(words)).toEqual(expected)
  })
})
