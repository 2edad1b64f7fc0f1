/** Repository address → where a git server takes commit statuses, and in which words. Pure; the table is the difference between the servers. */
import type { CommitStatus } from '../../model/commit-status.js'
import type { ForgeType } from '../../model/settings.js'

export interface Target {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, string>>
}

export interface TargetInputs {
  readonly type: ForgeType
  /** Base of the API; absent: the usual one of this kind on the host of the repository. */
  readonly api?: string
  readonly token: string
}

interface Place {
  readonly host: string
  /** `owner/name`, or a longer way on GitLab. */
  readonly path: string
}

/** Undefined when the address names no repository on a server. */
export function targetOf(status: CommitStatus, inputs: TargetInputs): Target | undefined {
  const place = placeOf(status.repository)
  return place && TARGETS[inputs.type](status, { ...inputs, place })
}

const TARGETS: Readonly<Record<ForgeType, (status: CommitStatus, inputs: TargetInputs & { readonly place: Place }) => Target>> = {
  github: (status, { api, token, place }) => ({
    url: `${api ?? githubApi(place.host)}/repos/${place.path}/statuses/${status.commit}`,
    headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' },
    body: { state: status.state, context: status.context, description: status.description },
  }),
  gitlab: (status, { api, token, place }) => ({
    url: `${api ?? `https://${place.host}/api/v4`}/projects/${encodeURIComponent(place.path)}/statuses/${status.commit}`,
    headers: { 'private-token': token },
    body: { state: GITLAB_STATES[status.state], name: status.context, description: status.description },
  }),
  gitea: (status, { api, token, place }) => ({
    url: `${api ?? `https://${place.host}/api/v1`}/repos/${place.path}/statuses/${status.commit}`,
    headers: { authorization: `token ${token}` },
    body: { state: status.state, context: status.context, description: status.description },
  }),
}

/** `pending` would be a job that has not begun; GitLab shows the difference. */
const GITLAB_STATES = { pending: 'running', success: 'success', failure: 'failed' } as const

function githubApi(host: string): string {
  return host === 'github.com' ? 'https://api.github.com' : `https://${host}/api/v3`
}

const PATH = String.raw`((?:[A-Za-z0-9._-]+/)+[A-Za-z0-9._-]+?)(?:\.git)?/?`
const WEB = new RegExp(String.raw`^https?://([A-Za-z0-9.-]+)(?::\d{1,5})?/${PATH}$`)
const SSH = new RegExp(String.raw`^ssh://(?:[A-Za-z0-9._-]+@)?([A-Za-z0-9.-]+)(?::\d{1,5})?/${PATH}$`)
const SCP = new RegExp(String.raw`^[A-Za-z0-9._-]+@([A-Za-z0-9.-]+):/?${PATH}$`)

function placeOf(repository: string): Place | undefined {
  const [, host, path] = WEB.exec(repository) ?? SSH.exec(repository) ?? SCP.exec(repository) ?? []
  if (host === undefined || path === undefined || path.split('/').includes('..')) return undefined
  return { host: host.toLowerCase(), path }
}
