/**
 * A line of a manifest for readers who may not be readers of the repository: values are shown only where the key is a word of
 * the format. `PASSWORD: hunter2` under `env` becomes `PASSWORD: ·······`, so a caret below it stays in place.
 */

/** A key that is missing here hides too much, never too little. `env`, `args` and `labels` are missing on purpose. */
const SHOWN_KEYS = new Set((
  'version include ingress domain defaults projects apps type image git url ref path build dockerfile target port domains host redirect ' +
  'from limits cpus memory pids restart replicas volumes name readOnly command entrypoint dependsOn publish policy prune drift ' +
  'instance stateDir source folder interval networkPool proxy mode httpPort httpsPort apiPort address ' +
  'tls plainHttp hsts maxAge includeSubdomains preload permanent strip allow rateLimit average burst period maxBody compress maintenance sticky responseTimeout errorPage app'
).split(' '))

const KEYED = /^(\s*(?:- +)?["']?)([^\s:"'{[]+)(["']?\s*:)(.*)$/
const ITEM = /^(\s*- +)(\S.*)$/

/** From a column on, counted from 1. */
export function concealFrom(line: string, column: number): string {
  return line.slice(0, column - 1) + dots(line.slice(column - 1))
}

/** Same length as before, so that columns stay true. */
export function concealValue(line: string): string {
  const keyed = KEYED.exec(line)
  if (keyed) return concealKeyed(line, keyed)
  const item = ITEM.exec(line)
  return item ? concealItem(line, item) : dots(line)
}

function concealKeyed(line: string, [, lead = '', key = '', colon = '', value = '']: RegExpExecArray): string {
  const isKnown = SHOWN_KEYS.has(key) && !value.includes('{')
  return isKnown ? line : lead + key + colon + dots(value)
}

/** A list item with an equals sign is an env entry as other tools write it. */
function concealItem(line: string, [, lead = '', value = '']: RegExpExecArray): string {
  return /[=:{]/.test(value) ? lead + dots(value) : line
}

function dots(value: string): string {
  return value.replaceAll(/[^\s]/g, '·')
}
