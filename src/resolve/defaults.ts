/** Every value that a manifest may leave out, in one table. The descriptions in schema/mist.schema.json say the same. */

const MEGABYTE = 1024 * 1024

export const DEFAULTS = {
  ingressDomain: 'localhost',
  prune: true,
  drift: 'correct',
  replicas: 1,
  restart: 'unless-stopped',
  /** 0 means unlimited. */
  limits: { cpus: 0, memoryBytes: 0, pids: 512 },
  logs: { maxSizeBytes: 10 * MEGABYTE, maxFiles: 3 },
  /** What an ordinary web app needs to start as root, take a low port and step down; everything else is dropped. */
  capabilities: ['CHOWN', 'DAC_OVERRIDE', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'],
  stopGraceMs: 10_000,
  readyTimeoutMs: 300_000,
  stableMs: 1_500,
  windowMs: 0,
  drainMs: 10_000,
  keep: 3,
  canary: { weights: [10, 50], everyMs: 30_000 },
  goodStatus: { from: 200, to: 399 },
  /** What Traefik says when an app does not answer, does not answer in time, or has no container. */
  errorPage: { path: '/{status}.html', statuses: [{ from: 502, to: 504 }] },
  /** What servers that know no regions expect. */
  storageRegion: 'us-east-1',
  healthCheck: { intervalMs: 30_000, timeoutMs: 5_000, retries: 3, startPeriodMs: 0 },
} as const

/** The proxy that Mist runs itself. It may take longer to stop: it waits for the requests that it still holds. */
export const SYSTEM_DEFAULTS = {
  capabilities: ['DAC_OVERRIDE', 'NET_BIND_SERVICE'],
  stopGraceMs: 15_000,
} as const
