/** `mistctl validate`: checks a mist.yaml without a host: every mistake at once, with its place. */
import { basename, dirname, join, resolve } from 'node:path'
import { MAX_FILE_BYTES, MAX_SECRETS_BYTES } from '../../manifest/limits.js'
import type { LoadedManifest, LoadInput, SecretsFileSeen, TextFile } from '../../manifest/load.js'
import { loadManifest, matchIncludes, readIncludes } from '../../manifest/load.js'
import type { Manifest } from '../../manifest/manifest.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { diagnosticText } from '../../render/diagnostic-text.js'
import type { CommandSpec, PlainContext } from '../command.js'
import type { ExitCode } from '../exit.js'
import type { PathFacts } from '../host.js'
import { EXIT } from '../exit.js'
import type { Refusal } from '../refusal.js'
import { usage } from '../refusal.js'

export const validate: CommandSpec = {
  name: 'validate',
  summary: 'check a mist.yaml and show every mistake with its place',
  group: 'Write',
  needs: 'nothing',
  argument: { name: '[PATH]', description: 'a mist.yaml, its folder, or - for stdin (default: mist.yaml here)' },
  options: [{ flags: '--host', description: 'check also what this host grants and how large it is' }],
  details: `Needs neither engine nor network. The folder of the file counts as the root of
the repository, from which it includes other files. Files that apps mount and
that are not there are warned of, and so are secrets that the file of secrets
does not have: this host or another may still hold them itself.

Examples:
  mistctl validate
  mistctl validate deploy/mist.yaml --host
  git show main:mist.yaml | mistctl validate -

Exit codes: 0 valid (warnings are allowed), 2 invalid, or it cannot be read`,
  run,
}

async function run(context: PlainContext): Promise<ExitCode> {
  const { say, globals } = context
  const files = await readFiles(context)
  if (!files.ok) return say.refuse(files.error)
  const host = await hostOf(context)
  if (!host.ok) return say.refuse(host.error)
  const { root, included, folder } = files.value
  const input = { root, included, ...host.value }
  const { manifest, diagnostics } = await withFiles(context, { input, folder })
  if (globals.output !== 'table') say.document({ valid: manifest !== undefined, file: files.value.root.path, diagnostics })
  else say.warn(diagnosticText(diagnostics, say.errorPaint).replace(': nothing was applied', ''))
  if (!manifest) return EXIT.usage
  const apps = manifest.projects.flatMap((project) => project.apps).length
  say.note(`${files.value.root.path} is valid: ${count(manifest.projects.length, 'project')}, ${count(apps, 'app')}.`)
  return EXIT.done
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`
}

interface Found {
  readonly input: LoadInput
  readonly folder: string | undefined
}

/** Files that the manifest names are looked for where it was read from, which may be no whole checkout: what is missing is a warning. */
async function withFiles(context: PlainContext, { input, folder }: Found): Promise<LoadedManifest> {
  const loaded = loadManifest(input)
  if (!loaded.manifest || folder === undefined) return loaded
  const unfitFiles = await unfitMounts(context, loaded.manifest, folder)
  const secretsFile = await secretsFileIn(context, loaded.manifest, folder)
  return unfitFiles.size === 0 && !secretsFile ? loaded : loadManifest({ ...input, unfitFiles, ...(secretsFile && { secretsFile }) })
}

async function unfitMounts({ host }: PlainContext, { projects }: Manifest, folder: string): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(projects.flatMap(({ apps }) => apps.flatMap(({ files }) => files.flatMap(({ origin }) => (origin.kind === 'source' ? [origin.from] : [])))))
  const looked = await Promise.all([...wanted].map(async (from) => [from, unfitWords((await host.facts(join(folder, from)))?.kind)] as const))
  return new Map(looked.flatMap(([from, words]) => (words === undefined ? [] : [[from, words] as const])))
}

/** Names alone, for which nothing is opened. What a file of SOPS holds is its own business. */
async function secretsFileIn({ host, open, io }: PlainContext, { secrets }: Manifest, folder: string): Promise<SecretsFileSeen | undefined> {
  if (secrets === undefined) return undefined
  const path = join(folder, secrets)
  const fault = unfitWords((await host.facts(path))?.kind)
  if (fault !== undefined) return { fault }
  const read = await host.readFile(path, MAX_SECRETS_BYTES)
  if (read.kind !== 'text') return { fault: read.kind === 'failed' ? `cannot be read: ${read.cause}` : 'is not there' }
  if (/\.sops\.(ya?ml|json)$/.test(secrets)) return {}
  const view = (await open.secrets()).createSecretFiles(io.env).view({ path: secrets, text: read.text })
  return view.ok ? { names: view.value.names } : { fault: `cannot be used: ${view.error.cause}` }
}

function unfitWords(kind: PathFacts['kind'] | undefined): string | undefined {
  switch (kind) {
    case 'file': return undefined
    case undefined: return 'is not there'
    case 'link': return 'is a symbolic link, which Mist does not follow'
    case 'folder': return 'is a folder, and a single file is meant'
    case 'socket': case 'other': return 'is no file'
  }
}

interface Texts extends Pick<LoadInput, 'root' | 'included'> {
  /** Where other files of the repository are; undefined when the manifest came without them. */
  readonly folder?: string
}

export async function readFiles(context: PlainContext): Promise<Result<Texts, Refusal>> {
  const { argument, globals } = context
  if (argument !== undefined && globals.file !== undefined) return err(usage('two paths are given', `Keep one of ${argument} and --file ${globals.file}.`))
  const wanted = argument ?? globals.file ?? '.'
  return wanted === '-' ? fromStdin(context) : fromPath(context, wanted)
}

async function fromPath(context: PlainContext, wanted: string): Promise<Result<Texts, Refusal>> {
  const { io, host } = context
  const path = resolve(io.cwd, wanted)
  const isFolder = (await host.facts(path))?.kind === 'folder'
  const [file, shown] = isFolder ? [join(path, 'mist.yaml'), join(wanted, 'mist.yaml')] : [path, wanted]
  // As mistd has it: a pull request could turn the file into a link, and its diagnostics would print what that leads to.
  if ((await host.facts(file))?.kind === 'link') return err(usage(`cannot read ${shown}: it is a symbolic link, which Mist does not follow`, 'Name the file itself.'))
  const read = await host.readFile(file, MAX_FILE_BYTES)
  if (read.kind === 'text') return withFolder(await includes(context, { root: { path: basename(file), text: read.text }, folder: dirname(file) }), dirname(file))
  if (read.kind === 'failed') return err(usage(`cannot read ${shown}: ${read.cause}`))
  return err(usage(`cannot read ${shown}: there is no such file`, wanted === '.' ? 'Name one, or make one with: mistctl init' : 'Name a mist.yaml, its folder, or - for stdin.'))
}

function withFolder(texts: Result<Texts, Refusal>, folder: string): Result<Texts, Refusal> {
  return texts.ok ? ok({ ...texts.value, folder }) : texts
}

async function fromStdin(context: PlainContext): Promise<Result<Texts, Refusal>> {
  const { io } = context
  if (io.stdin.isTTY) return err(usage('stdin is a terminal', 'Pipe a file into it, for example: git show main:mist.yaml | mistctl validate -'))
  const text = await io.stdin.readAll(MAX_FILE_BYTES)
  return includes(context, { root: { path: '<stdin>', text }, folder: io.cwd })
}

async function includes({ host }: PlainContext, { root, folder }: { readonly root: TextFile; readonly folder: string }): Promise<Result<Texts, Refusal>> {
  const patterns = readIncludes(root)
  if (patterns.length === 0) return ok({ root, included: [] })
  const included: TextFile[] = []
  for (const path of matchIncludes(patterns, await host.listFiles(folder))) {
    if (path === root.path) continue
    const read = await host.readFile(join(folder, path), MAX_FILE_BYTES)
    if (read.kind === 'failed') return err(usage(`cannot read ${path}: ${read.cause}`))
    if (read.kind === 'text') included.push({ path, text: read.text })
  }
  return ok({ root, included })
}

/** Without an engine the size of the host is not known; what it grants still is. */
async function hostOf({ options, open, signal, say }: PlainContext): Promise<Result<Pick<LoadInput, 'host'>, Refusal>> {
  if (options['host'] !== true) return ok({})
  const settings = await open.settings()
  if (!settings.ok) return settings
  const { grants } = settings.value
  const reader = await open.read(() => undefined)
  if (!reader.ok) return ok({ host: { grants } })
  const facts = await reader.value.ports.runtime.facts(signal)
  const { tls, builder } = reader.value.config
  await reader.value.close()
  if (!facts.ok) say.note('The engine does not answer: the size of the host is not checked.')
  return ok({ host: { grants, ...(tls && { tls }), ...(builder && { builder }), ...(facts.ok && { facts: facts.value }) } })
}
