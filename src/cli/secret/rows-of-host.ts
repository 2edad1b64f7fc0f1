/** The rows of a host without a checkout: what the manifest of its source names, looked up where mistd looks. */
import { secretsNow } from '../../engine/look/secrets.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { SecretRow } from '../../render/secrets-text.js'
import type { PlainContext } from '../command.js'
import type { Refusal } from '../refusal.js'
import { refusedBy } from '../refusal.js'
import { rowOf } from './rows.js'

export async function rowsOfHost({ open, signal }: PlainContext): Promise<Result<readonly SecretRow[], Refusal>> {
  const opened = await open.read(() => undefined)
  if (!opened.ok) return opened
  const { ports, config, close } = opened.value
  const found = await secretsNow({ ports, config, signal })
  await close()
  return found.ok ? ok(found.value.map(rowOf)) : err(refusedBy(found.error))
}
