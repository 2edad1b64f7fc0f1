/**
 * One line for each event, for the history of events and for progress without a terminal. The words of steps stand here once.
 */
import type { ReconcileEvent, RecordedEvent } from '../model/event.js'
import { failureLine } from '../model/failure.js'
import { unreachable } from '../model/result.js'
import { shortCommit } from '../model/revision.js'
import type { Effect } from '../model/step.js'
import { stripControls } from './escape.js'
import type { Paint } from './paint.js'
import { shortRevision } from './revision-text.js'
import { clockText, durationText, minuteText } from './time-text.js'
import { sizeText } from './volume-text.js'

/** While it is done, once it is done. */
export const STEP_WORDS: Readonly<Record<Effect['do'], readonly [string, string]>> = {
  'ensure-image': ['getting image', 'has image'],
  'create-network': ['creating network', 'created network'],
  'remove-network': ['removing network', 'removed network'],
  'create-volume': ['creating volume', 'created volume'],
  'record-data': ['noting the data in', 'noted the data in'],
  'ensure-file': ['laying down', 'laid down'],
  'create-container': ['creating', 'created'],
  'rename-container': ['renaming', 'renamed'],
  'start-container': ['starting', 'started'],
  'unpause-container': ['unpausing', 'unpaused'],
  'await-ready': ['waiting for', 'ready:'],
  'run-once': ['running', 'ran'],
  'watch-ready': ['watching', 'still ready:'],
  'fill-database': ['setting up the inside of', 'set up the inside of'],
  'stop-container': ['stopping', 'stopped'],
  'remove-container': ['removing', 'removed'],
  'update-container': ['updating', 'updated'],
  'connect-network': ['connecting', 'connected'],
  'disconnect-network': ['disconnecting', 'disconnected'],
  'move-data': ['moving the data to', 'moved the data to'],
  'return-data': ['taking back the move to', 'took back the move to'],
  'write-route': ['writing route', 'wrote route'],
  'remove-route': ['removing route', 'removed route'],
  'confirm-route': ['confirming route', 'confirmed route'],
  drain: ['draining', 'drained'],
}

/** `10:02:31  run 318  shop/web  started shop-web-9be01d7-1`. What belongs to no run, such as a backup, names none. */
export function recordedEventText({ at, run, event }: RecordedEvent, paint: Paint): string {
  return `${paint.dim(`${clockText(at)}${run === 0 ? '' : `  run ${String(run)}`}`)}  ${eventText(event, paint)}`
}

/** The date goes above the first event of a day. */
export function dayText(at: string): string {
  return at.slice(0, 10)
}

export function eventText(event: ReconcileEvent, paint: Paint): string {
  const { tone, text } = wordsOf(event)
  const about = 'app' in event && event.app !== undefined ? `${event.app}  ` : ''
  const line = shortIds(stripControls(about + text))
  return tone === 'plain' ? line : paint[tone](line)
}

/** What is there already is named by its engine id, of which twelve digits are enough for anybody. */
export function shortIds(text: string): string {
  return text.replace(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, '$1')
}

interface Words {
  readonly tone: 'plain' | 'green' | 'yellow' | 'red' | 'dim'
  readonly text: string
}

function wordsOf(event: ReconcileEvent): Words {
  switch (event.type) {
    case 'step-started': return plain(`${STEP_WORDS[event.step][0]} ${event.subject}`)
    case 'step-succeeded': return plain(`${STEP_WORDS[event.step][1]} ${event.subject} (${durationText(event.durationMs)})`)
    case 'step-undone': return words('yellow', `taken back: ${STEP_WORDS[event.step][1]} ${event.subject}`)
    case 'image-progress': return words('dim', event.line)
    case 'app-released': return words('green', `done in ${durationText(event.durationMs)}`)
    case 'app-skipped': return words('yellow', `skipped: ${event.because}`)
    case 'app-failed': return words('red', `failed: ${failureLine(event.failure)}${event.undone ? '; what was begun is taken back' : ''}`)
    case 'step-failed':
    case 'run-failed': return words('red', failureLine(event.failure))
    case 'drift-detected': return words('yellow', `changed on the host: ${event.resource}${event.fields.length > 0 ? ` (${event.fields.join(', ')})` : ''}`)
    default: return passWords(event)
  }
}

type OfApps = 'step-started' | 'step-succeeded' | 'step-undone' | 'image-progress' | 'app-released' | 'app-skipped' | 'app-failed' | 'step-failed' | 'run-failed' | 'drift-detected'
type OfPass = Exclude<ReconcileEvent, { readonly type: OfApps }>

function passWords(event: OfPass): Words {
  switch (event.type) {
    case 'run-started': return words('dim', `looking, woken by ${event.trigger}`)
    case 'source-fetched': return words('dim', event.changed ? `source is at ${shortRevision(event.revision)}` : `source is still at ${shortRevision(event.revision)}`)
    case 'source-failed': return words('yellow', failureLine(event.failure))
    case 'manifest-rejected': return words('red', `${shortRevision(event.revision)} is rejected: ${event.first}`)
    case 'plan-made': return words('dim', `planned ${String(event.changes)} changes, ${String(event.blocked)} held back, ${String(event.unchanged)} unchanged`)
    case 'run-finished': return words(event.verdict === 'failed' || event.verdict === 'rejected' ? 'red' : 'plain', `finished in ${durationText(event.durationMs)}: ${event.verdict}`)
    case 'rolled-back': return words('yellow', `held at release ${String(event.release)} by ${event.by}`)
    case 'rollback-ended': return plain(`no longer held at release ${String(event.release)}: git decides again`)
    case 'volume-removed': return words('yellow', `volume ${event.volume} and its data were removed for good by ${event.by}`)
    case 'volume-chosen': return words('yellow', `its data is in volume ${event.volume} from now on, by ${event.by}`)
    case 'image-removed': return words('dim', `removed an image that no release needs any more: ${event.image}`)
    case 'retry-scheduled': return words('dim', `tries again in ${durationText(event.delayMs)} (attempt ${String(event.attempt)})`)
    case 'suspended': return words('yellow', `suspended by ${event.suspension.by}${event.suspension.reason === '' ? '' : `: ${event.suspension.reason}`}${event.suspension.until === undefined ? '' : `, until ${minuteText(event.suspension.until)}`}`)
    case 'resumed': return plain('resumed')
    case 'lease-waiting': return words('yellow', `waiting for another run: ${event.holder}`)
    case 'events-disconnected': return words('yellow', `the engine's events stopped: ${event.cause}`)
    case 'daemon-started': return plain(`mistd ${event.version} started for instance ${event.instance}`)
    case 'daemon-stopping': return plain(`mistd is stopping (${event.signal})`)
    case 'commit-reported': return words('dim', `told the git server of ${shortCommit(event.commit)}: ${event.context} is ${event.state}`)
    case 'commit-report-failed': return words('yellow', failureLine(event.failure))
    case 'certificate-expiring': return words('yellow', `the certificate of ${event.host} ends at ${minuteText(event.notAfter)} and was not renewed`)
    case 'upgrade-stage': return plain(`moving its data to ${event.volume}: ${event.stage}`)
    case 'backup-started': return plain(`backing up ${event.backup} to ${event.storage}`)
    case 'backup-finished': return words('green', `backed up ${event.backup} as ${event.id}: ${sizeText(event.bytes)} in ${durationText(event.durationMs)}`)
    case 'backup-failed': return words('red', failureLine(event.failure))
    case 'backup-missed': return words('red', `no backup of ${event.backup} was made at ${minuteText(event.due)}, it is made up now`)
    case 'backup-removed': return words('dim', `removed backup ${event.id} of ${event.backup}: ${event.because}`)
    case 'drill-passed': return words('green', `backup ${event.id} of ${event.backup} can be restored: tried in ${durationText(event.durationMs)}`)
    case 'drill-failed': return words('red', `backup ${event.id} of ${event.backup} was not proven: ${event.cause}`)
    case 'backup-restored': return words('yellow', `backup ${event.id} was restored to ${event.backup} by ${event.by}, in the volume ${event.volume}`)
    case 'log-limit': return words('yellow', `cut at its limit: ${event.subject}`)
    default: return unreachable(event)
  }
}

function plain(text: string): Words {
  return { tone: 'plain', text }
}

function words(tone: Words['tone'], text: string): Words {
  return { tone, text }
}
