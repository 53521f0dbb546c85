/** 97.5 % quantile of Student's t with BATCHES - 1 degrees of freedom. */
const T_QUANTILE = 2.093;
export const BATCHES = 20;

export interface Estimate {
  mean: number;
  /** Half the width of the 95 % confidence interval. */
  ci95: number;
}

/**
 * The mean of a series whose neighbours depend on each other, as waits do, by the method of batch means: the means of 20
 * long batches are all but independent and normal. See A. M. Law, "Simulation modeling and analysis", 5th ed., 9.5.3.
 */
export function estimateMean(series: ArrayLike<number>): Estimate {
  const size = Math.floor(series.length / BATCHES);
  const means = Array.from({ length: BATCHES }, (_, batch) => {
    let sum = 0;
    for (let i = batch * size; i < (batch + 1) * size; i += 1) sum += series[i] ?? 0;
    return sum / size;
  });
  const mean = means.reduce((sum, each) => sum + each, 0) / BATCHES;
  const variance = means.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (BATCHES - 1);
  return { mean, ci95: T_QUANTILE * Math.sqrt(variance / BATCHES) };
}
