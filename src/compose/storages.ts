/** Where backups go and how they are sealed, for the settings of a host. */
import { readIdentities } from '../adapters/secrets/identities.js'
import { createSeal } from '../adapters/seal/seal.js'
import { createStorage } from '../adapters/storage/storage.js'
import type { HostSettings } from '../model/settings.js'
import type { SealPort, StoragePort } from '../ports.js'

/** 16 MB to a part: the largest that is kept is 10,000 of them, 156 GB. A connection that stands still for two minutes is given up. */
const S3_LIMITS = { partBytes: 16 * 1024 * 1024, idleMs: 120_000, retryMs: [500, 2_000, 8_000] } as const

export function storagesOf({ grants, secrets }: HostSettings): { readonly storage: StoragePort; readonly seal: SealPort } {
  const nowMs = (): number => Date.now()
  return {
    storage: createStorage({ folder: { granted: grants.backups ?? [], nowMs }, s3: { ...S3_LIMITS, nowMs } }),
    seal: createSeal({ identities: () => readIdentities({ settings: secrets, env: process.env }) }),
  }
}
