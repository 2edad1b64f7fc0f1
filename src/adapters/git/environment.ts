/**
 * The whole environment and configuration that a git process of Mist sees. Nothing is inherited but where programs, proxies and
 * certificates are found: a stray GIT_DIR, a ~/.gitconfig with an alias or a ~/.netrc of the operator changes nothing.
 */
import type { Access } from './access.js'

export type GitEnvironment = Readonly<Record<string, string>>

const INHERITED = ['PATH', 'HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy', 'SSL_CERT_FILE', 'SSL_CERT_DIR']

const FIXED = {
  LC_ALL: 'C',
  // Nothing lives there: neither .netrc nor configuration of a person is used.
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_PROTOCOL_FROM_USER: '0',
  GIT_ALLOW_PROTOCOL: '',
}

const CONFIG: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.attributesFile', '/dev/null'],
  ['credential.helper', ''],
  ['fetch.recurseSubmodules', 'false'],
  ['submodule.recurse', 'false'],
  // Housekeeping ends with the call that caused it: no process outlives its deadline unseen.
  ['gc.autoDetach', 'false'],
  ['maintenance.autoDetach', 'false'],
  ['http.lowSpeedLimit', '1000'],
  ['http.lowSpeedTime', '20'],
  // A redirect would lead a request with credentials, or into the host's own network, to where nobody allowed it.
  ['http.followRedirects', 'false'],
]

/** For calls that read what is here: no transport at all. */
export function localEnvironment(gitDir: string): GitEnvironment {
  return { ...base(CONFIG), GIT_DIR: gitDir }
}

/** For calls to the one remote whose transport and access are given. */
export function remoteEnvironment(remote: { readonly transport: string; readonly access: Access }, gitDir?: string): GitEnvironment {
  const { access, transport } = remote
  return {
    ...base([...CONFIG, ...access.config]),
    GIT_ALLOW_PROTOCOL: transport,
    ...(access.sshCommand === undefined ? {} : { GIT_SSH_COMMAND: access.sshCommand, GIT_SSH_VARIANT: 'ssh' }),
    ...(gitDir === undefined ? {} : { GIT_DIR: gitDir }),
  }
}

function base(config: readonly (readonly [string, string])[]): Record<string, string> {
  const inherited = INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  const entries = config.flatMap(([key, value], index) => [[`GIT_CONFIG_KEY_${String(index)}`, key], [`GIT_CONFIG_VALUE_${String(index)}`, value]])
  return { PATH: '/usr/local/bin:/usr/bin:/bin', ...Object.fromEntries([...inherited, ...entries]) as Record<string, string>, ...FIXED, GIT_CONFIG_COUNT: String(config.length) }
}
