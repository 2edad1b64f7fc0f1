#!/usr/bin/env node
/** The daemon. Everything that it does stands in src/daemon; here the process begins and ends. Loaded late, after what makes it lean. */
import './lean.js'
import { keepPrivate } from './private.js'

keepPrivate()
const { main } = await import('../daemon/main.js')
const { daemonParts } = await import('../compose/daemon-parts.js')
process.exit(await main(process.argv.slice(2), daemonParts))
