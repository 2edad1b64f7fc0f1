/** Repositories that apps are built from: addresses and refs that git may be handed. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import { refProblem, transportOf } from '../forms/git.js'
import type { AppEntry, RuleContext } from './context.js'

/** Short forms point at the whole text, maps at their `url`. */
export function* gitAddresses({ apps }: RuleContext): Iterable<Finding> {
  for (const { url, entry } of remotes(apps)) {
    const transport = transportOf(url)
    if (!transport.ok) yield fault({ ...transport.error, path: [...entry.path, 'git', 'url'] })
  }
}

export function* gitRefs({ apps }: RuleContext): Iterable<Finding> {
  for (const { ref, entry } of remotes(apps)) {
    const problem = ref === '' ? undefined : refProblem(ref)
    if (problem !== undefined) yield fault({ ...problem, path: [...entry.path, 'git', 'ref'] })
  }
}

/** The apps that are built from elsewhere. */
export function remotes(apps: readonly AppEntry[]): readonly { readonly url: string; readonly ref: string; readonly entry: AppEntry }[] {
  return apps.flatMap((entry) => {
    const { artifact } = entry.app
    return artifact.kind === 'build' && artifact.git !== undefined ? [{ ...artifact.git, entry }] : []
  })
}
