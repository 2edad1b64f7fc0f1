/** The command line of mistd: few words, since everything else stands in mistd.yaml. */
import { parseArgs } from 'node:util'
import { overridesFromEnvironment, type SettingsOverrides } from '../settings.js'
import { wordOf } from '../model/word-of.js'

export type Command =
  | { readonly kind: 'run' | 'check'; readonly configPath?: string; readonly overrides: SettingsOverrides }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'usage'; readonly message: string }

export const HELP = `Usage: mistd [options]

Watches the source in mistd.yaml and keeps this host as it says.

Options:
  --config PATH     settings of this host (default: $MIST_CONFIG, then /etc/mist/mistd.yaml)
  --instance NAME   instance, instead of the one in the settings
  --state-dir PATH  state directory, instead of the one in the settings
  --check           check the settings and stop
  -h, --help        show this
  -V, --version     show the version

Every setting can also come from the environment, for example MIST_STATE_DIR or MIST_LISTEN_PORT.

Exit codes: 0 stopped as asked, 2 wrong usage or settings, 3 another mistd runs here, 4 cannot start.
`

export function readArgs(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Command {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        config: { type: 'string' },
        instance: { type: 'string' },
        'state-dir': { type: 'string' },
        check: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'V' },
      },
    })
    if (values.help) return { kind: 'help' }
    if (values.version) return { kind: 'version' }
    return toCommand(values, env)
  } catch (error) {
    return { kind: 'usage', message: wordOf(error) }
  }
}

type Values = { readonly config?: string | undefined; readonly instance?: string | undefined; readonly 'state-dir'?: string | undefined; readonly check?: boolean | undefined }

/** A flag wins over the environment, which wins over the file. */
function toCommand(values: Values, env: Readonly<Record<string, string | undefined>>): Command {
  const configPath = values.config ?? env['MIST_CONFIG']
  const { instance, 'state-dir': stateDir } = values
  const flags: SettingsOverrides = {
    ...(instance !== undefined && { instance: { value: instance, origin: '--instance' } }),
    ...(stateDir !== undefined && { stateDir: { value: stateDir, origin: '--state-dir' } }),
  }
  return { kind: values.check ? 'check' : 'run', ...(configPath !== undefined && { configPath }), overrides: { ...overridesFromEnvironment(env), ...flags } }
}
