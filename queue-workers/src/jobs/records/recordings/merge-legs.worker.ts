import { parentPort, workerData } from 'node:worker_threads';
import { type LegsToMerge, mergeLegs } from './merge-legs.ts';

/* Encoding keeps a core busy; on a thread of its own the events go on being written meanwhile. */
parentPort?.postMessage(await mergeLegs(workerData as LegsToMerge));
