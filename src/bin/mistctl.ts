#!/usr/bin/env node
/** Joins the command line to the parts, which are loaded only once a verb needs them, and ends the process. */
import { main } from '../cli/main.js'

process.exit(await main(process.argv.slice(2), () => import('../compose.js')))
