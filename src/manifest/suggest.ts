/** "Did you mean": the nearest of the names that are valid here, or the word that other tools use for the same thing. */
import { distance } from 'fastest-levenshtein'

export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > MAX_WORD_CHARS) return undefined
  return ownWord(word, candidates) ?? nearest(word, candidates) ?? ownWord(nearest(word, [...FAMILIAR.keys()]) ?? '', candidates)
}

/** What people know from compose, Kubernetes and others → our words for it. A map, since any word at all may be looked up. */
const FAMILIAR: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  environment: ['env'], env_vars: ['env'], envvars: ['env'], variables: ['env'],
  ports: ['publish', 'port'], expose: ['port'], containerport: ['port'], hostport: ['publish'],
  domain: ['domains'], hosts: ['domains'], hostname: ['domains', 'host'], url: ['domains', 'git'], route: ['domains'],
  scale: ['replicas'], instances: ['replicas'], count: ['replicas'],
  cmd: ['command', 'cmd'], args: ['command'], depends_on: ['dependsOn'], needs: ['dependsOn'], links: ['dependsOn'],
  resources: ['limits'], mem_limit: ['limits'], cpu: ['cpus'], mem: ['memory'], ram: ['memory'],
  services: ['apps', 'projects'], applications: ['apps'], repo: ['git'], repository: ['git'], branch: ['ref'], tag: ['ref', 'version'], revision: ['ref'],
  context: ['path'], volume: ['volumes'], mounts: ['volumes'], readonly: ['readOnly'], read_only: ['readOnly'], mountpath: ['path'], target: ['path'],
  logging: ['logs', 'log'], max_size: ['maxSize'], max_files: ['maxFiles'], redirectto: ['redirect'], restart_policy: ['restart'],
  healthcheck: ['health'], probe: ['health'], readiness: ['health'], readinessprobe: ['health'], liveness: ['health'], livenessprobe: ['health'],
  test: ['cmd'], start_period: ['startPeriod'], initialdelay: ['startPeriod'], initialdelayseconds: ['startPeriod'], periodseconds: ['interval'], failurethreshold: ['retries'], httpget: ['path'], endpoint: ['path'], statuscode: ['status'],
  release: ['deploy', 'pre'], update_config: ['deploy'], rollout: ['deploy'], migrate: ['pre'], hook: ['pre'], pre_deploy: ['pre'], predeploy: ['pre'], release_command: ['pre'],
  grace: ['stop'], stop_grace_period: ['stop'], terminationgraceperiodseconds: ['stop'], drain_timeout: ['drain'], readiness_delay: ['window'], deploy_timeout: ['timeout'], retain_containers: ['keep'],
  steps: ['weights'], percent: ['weights'],
  db: ['database'], dbname: ['database'], username: ['user'], max_connections: ['maxConnections'], parameters: ['with'], settings: ['with'], uri: ['url'], dsn: ['url'], pass: ['password'],
  traefik: ['proxy'], statedir: ['stateDir'], state_dir: ['stateDir'], socket: ['docker'], token: ['tokenFile'], password: ['password', 'passwordFile'], secrets: ['secretFiles'],
}))

function ownWord(word: string, candidates: readonly string[]): string | undefined {
  return FAMILIAR.get(word.toLowerCase())?.find((own) => candidates.includes(own))
}

/** Further than a third of the word is another word. */
function nearest(word: string, candidates: readonly string[]): string | undefined {
  const budget = Math.min(MAX_STEPS, Math.floor(word.length / 3))
  const swapped = candidates.find((candidate) => candidate !== word && lettersOf(candidate) === lettersOf(word))
  if (swapped !== undefined) return swapped
  const scored = candidates.map((candidate) => ({ candidate, steps: distance(word.toLowerCase(), candidate.toLowerCase()) }))
  const [best] = scored.sort((a, b) => a.steps - b.steps || (a.candidate < b.candidate ? -1 : 1))
  return best !== undefined && best.steps <= budget ? best.candidate : undefined
}

const MAX_WORD_CHARS = 60
const MAX_STEPS = 4

/** Two letters in the wrong order are two steps apart and still the commonest slip. */
function lettersOf(word: string): string {
  return [...word.toLowerCase()].sort().join('')
}
