/**
 * What the engine may ask of us while it builds: the login for one registry, a secret that this build declares, and whether we are
 * still there. Nothing else is offered: no files, no ssh agent.
 */
import type { Failure } from '../../../../model/failure.js'
import type { HeldSecret } from '../../../../model/secret.js'
import { err, ok } from '../../../../model/result.js'
import type { Registries } from '../../images/credentials.js'
import { loginFor } from '../../images/credentials.js'
import type { Methods } from './grpc.js'
import { GRPC } from './grpc.js'
import { readMessage, textAt, writeBytes, writeNumber, writeText } from './protobuf.js'

export interface Services {
  readonly methods: Methods
  /** Why a login could not be given: the engine only tells that a registry refused it. */
  failure(): Failure | undefined
}

export interface Offer {
  readonly registries: Registries
  readonly secrets: Readonly<Record<string, HeldSecret>>
  readonly subject: string
}

const SERVING = writeNumber(1, 1)
const HEALTHY = '/grpc.health.v1.Health/Check'

/** The names of the fields' numbers: `Credentials(Host = 1) → Username = 1, Secret = 2`, `GetSecret(ID = 1) → data = 1`. */
export function servicesOf({ registries, secrets, subject }: Offer): Services {
  let failed: Failure | undefined
  const methods: Methods = {
    [HEALTHY]: () => ok(SERVING),
    '/moby.filesync.v1.Auth/Credentials'(question) {
      const login = loginFor(registries, nameIn(question), subject)
      if (login.ok) return ok(login.value ? Buffer.concat([writeText(1, login.value.username), writeText(2, login.value.password)]) : NOBODY)
      failed = login.error
      return err({ status: GRPC.permissionDenied, message: 'the login cannot be used' })
    },
    '/moby.buildkit.secrets.v1.Secrets/GetSecret'(question) {
      const id = nameIn(question)
      const secret = Object.hasOwn(secrets, id) ? secrets[id] : undefined
      return secret ? ok(writeBytes(1, Buffer.from(secret.reveal(), 'utf8'))) : err({ status: GRPC.notFound, message: 'this build declares no secret of that id' })
    },
  }
  return { methods, failure: () => failed }
}

/** The engine then asks the registry without a login. */
const NOBODY = Buffer.alloc(0)

function nameIn(question: Buffer): string {
  return textAt(readMessage(question) ?? [], 1)
}
