/** What went wrong with a pull, told from the engine's words: they are all that it gives. Pure. */
import type { Failure, FailureCode } from '../../../model/failure.js'
import { failure } from '../../../model/failure.js'
import type { ImageReference } from './reference.js'
import { DOCKER_HUB } from './reference.js'

export interface PullContext {
  readonly subject: string
  readonly reference: ImageReference
  readonly hasLogin: boolean
}

interface Symptom {
  readonly pattern: RegExp
  readonly code: FailureCode
  readonly help: (context: PullContext) => string
}

/** In this order: for a misspelt name Docker Hub says "does not exist or may require login" and "denied" in one breath. */
const SYMPTOMS: readonly Symptom[] = [
  { pattern: /toomanyrequests|rate limit|too many requests/i, code: 'image-pull-failed', help: (context) => `The registry limits pulls. Wait, or ${loginAdvice(context)}` },
  { pattern: /pull access denied|may require/i, code: 'image-missing', help: (context) => `Check the name; if the image is private, ${loginAdvice(context)}` },
  { pattern: /unauthorized|authentication required|no basic auth credentials|incorrect username or password|denied: |forbidden/i, code: 'registry-auth-failed', help: authAdvice },
  { pattern: /manifest unknown|not found|does not exist|name unknown|no matching manifest|repository name .*invalid/i, code: 'image-missing', help: () => 'Check name and tag, and that the image exists for this machine\'s processor.' },
  { pattern: /dial tcp|no such host|connection refused|i\/o timeout|deadline exceeded|Client\.Timeout|TLS handshake|x509|network is unreachable|no route to host|connection reset|server gave HTTP response|\bEOF\b|\b50[0234]\b/i, code: 'registry-unreachable', help: () => 'Check the network and the registry; running apps are not touched, and Mist tries again by itself.' },
]

export function pullFailure(message: string, context: PullContext): Failure {
  const symptom = symptomOf(message)
  const help = symptom?.help(context) ?? 'Mist tries again by itself; running apps are not touched.'
  return failure(symptom?.code ?? 'image-pull-failed', { subject: context.subject, cause: message, help })
}

/** What the same words mean where they come from something else than a pull of ours. */
export function pullCode(message: string): FailureCode | undefined {
  return symptomOf(message)?.code
}

function symptomOf(message: string): Symptom | undefined {
  return SYMPTOMS.find(({ pattern }) => pattern.test(message))
}

function authAdvice(context: PullContext): string {
  return context.hasLogin ? `The registry refused the login for ${context.reference.registry} in the host settings.` : `Then ${loginAdvice(context)}`.replace(/^Then a/, 'A')
}

function loginAdvice({ reference, hasLogin }: PullContext): string {
  const name = reference.registry === DOCKER_HUB ? DOCKER_HUB : reference.registry
  return hasLogin ? `check the login for ${name} in the host settings.` : `add a login under "registries" → "${name}" in the host settings.`
}
