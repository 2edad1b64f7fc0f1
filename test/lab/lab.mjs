#!/usr/bin/env node
/**
 * The lab's command line: up, down, status, env. Plain Node, no packages, so that it runs before anything is installed.
 */
// @ts-check
import process from 'node:process'
import { down, purge, up } from './converge.mjs'
import { facts, statusRows } from './facts.mjs'
import { bringImageUp, onDemandRecipes } from './on-demand.mjs'
import { parts } from './parts.mjs'
import { LabError } from './run.mjs'

const USAGE = `Usage: node test/lab/lab.mjs <command>

  up [part…]      bring the parts up that are not, and what they need (default: all)
  down [--purge]  stop what the lab started; --purge also removes its cache
  status          what is up (exit 1 when something is not)
  env             addresses, versions and images as JSON
  image <name…>   bring images that are made on demand: ${onDemandRecipes.map(({ name }) => name).join(' ')}

Parts:
${parts.map(({ name, purpose }) => `  ${name.padEnd(15)} ${purpose}`).join('\n')}

The cache is $MIST_LAB_HOME, by default ~/.cache/mist-lab.
`

/** @type {Readonly<Record<string, (args: readonly string[]) => Promise<number>>>} */
const commands = {
  up: async (args) => {
    const strangers = args.filter((name) => !parts.some((part) => part.name === name))
    if (strangers.length > 0) return misuse(`there is no part named ${strangers.join(', ')}`)
    await up(args.length > 0 ? args : parts.map(({ name }) => name))
    return 0
  },
  down: async (args) => {
    if (args.some((arg) => arg !== '--purge')) return misuse('down takes --purge only')
    await down()
    if (args.includes('--purge')) await purge()
    return 0
  },
  status: async () => {
    const rows = await statusRows()
    for (const { name, isUp, text } of rows) process.stdout.write(`${name.padEnd(9)} ${isUp ? 'up  ' : 'down'}  ${text}\n`)
    return rows.every(({ isUp }) => isUp) ? 0 : 1
  },
  image: async (names) => {
    if (names.length === 0) return misuse('image takes the names of images')
    for (const name of names) await bringImageUp(name)
    return 0
  },
  env: async () => {
    process.stdout.write(`${JSON.stringify(await facts(), null, 2)}\n`)
    return 0
  },
}

/** @param {string} reason */
function misuse(reason) {
  process.stderr.write(`${reason}\n\n${USAGE}`)
  return 2
}

const [name = '', ...args] = process.argv.slice(2)
const command = commands[name]
try {
  process.exitCode = command === undefined ? misuse(name === '' ? 'a command is missing' : `there is no command named ${name}`) : await command(args)
} catch (error) {
  if (!(error instanceof LabError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
