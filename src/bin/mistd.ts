#!/usr/bin/env node
/** The daemon. Everything that it does stands in src/daemon; here the process begins and ends. */
import './lean.js'
import { daemonParts } from '../compose/daemon-parts.js'
import { main } from '../daemon/main.js'

process.exit(await main(process.argv.slice(2), daemonParts))
