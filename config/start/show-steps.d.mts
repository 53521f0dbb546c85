import type { OnStep } from '../src/stack/steps.ts';

export function showSteps(out?: NodeJS.WriteStream): OnStep;
