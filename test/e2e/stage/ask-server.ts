/** Database servers, asked in their own containers by exactly the address that an app was told, so with its user and its password. */
import { dockerTries, type DockerOutcome } from '../../lab/fixtures.js'
import type { LiveContainer } from './engine.js'

type Server = Pick<LiveContainer, 'id'>

export function askPostgres({ id }: Server, url: string, sql: string): Promise<DockerOutcome> {
  return dockerTries(['exec', id, 'psql', '-tA', '-v', 'ON_ERROR_STOP=1', url, '-c', sql])
}

export function askMaria({ id }: Server, address: string, sql: string): Promise<DockerOutcome> {
  const url = new URL(address)
  return dockerTries(['exec', id, 'mariadb', '-N', `--host=${url.hostname}`, `--user=${url.username}`, `--password=${url.password}`, url.pathname.slice(1), '-e', sql])
}
