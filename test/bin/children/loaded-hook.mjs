/** Runs beside the program that is watched and hears of every module before it is loaded. */
import { appendFileSync } from 'node:fs'
import process from 'node:process'

export async function load(url, context, next) {
  if (url.includes('/node_modules/')) appendFileSync(process.env.LOADED_LIST ?? '', `${url}\n`)
  return next(url, context)
}
