/**
 * Types and lint in one reading of the code: the compiler and the linter both need the whole program checked, and that is most of
 * what either costs. It decides nothing else; the rules are in `tsconfig.json` and `eslint.config.js`.
 */
// @ts-check
import { ESLint } from 'eslint'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const program = readProgram()
const complaints = [typeErrors(program), await lintErrors(program)].filter((text) => text !== '')
for (const text of complaints) console.error(text.trimEnd())
if (complaints.length > 0) process.exitCode = 1
else console.log(`${program.getRootFileNames().length} files are well typed and obey the rules`)

function readProgram() {
  /** @type {ts.ParseConfigFileHost} */
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')) }
  const parsed = ts.getParsedCommandLineOfConfigFile('tsconfig.json', {}, host)
  if (parsed === undefined || parsed.errors.length > 0) fail(ts.formatDiagnostics(parsed?.errors ?? [], formatHost()))
  return ts.createProgram({ rootNames: parsed.fileNames, options: parsed.options })
}

/** @param {ts.Program} checked */
function typeErrors(checked) {
  return ts.formatDiagnosticsWithColorAndContext(ts.getPreEmitDiagnostics(checked), formatHost())
}

/** Warnings count as errors: what nobody has to mend, nobody reads. @param {ts.Program} checked */
async function lintErrors(checked) {
  const parserOptions = { projectService: false, programs: [checked] }
  const eslint = new ESLint({ overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parserOptions } }] })
  const results = await eslint.lintFiles(['.'])
  if (results.length === 0) fail('the linter read no file')
  return (await eslint.loadFormatter('stylish')).format(results)
}

/** @returns {ts.FormatDiagnosticsHost} */
function formatHost() {
  return { getCanonicalFileName: (name) => name, getCurrentDirectory: () => process.cwd(), getNewLine: () => '\n' }
}

/** @param {string} cause @returns {never} */
function fail(cause) {
  throw new Error(`cannot check the code: ${cause}`)
}
