#!/usr/bin/env node
/** Joins the command line to the parts, which are loaded only once a verb needs them, and ends the process. */
import { main } from '../cli/main.js'
import { keepPrivate } from './private.js'

process.exit(await main(process.argv.slice(2), () => {
  // Not before: what `init` writes belongs to a repository that others read too.
  keepPrivate()
  return import('../compose.js')
}))
