/** The contract of what is done inside containers, on the fake: what unit tests rely on is what the real engine does. */
import { insideContract } from './inside-suite.js'
import { fakeWorld } from './runtime-fake.js'

insideContract('the fake', () => Promise.resolve(fakeWorld()))
