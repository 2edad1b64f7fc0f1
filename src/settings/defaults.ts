/**
 * What mistd.yaml may leave out, in the words of the file and in one table. The schema tells editors the same;
 * a test compares the two, so neither can drift away.
 */
export const SETTINGS_DEFAULTS = {
  instance: 'default',
  stateDir: '/var/lib/mist',
  'source.path': 'mist.yaml',
  'source.interval': '60s',
  'credentials.*.username': 'git',
  docker: 'unix:///var/run/docker.sock',
  networkPool: '10.210.0.0/16',
  'builds.concurrency': 2,
  'builds.timeout': '30m',
  'proxy.mode': 'managed',
  'proxy.image': 'traefik:v3.6',
  'proxy.address': '0.0.0.0',
  'proxy.httpPort': 80,
  'proxy.httpsPort': 443,
  'proxy.apiPort': 6479,
  'proxy.acme.server': 'https://acme-v02.api.letsencrypt.org/directory',
  'proxy.acme.dnsPropagation': 'checked',
  'proxy.acme.lifetime': '2160h',
  'proxy.entryPoint': 'web',
  'proxy.servers': 'address',
  'http.enabled': true,
  'http.address': '127.0.0.1',
  'http.port': 6478,
  'grants.domains': ['localhost'],
  'grants.publish': [],
  'grants.repositories': [],
  'drift.interval': '5m',
  'log.level': 'info',
} as const
