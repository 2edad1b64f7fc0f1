/** Where the files of a checkout are: the manifest, and the file of secrets that it names. Nothing is read of git. */
import { dirname, join, relative, resolve } from 'node:path'
import { MAX_FILE_BYTES, MAX_SECRETS_BYTES } from '../../manifest/limits.js'
import type { TextFile } from '../../manifest/load.js'
import { loadManifest } from '../../manifest/load.js'
import { readSecretsPath } from '../../manifest/secret-needs.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { PlainContext } from '../command.js'
import type { Refusal } from '../refusal.js'
import { usage } from '../refusal.js'

const DEFAULT_FILE = 'secrets.age.yaml'

export interface Checkout {
  readonly folder: string
  readonly manifest: TextFile
  readonly secrets: {
    readonly path: string
    /** For texts, as short as it can be. */
    readonly shown: string
    readonly name: string
    /** Whether the manifest names it. */
    readonly origin: 'named' | 'default'
    /** Undefined when there is none yet. */
    readonly text: string | undefined
  }
}

/** Undefined when there is no mist.yaml and none was asked for. */
export async function findCheckout(context: PlainContext): Promise<Result<Checkout | undefined, Refusal>> {
  const { globals, host } = context
  const path = await manifestPath(context)
  const read = await host.readFile(path, MAX_FILE_BYTES)
  if (read.kind === 'failed') return err(usage(`cannot read ${path}: ${read.cause}`))
  if (read.kind === 'text') return withSecrets(context, { path, text: read.text })
  return globals.file === undefined ? ok(undefined) : err(usage(`cannot read ${path}: there is no such file`, 'Name a mist.yaml or its folder with --file.'))
}

async function manifestPath({ io, globals, host }: PlainContext): Promise<string> {
  const wanted = resolve(io.cwd, globals.file ?? '.')
  const isFolder = globals.file === undefined || (await host.facts(wanted))?.kind === 'folder'
  return isFolder ? join(wanted, 'mist.yaml') : wanted
}

async function withSecrets({ io, host }: PlainContext, manifest: TextFile): Promise<Result<Checkout, Refusal>> {
  const folder = dirname(manifest.path)
  const written = readSecretsPath(manifest)
  if (written.kind === 'unreadable') {
    const { diagnostics } = loadManifest({ root: { ...manifest, path: relative(io.cwd, manifest.path) }, included: [] })
    return err({ kind: 'diagnostics', diagnostics })
  }
  const name = written.kind === 'named' ? written.path : DEFAULT_FILE
  const path = join(folder, name)
  const read = await host.readFile(path, MAX_SECRETS_BYTES)
  if (read.kind === 'failed') return err(usage(`cannot read ${path}: ${read.cause}`))
  return ok({ folder, manifest, secrets: { path, shown: relative(io.cwd, path), name, origin: written.kind === 'named' ? 'named' : 'default', text: read.kind === 'text' ? read.text : undefined } })
}

/** For what can only be done beside a manifest, to a file that Mist encrypts itself. */
export async function needCheckout(context: PlainContext): Promise<Result<Checkout, Refusal>> {
  const found = await findCheckout(context)
  if (!found.ok) return found
  if (!found.value) return err(usage('there is no mist.yaml here', 'Go to the folder that holds it, or name it with --file.'))
  const { shown, path } = found.value.secrets
  if ((await context.host.facts(path))?.kind === 'link') return err(usage(`cannot use ${shown}: it is a symbolic link, which Mist does not follow`, 'Name the file itself in mist.yaml.'))
  return /\.sops\.(ya?ml|json)$/.test(shown) ? err(usage(`${shown} is a file of SOPS`, `Change it with: sops edit ${shown}`)) : ok(found.value)
}
