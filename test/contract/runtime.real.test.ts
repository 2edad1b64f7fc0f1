/** The runtime contract on a real engine. */
import { labWorld } from './runtime-lab.js'
import { runtimeContract } from './runtime-suite.js'
import { scratchContract } from './scratch-suite.js'

runtimeContract('the lab engine', () => Promise.resolve(labWorld()))
scratchContract('the lab engine', () => Promise.resolve(labWorld()))
