/** Preloaded into a program: appends the place of every package file that it loads to the file named by LOADED_LIST. */
import { register } from 'node:module'

register('./loaded-hook.mjs', import.meta.url)
