/** Copies of the state, for the settings of a host: joins the directory with its database, its locks and the seal. */
import { isRecipient, recipientsOf } from '../age.js'
import { systemClock } from '../adapters/clock/system.js'
import { createSeal } from '../adapters/seal/seal.js'
import { readIdentities, readIdentityFile } from '../adapters/secrets/identities.js'
import { copyDatabase } from '../adapters/sqlite/database.js'
import { acquireDaemonLock, createLease } from '../adapters/sqlite/lease.js'
import { openStoreReader } from '../adapters/sqlite/store.js'
import { createStateCopies } from '../adapters/state-dir/state-copy.js'
import type { Result } from '../model/result.js'
import { err, ok } from '../model/result.js'
import type { HostSettings } from '../model/settings.js'
import type { Lease, StateCopyPort } from '../ports.js'
import { never } from '../signals.js'

export function stateCopiesOf({ stateDir, instance, secrets }: HostSettings): StateCopyPort {
  const own = () => readIdentities({ settings: secrets, env: process.env })
  return createStateCopies({
    stateDir,
    instance,
    nowIso: systemClock.nowIso,
    copyDatabase,
    isRecipient,
    sealWith: (file) => createSeal({ identities: () => (file === undefined ? own() : readIdentityFile(file)) }),
    ownRecipients: async () => {
      const held = own()
      if (!held.ok) return held
      const recipients = await recipientsOf(held.value)
      return recipients.ok ? recipients : err({ cause: recipients.error, help: 'Make one with: mistctl secret keygen' })
    },
    newerDatabase,
    lockAll: () => lockAll(stateDir),
  })
}

/** One that is damaged is set aside by whoever opens it, and keeps no key from coming back. */
function newerDatabase(folder: string): { readonly name: string; readonly cause: string } | undefined {
  const opened = openStoreReader({ stateDir: folder })
  if (!opened.ok) return opened.error.code === 'store-newer' ? { name: 'mist.db', cause: opened.error.cause } : undefined
  opened.value.close()
  return undefined
}

/** mistd, and whoever runs a pass or makes a backup beside it. */
async function lockAll(stateDir: string): Promise<Result<Lease>> {
  const daemon = acquireDaemonLock(stateDir)
  if (!daemon.ok) return daemon
  const held: Lease[] = [daemon.value]
  const release = (): void => { for (const lease of held) lease.release() }
  for (const name of ['pass', 'backup']) {
    const lease = await createLease({ stateDir, name }).acquire('restore the state of Mist', 0, never())
    if (!lease.ok) {
      release()
      return lease
    }
    held.push(lease.value)
  }
  return ok({ release })
}
