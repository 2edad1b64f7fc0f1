/** What mistd needs before and beside the ports, joined for its entry point: directory, lock, log, service manager. */
import { createForge } from '../adapters/forge/forge.js'
import { createLogSink } from '../adapters/log/sink.js'
import { acquireDaemonLock } from '../adapters/sqlite/lease.js'
import { openStateDir } from '../adapters/state-dir/state-dir.js'
import { createServiceNotifier } from '../adapters/systemd/notify.js'
import { compose } from '../compose.js'

export const daemonParts = { openStateDir, acquireDaemonLock, compose, createForge, createLogSink, createServiceNotifier }
