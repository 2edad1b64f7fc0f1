/** Which env an app has as it is written: that of its project, under its own. */
import type { EnvValue, ManifestApp, ManifestProject } from './manifest.js'

/** A database has its own alone: what all apps of a project share must not restart their data, nor make one database wait for another. */
export function writtenEnv({ env, database }: Pick<ManifestApp, 'env' | 'database'>, project: Pick<ManifestProject, 'env'>): Readonly<Record<string, EnvValue>> {
  return database ? env : { ...project.env, ...env }
}
