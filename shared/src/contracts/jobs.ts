/** BullMQ queues and their job payloads. */
import type { z } from 'zod';
import { gather } from './gather.ts';

export const jobs = gather('Jobs');
export type JobName = keyof typeof jobs;
/** `importCustomers` -> `import-customers`, for those who queue a job from elsewhere. */
export function queueOf(name: JobName): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
export type JobData<N extends JobName> = z.infer<(typeof jobs)[N]>;
