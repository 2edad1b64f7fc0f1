/**
 * What the schema cannot say: how values relate to one another and to what the host allows. Each rule is a small pure
 * function in `rules/`; this is the list. A rule collects, it never stops another one.
 */
import type { Finding } from './finding.js'
import { MAX_DIAGNOSTICS } from './limits.js'
import { buildSecrets, imageTags, oneArtifact, watchedPaths } from './rules/artifact.js'
import { backupOfData, backupPause, backupPlaces, backupRetention, backupTimezones, upgradeOfData } from './rules/backups.js'
import type { Rule, RuleContext } from './rules/context.js'
import { cycles } from './rules/cycles.js'
import { canarySteps, canaryWeights, deployDurations, possibleStrategy } from './rules/deploy.js'
import { addresses, besideRedirect, edgeBounds, headers, stripNeedsPath, users, visitedOnly } from './rules/edge.js'
import { errorPageApps, errorPageStatuses } from './rules/error-pages.js'
import { fileModes, filesThere, oneOrigin } from './rules/files.js'
import { gitAddresses, gitRefs } from './rules/git.js'
import { grantedDomains, grantedMounts, grantedPublish, grantedRepositories } from './rules/grants.js'
import { firstCheck, healthDurations, oneCheck, portOfCheck, statusRange } from './rules/health.js'
import { autoHosts, uniqueHosts } from './rules/hosts.js'
import { capacity, cpusOfHost, smallestLimits } from './rules/limits.js'
import { reservedLabels, reservedProject } from './rules/names.js'
import { previewBranches, previewBuildSecrets, previewData, previewHosts, previewMounts, previewSource } from './rules/preview.js'
import { onePublisher, publishWithoutReplicas } from './rules/publish.js'
import { redirectLoops, redirectTargets } from './rules/redirects.js'
import { dependencies, parkedDependencies, references } from './rules/references.js'
import { contentsOfDatabase } from './rules/contents.js'
import { envOfTemplate, oneDatabase, templateKeys, typeOfDatabase, withNeedsTemplate } from './rules/templates.js'
import { dnsOfHost, keysOfTls, oneTlsPerHost, pairOfHost, preload, tlsSource } from './rules/tls.js'
import { formerNames } from './rules/rename.js'
import { secretsOnce, secretsThere } from './rules/secrets.js'
import { grantedStorages, nearbyStorages, plainStorages, storageRecipients } from './rules/storage.js'
import { totals } from './rules/totals.js'
import { portOfWeb, statedType } from './rules/types.js'
import { mountPlaces, oneWriter, uniqueVolumes } from './rules/volumes.js'

export const RULES: readonly Rule[] = [
  reservedProject, reservedLabels,
  oneArtifact, imageTags, watchedPaths, buildSecrets, gitAddresses, gitRefs,
  statedType, portOfWeb,
  contentsOfDatabase, templateKeys, withNeedsTemplate, typeOfDatabase, oneDatabase, envOfTemplate,
  uniqueHosts, autoHosts, redirectLoops, redirectTargets,
  addresses, headers, users, besideRedirect, stripNeedsPath, visitedOnly, edgeBounds, errorPageApps, errorPageStatuses,
  tlsSource, pairOfHost, dnsOfHost, oneTlsPerHost, keysOfTls, preload,
  onePublisher, publishWithoutReplicas,
  uniqueVolumes, mountPlaces, oneWriter, oneOrigin, fileModes, filesThere, formerNames,
  possibleStrategy, canarySteps, canaryWeights, deployDurations,
  oneCheck, portOfCheck, statusRange, healthDurations, firstCheck,
  dependencies, references, cycles, parkedDependencies,
  secretsOnce, secretsThere,
  storageRecipients, plainStorages, grantedStorages, nearbyStorages,
  backupOfData, backupPlaces, backupTimezones, backupRetention, backupPause, upgradeOfData,
  previewSource, previewBranches, previewData, previewBuildSecrets, previewMounts, previewHosts,
  smallestLimits, cpusOfHost, capacity,
  grantedDomains, grantedPublish, grantedMounts, grantedRepositories,
]

/** Beyond the totals nothing else is looked at: the other rules count on there being no more than that. */
export function checkRules(context: RuleContext): readonly Finding[] {
  const excess = [...totals(context)]
  return excess.length > 0 ? excess : RULES.flatMap((rule) => firstOf(rule(context)))
}

/** More than a reader can be shown is not even looked for. */
function firstOf(findings: Iterable<Finding>): readonly Finding[] {
  const taken: Finding[] = []
  for (const finding of findings) {
    taken.push(finding)
    if (taken.length > MAX_DIAGNOSTICS) break
  }
  return taken
}
