/**
 * The text of mistd.yaml, and what flags and environment say on top → the settings of this host, or diagnostics as good as those
 * of a manifest. It reads neither files nor the environment: the edges do, and hand over what they found.
 */
import type { Diagnostic } from './model/diagnostic.js'
import type { Result } from './model/result.js'
import { err, ok } from './model/result.js'
import type { HostSettings } from './model/settings.js'
import { checkTree } from './manifest/check.js'
import { hasErrors, inReadingOrder } from './manifest/diagnostic.js'
import { toDiagnostic } from './manifest/finding.js'
import { parseFile } from './manifest/parse.js'
import type { TextFile } from './manifest/source-text.js'
import { sourceText } from './manifest/source-text.js'
import type { MapNode } from './manifest/tree.js'
import { emptyMap, placeOf } from './manifest/tree.js'
import { schemaCheck } from './manifest/validate.js'
import { buildSettings } from './settings/build.js'
import type { SettingsOverrides } from './settings/overrides.js'
import { overlay } from './settings/overrides.js'
import { checkSettings } from './settings/rules.js'
import { settingsCheck } from './settings/settings-check.gen.js'

export type { Override, OverrideName, SettingsOverrides } from './settings/overrides.js'
export { environmentName, OVERRIDES, overridesFromEnvironment } from './settings/overrides.js'

/** Without a file every setting has its default. The answer is frozen: nobody changes settings while Mist runs. */
export function loadSettings(file: TextFile | undefined, overrides: SettingsOverrides): Result<HostSettings, readonly Diagnostic[]> {
  const written = treeOf(file)
  if (!written.ok) return written
  const tree = overlay(written.value, overrides)
  const checked = checkTree(tree, checkFile)
  if (hasErrors(checked)) return err(inReadingOrder(checked))
  const settings = buildSettings(tree)
  const findings = checkSettings({ settings, isWritten: (path) => placeOf(tree, path).found === 'whole' })
  const diagnostics = findings.map((finding) => toDiagnostic(tree, finding))
  return hasErrors(diagnostics) ? err(inReadingOrder(diagnostics)) : ok(frozen(settings))
}

const checkFile = schemaCheck(settingsCheck)
const NO_FILE = sourceText({ path: 'mistd.yaml', text: '' })

/** A file of comments alone is how an installation begins, so unlike a manifest it may be empty. */
function treeOf(file: TextFile | undefined): Result<MapNode, readonly Diagnostic[]> {
  if (file === undefined) return ok(emptyMap(NO_FILE))
  const { source, tree, diagnostics } = parseFile(file)
  if (tree !== undefined) return ok(tree)
  const isEmpty = diagnostics.every((item) => item.rule === 'empty-file')
  return isEmpty ? ok(emptyMap(source)) : err(inReadingOrder(diagnostics))
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const item of Object.values(value)) frozen(item)
  return Object.freeze(value)
}
