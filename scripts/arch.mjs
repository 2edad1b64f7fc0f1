/**
 * Runs the import rules of `.dependency-cruiser.cjs` over a tree. It also counts what was read: with a compiler that the
 * cruiser does not know it reads nothing and finds nothing, which must not look like obedience.
 */
// @ts-check
import { cruise } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs')

/** Every rule by name, for the test that makes each of them fire. */
export const RULES = /** @type {readonly { name: string, comment: string }[]} */ (config.forbidden)

/**
 * @typedef {{ rule: string, from: string, to: string }} Violation
 * @typedef {{ violations: readonly Violation[], modules: readonly string[] }} Cruise
 */

/**
 * @param {string} [root] a folder with src/ in it
 * @returns {Promise<Cruise>}
 */
export async function cruiseTree(root = ROOT) {
  const tsConfig = extractTSConfig(fileURLToPath(new URL('../tsconfig.json', import.meta.url)))
  const ruleSet = { forbidden: config.forbidden }
  const options = { ...config.options, baseDir: root, validate: true, ruleSet }
  const { output } = await cruise(['src'], options, undefined, { tsConfig })
  if (typeof output === 'string') throw new TypeError('the cruiser answered with text')
  return {
    violations: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    modules: output.modules.map(({ source }) => source).filter((source) => source.startsWith('src/')),
  }
}

/**
 * The TypeScript files of a tree, which are the modules that a cruise must have read.
 * @param {string} [root]
 */
export function sourceFiles(root = ROOT) {
  const entries = readdirSync(`${root}/src`, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).map((entry) => `${entry.parentPath}/${entry.name}`)
}

async function main() {
  const { violations, modules } = await cruiseTree()
  const expected = sourceFiles().length
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}\n  ${reason(rule)}`)
  if (modules.length < expected) console.error(`cannot trust the import rules: ${modules.length} modules read, ${expected} files are there`)
  if (violations.length > 0 || modules.length < expected) process.exitCode = 1
  else console.log(`${modules.length} modules obey ${RULES.length} import rules`)
}

/** @param {string} name */
function reason(name) {
  return RULES.find((rule) => rule.name === name)?.comment ?? ''
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
