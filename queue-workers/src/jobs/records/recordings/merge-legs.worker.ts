import { parentPort, workerData } from 'node:worker_threads';
import { type LegsToMerge, mergeLegs } from './merge-legs.ts';

/* Encoding keeps a core busy; on a thread of its own it does not delay the writing of events. */
parentPort?.postMessage(await mergeLegs(workerData as LegsToMerge));
