/**
 * Which files were found clean before, and are what they were then: the text of the file, of everything that it imports at whatever
 * distance, the rules, the compiler and the installed packages. It may be thrown away at any time, and only ever saves time: a file
 * that had anything to complain of is never remembered.
 */
// @ts-check
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import ts from 'typescript'

const FOLDER = 'node_modules/.cache/mist'
const FILE = `${FOLDER}/clean-files.json`
const MOST_KEYS = 10_000
/** What decides how any file is judged. The lock file stands for the compiler, the linter and their rules; the package says how imports are resolved. */
export const JUDGES = ['package.json', 'package-lock.json', 'tsconfig.json', 'eslint.config.js', 'scripts/lint.mjs', 'scripts/lint-memory.mjs']

/**
 * @param {ts.Program} program
 * @returns {ReadonlyMap<ts.SourceFile, string>} each file that is checked, and the name of everything that its verdict depends on
 */
export function verdictKeys(program) {
  const builder = ts.createSemanticDiagnosticsBuilderProgram(program, { createHash: digestOf })
  const digests = new Map(program.getSourceFiles().map((file) => [file.fileName, digestOf(file.text)]))
  const common = commonDigest(program)
  return new Map(checkedFiles(program).map((file) => {
    const others = [...builder.getAllDependencies(file)].sort().map((name) => `${name} ${digests.get(name)}`)
    return [file, digestOf([common, file.fileName, digests.get(file.fileName), ...others].join('\n'))]
  }))
}

/** @param {ts.Program} program */
export function checkedFiles(program) {
  const names = new Set(program.getRootFileNames())
  return program.getSourceFiles().filter(({ fileName }) => names.has(fileName))
}

/**
 * What no rule and no type would ever be asked about, since the compiler does not know of it.
 * @param {readonly string[]} written @param {readonly string[]} roots absolute, as `written` is @returns {readonly string[]}
 */
export function unchecked(written, roots) {
  const known = new Set(roots)
  return written.filter((path) => /\.[cm]?ts$/.test(path) && !known.has(path))
}

/** @returns {ReadonlySet<string>} keys of files that were clean */
export function rememberedKeys() {
  try {
    return new Set(/** @type {readonly string[]} */ (JSON.parse(readFileSync(FILE, 'utf8'))))
  } catch {
    return new Set()
  }
}

/** Two runs at once may write; one of them wins, whole. Older keys serve who goes back. @param {readonly string[]} keys */
export function rememberKeys(keys) {
  mkdirSync(FOLDER, { recursive: true })
  const fresh = `${FILE}.${process.pid}`
  writeFileSync(fresh, JSON.stringify([...new Set([...keys, ...rememberedKeys()])].slice(0, MOST_KEYS)))
  renameSync(fresh, FILE)
}

/** What is declared for everybody reaches files that do not import it. @param {ts.Program} program */
function commonDigest(program) {
  const forAll = program.getSourceFiles().filter((file) => !ts.isExternalModule(file) || /\bdeclare\s+(global|module)\b/.test(file.text))
  const texts = forAll.map(({ fileName, text }) => `${fileName} ${digestOf(text)}`).sort()
  return digestOf([process.version, process.cwd(), ...JUDGES.map((path) => readFileSync(path, 'utf8')), ...texts].join('\n'))
}

/** @param {string} text */
function digestOf(text) {
  return createHash('sha256').update(text).digest('hex')
}
