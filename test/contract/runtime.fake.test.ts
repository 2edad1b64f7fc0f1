/** The runtime contract on the fake: what unit tests rely on is what the real engine does. */
import { fakeWorld } from './runtime-fake.js'
import { runtimeContract } from './runtime-suite.js'
import { scratchContract } from './scratch-suite.js'

runtimeContract('the fake', () => Promise.resolve(fakeWorld()))
scratchContract('the fake', () => Promise.resolve(fakeWorld()))
