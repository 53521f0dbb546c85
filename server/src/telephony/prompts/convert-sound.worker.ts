import { parentPort, workerData } from 'node:worker_threads';
import { convertSound } from './convert-sound.ts';

/* Converting keeps a core busy for seconds; on a thread of its own it does not hold up calls. */
const { bytes, longestMs } = workerData as { bytes: Uint8Array; longestMs: number };
parentPort?.postMessage(await convertSound(bytes, longestMs));
