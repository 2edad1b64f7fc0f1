/** Backups: a place that there is, a timezone that there is, something to keep, and no claim to data that the app has not. */
import type { Finding } from '../finding.js'
import { fault, hint } from '../finding.js'
import type { ManifestBackup } from '../manifest-backup.js'
import { didYouMean } from '../suggest.js'
import type { AppEntry, RuleContext } from './context.js'

interface BackupEntry extends AppEntry {
  readonly backup: ManifestBackup
}

function backupsOf({ apps }: RuleContext): readonly BackupEntry[] {
  return apps.flatMap((entry) => [entry.app.backup, ...entry.app.volumes.map(({ backup }) => backup)].flatMap((backup) => (backup ? [{ ...entry, backup }] : [])))
}

export function* backupOfData({ apps }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    if (!app.backup) continue
    const at = { path: [...path, 'backup'], on: 'key' as const }
    if (!app.database) {
      yield fault({ rule: 'backup-without-data', ...(app.volumes.length > 0 ? ofVolumes(app.name) : ofNothing(app.name)), ...at })
    } else if (!app.database.template.backup) {
      yield fault({ rule: 'backup-without-recipe', message: `the template ${app.database.template.name} does not say how its server is backed up`, help: 'add a `backup` section to the template, or let it extend a built-in one', ...at, related: [{ path: [...path, 'template'], message: 'this template' }] })
    }
  }
}

function ofVolumes(app: string): Pick<Finding, 'message' | 'help'> {
  return { message: `${app} is no database, so its data lies on volumes, each with a backup of its own`, help: 'write it at the volume: `volumes: [{ name: …, path: …, backup: {…} }]`' }
}

function ofNothing(app: string): Pick<Finding, 'message' | 'help'> {
  return { message: `${app} is no database and has no volumes, so there is nothing to back up`, help: 'remove `backup`, or give the app a volume if it keeps files' }
}

/** The copy goes to the storage of the backup, so that it is there whatever becomes of the rest. */
export function* upgradeOfData({ apps, isWritten }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    if (!app.upgrade) continue
    const at = { path: [...path, 'upgrade'], on: 'key' as const }
    const { template } = app.database ?? {}
    if (!template) yield fault({ rule: 'upgrade-without-data', message: `${app.name} is no database, so there is no data that another version could not open`, help: 'remove it', ...at })
    else if (template.upgrade === 'newer') yield fault({ rule: 'upgrade-needless', message: `a newer ${template.name} opens its data by itself`, help: 'remove it: another version needs nothing more', ...at })
    else if (template.upgrade === 'never') yield fault({ rule: 'upgrade-unknown', message: `the template ${template.name} does not know how to take its data to another version`, help: 'remove it: such a version is refused, and the data has to be moved by hand', ...at })
    else if (!app.backup && !isWritten([...path, 'backup'])) yield fault({ rule: 'upgrade-without-backup', message: `${app.name} is to go over by a backup, and has none`, help: 'add it: `backup: { to: …, schedule: "@daily" }`, with a place from `storage`', ...at })
  }
}

export function* backupPlaces(context: RuleContext): Iterable<Finding> {
  const names = context.manifest.storages.map(({ name }) => name)
  for (const { backup, app } of backupsOf(context)) {
    if (names.includes(backup.to)) continue
    const near = didYouMean(backup.to, names)
    const help = near !== undefined ? `did you mean "${near}"?` : names.length === 0 ? `add it at the top of the file: \`storage: { ${backup.to}: { path: /srv/backups } }\`` : `there are: ${names.join(', ')}`
    yield fault({ rule: 'unknown-storage', message: `${app.name} is to be backed up to ${backup.to}, and no such storage is defined`, help, path: [...backup.at, 'to'] })
  }
}

export function* backupTimezones(context: RuleContext): Iterable<Finding> {
  for (const { backup } of backupsOf(context)) {
    if (isTimezone(backup.timezone)) continue
    const near = didYouMean(backup.timezone, Intl.supportedValuesOf('timeZone'))
    yield fault({ rule: 'unknown-timezone', message: `there is no timezone ${backup.timezone}`, help: near === undefined ? 'write a name such as Europe/Berlin or UTC' : `did you mean "${near}"?`, path: [...backup.at, 'timezone'] })
  }
}

export function* backupRetention(context: RuleContext): Iterable<Finding> {
  for (const { backup } of backupsOf(context)) {
    const { last, daily, weekly, monthly } = backup.keep
    if (last + daily + weekly + monthly > 0) continue
    yield fault({ rule: 'keep-nothing', message: 'this keeps no backup at all', help: 'set one of last, daily, weekly and monthly to 1 or more, or remove `backup`', path: [...backup.at, 'keep'] })
  }
}

/** Nothing is written there, so nothing needs to stand still. */
export function* backupPause({ apps }: RuleContext): Iterable<Finding> {
  for (const { app } of apps) {
    for (const { name, readOnly, backup } of app.volumes) {
      if (!backup?.pause || !readOnly) continue
      yield hint({ rule: 'needless-pause', message: `${app.name} only reads ${name}, so its containers need not stand still for a backup`, help: 'remove `pause`', path: [...backup.at, 'pause'], on: 'key' })
    }
  }
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
