/** Argument of `onStep`: a step begins, progresses, is done or has failed. */
export interface Step {
  name: string;
  state: 'begun' | 'progress' | 'done' | 'failed';
  /** What is being done, or the result. */
  detail?: string;
  /** Since the step began. */
  elapsedMs: number;
}

export type OnStep = (step: Step) => void;

/** Runs one step and reports it. `work` may report progress and returns the detail to show when done. */
export async function runStep<T>(
  onStep: OnStep,
  name: string,
  work: (progress: (detail: string) => void) => Promise<{ value: T; detail?: string }>,
): Promise<T> {
  const begunAtMs = performance.now();
  const report = (state: Step['state'], detail?: string) =>
    onStep({ name, state, elapsedMs: performance.now() - begunAtMs, ...(detail === undefined ? {} : { detail }) });
  report('begun');
  try {
    const { value, detail } = await work((text) => report('progress', text));
    report('done', detail);
    return value;
  } catch (error) {
    report('failed', error instanceof Error ? error.message : String(error));
    throw error;
  }
}
