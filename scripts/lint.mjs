/**
 * Types and lint in one reading of the code: the compiler and the linter both need the whole program checked, and that is most of
 * what either costs. Files that were clean, and depend on nothing that is new since, are left out; with --all none is.
 * It decides nothing else; the rules are in `tsconfig.json` and `eslint.config.js`.
 */
// @ts-check
import { ESLint } from 'eslint'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { rememberedKeys, rememberKeys, unchecked, verdictKeys } from './lint-memory.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const program = readProgram()
const strays = unchecked(writtenFiles(), program.getRootFileNames().map((name) => resolve(name)))
if (strays.length > 0) fail(`tsconfig.json does not include: ${strays.join(', ')}`)
const keys = verdictKeys(program)
const known = process.argv.includes('--all') ? new Set() : rememberedKeys()
const files = [...keys].filter(([, key]) => !known.has(key)).map(([file]) => file)
const found = [typeErrors(), await lintErrors()]
for (const { text } of found) if (text !== '') console.error(text.trimEnd())
const unclean = new Set(found.flatMap(({ paths }) => paths))
rememberKeys([...keys].filter(([{ fileName }]) => !unclean.has(resolve(fileName))).map(([, key]) => key))
if (found.some(({ text }) => text !== '')) process.exitCode = 1
else console.log(`${keys.size} files are well typed and obey the rules, ${keys.size - files.length} of them as before`)

function readProgram() {
  /** @type {ts.ParseConfigFileHost} */
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')) }
  const parsed = ts.getParsedCommandLineOfConfigFile('tsconfig.json', {}, host)
  if (parsed === undefined || parsed.errors.length > 0) fail(ts.formatDiagnostics(parsed?.errors ?? [], formatHost()))
  // This host names the versions of files, by which their dependencies are followed.
  return ts.createProgram({ rootNames: parsed.fileNames, options: parsed.options, host: ts.createIncrementalCompilerHost(parsed.options) })
}

/** All that git has or would take, by absolute paths. */
function writtenFiles() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return listed.split('\0').filter((path) => path !== '').map((path) => resolve(path)).filter((path) => existsSync(path))
}

/** @typedef {{ text: string, paths: readonly string[] }} Complaints */

/** @returns {Complaints} */
function typeErrors() {
  const found = ts.sortAndDeduplicateDiagnostics([
    ...program.getConfigFileParsingDiagnostics(),
    ...files.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
  ])
  return { text: ts.formatDiagnosticsWithColorAndContext(found, formatHost()), paths: found.flatMap(({ file }) => (file ? [resolve(file.fileName)] : [])) }
}

/** Warnings count as errors: what nobody has to mend, nobody reads. @returns {Promise<Complaints>} */
async function lintErrors() {
  const parserOptions = { projectService: false, programs: [program] }
  const eslint = new ESLint({ overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parserOptions } }], warnIgnored: false })
  // JavaScript is little, and some of it is no part of the program.
  const results = await eslint.lintFiles([...files.map(({ fileName }) => fileName).filter((name) => name.endsWith('.ts')), '**/*.{js,cjs,mjs}'])
  if (results.length === 0) fail('the linter read no file')
  const text = await (await eslint.loadFormatter('stylish')).format(results)
  return { text, paths: results.filter(({ messages }) => messages.length > 0).map(({ filePath }) => filePath) }
}

/** @returns {ts.FormatDiagnosticsHost} */
function formatHost() {
  return { getCanonicalFileName: (name) => name, getCurrentDirectory: () => process.cwd(), getNewLine: () => '\n' }
}

/** @param {string} cause @returns {never} */
function fail(cause) {
  throw new Error(`cannot check the code: ${cause}`)
}
