/**
 * Where the quickstart keeps its things and what they are called. It decides names only.
 */
// @ts-check
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

export const home = env['MIST_QUICKSTART_HOME'] ?? join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'mist-quickstart')

/** Tests take one of their own, so that they never meet a quickstart that somebody is trying out. */
export const instance = env['MIST_QUICKSTART_INSTANCE'] ?? 'quickstart'

export const places = Object.freeze({
  example: join(root, 'examples', 'quickstart'),
  origin: join(home, 'origin.git'),
  work: join(home, 'work'),
  settings: join(home, 'mistd.yaml'),
  stateDir: join(home, 'state'),
  webhookSecret: join(home, 'webhook.secret'),
  /** Ports that were picked, so that a second run finds the first one's daemon. */
  session: join(home, 'session.json'),
  log: join(home, 'mistd.log'),
  mistd: join(root, 'dist', 'bin', 'mistd.js'),
  mistctl: join(root, 'dist', 'bin', 'mistctl.js'),
})
