import { parentPort, workerData } from 'node:worker_threads';
import { type DaysToLoad, loadDays } from './load-days.ts';

await loadDays(workerData as DaysToLoad, (calls) => parentPort?.postMessage(calls));
