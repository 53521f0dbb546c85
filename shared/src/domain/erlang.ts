/**
 * The two classic models of a queue served by seats: Erlang C, where every caller waits to the end, and Erlang A, where
 * callers lose patience. Exact in the models' terms and stable for any number of seats.
 *
 * Sources: A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic
 * telephone exchanges" (1917); the recursion of Erlang B in R. B. Cooper, "Introduction to Queueing Theory", 2nd ed.
 * (1981), section 3; Erlang A by C. Palm (1957), and its offered wait by F. Baccelli and G. Hebuterne, "On queues with
 * impatient customers" (1981), as given by A. Mandelbaum and S. Zeltyn, "Service engineering in action: the
 * Palm/Erlang-A queue" (2007), section 4.
 */
export interface QueueLoad {
  /** Calls a second, above 0. */
  arrivalsPerSecond: number;
  /** Mean handling time of a call in seconds: talk and wrap-up. */
  handlingSeconds: number;
  /** Seats that serve the queue, at least 1. */
  seats: number;
}

export interface ErlangC {
  /** Share of calls that find every seat taken. */
  waitProbability: number;
  /** Mean wait over all calls, answered or given up, in seconds; Infinity when none gives up and the load is too high. */
  meanWaitSeconds: number;
  /** Share of calls answered within `withinSeconds`. */
  serviceLevel: (withinSeconds: number) => number;
}

export interface ErlangA extends ErlangC {
  /** Share of calls that give up. */
  abandonProbability: number;
  /** Share of all calls that are answered, and within `withinSeconds`. */
  serviceLevel: (withinSeconds: number) => number;
}

/**
 * Erlang B: the share of calls that a group without a queue turns away, `offered` in erlangs. By
 * B(n) = a B(n-1) / (n + a B(n-1)), which adds only positive numbers, so nothing overflows or cancels.
 */
export function erlangB(offered: number, seats: number): number {
  let blocked = 1;
  for (let n = 1; n <= seats; n += 1) blocked = (offered * blocked) / (n + offered * blocked);
  return blocked;
}

/**
 * M/M/c. With a = arrivals x handling time: C = B / (1 - (a/c)(1 - B)); mean wait = C s / (c - a);
 * P(wait > t) = C exp(-(c - a) t / s). At a >= c the queue grows without end: everybody waits for ever.
 */
export function erlangC({ arrivalsPerSecond, handlingSeconds, seats }: QueueLoad): ErlangC {
  const offered = arrivalsPerSecond * handlingSeconds;
  if (offered >= seats) return { waitProbability: 1, meanWaitSeconds: Infinity, serviceLevel: () => 0 };
  const blocked = erlangB(offered, seats);
  const waitProbability = blocked / (1 - (offered / seats) * (1 - blocked));
  return {
    waitProbability,
    meanWaitSeconds: (waitProbability * handlingSeconds) / (seats - offered),
    serviceLevel: (withinSeconds) =>
      1 - waitProbability * Math.exp((-(seats - offered) * Math.max(0, withinSeconds)) / handlingSeconds),
  };
}

/** Sums above this are scaled down, all alike: overloaded queues of patient callers have very long tails. */
const SCALE_ABOVE = 1e200;
/** A tail term that is this small beside its sum changes nothing any more. */
const NEGLIGIBLE = 1e-17;

/**
 * M/M/c+M: like Erlang C, and a waiting caller gives up after an exponential time of mean `patienceSeconds`. The queue
 * is a birth-death chain: below c as in Erlang B, so the states up to c weigh 1 / B relative to state c; state c + j
 * weighs the product over i = 1..j of lambda / (c mu + i theta). Waiting = P(state >= c) by PASTA; mean wait = mean
 * queue / lambda (Little); abandoning = mean wait x theta. Stable at any load.
 */
export function erlangA({
  arrivalsPerSecond: lambda,
  handlingSeconds,
  seats,
  patienceSeconds,
}: QueueLoad & { patienceSeconds: number }): ErlangA {
  const theta = 1 / patienceSeconds;
  const capacity = seats / handlingSeconds;
  let below = 1 / erlangB(lambda * handlingSeconds, seats) - 1;
  let [weight, tail, queue] = [1, 1, 0];
  for (let j = 1; weight > NEGLIGIBLE * tail || lambda > capacity + j * theta; j += 1) {
    weight *= lambda / (capacity + j * theta);
    tail += weight;
    queue += j * weight;
    if (tail > SCALE_ABOVE) {
      below /= SCALE_ABOVE;
      weight /= SCALE_ABOVE;
      tail /= SCALE_ABOVE;
      queue /= SCALE_ABOVE;
    }
  }
  const waitProbability = tail / (below + tail);
  const meanWaitSeconds = queue / (below + tail) / lambda;
  return {
    waitProbability,
    meanWaitSeconds,
    abandonProbability: meanWaitSeconds * theta,
    serviceLevel: (withinSeconds) =>
      1 - waitProbability * (1 - answeredShare(lambda, capacity, theta, Math.max(0, withinSeconds))),
  };
}

/** Steps of Simpson's rule over the wait; its error is far below anything measured. */
const STEPS = 4000;

/**
 * The share of waiting callers answered within `t` seconds. The wait of a caller with endless patience has the density
 * h(x) = exp((lambda / theta)(1 - exp(-theta x)) - capacity x), unscaled; the caller is still there with exp(-theta x).
 */
function answeredShare(lambda: number, capacity: number, theta: number, t: number): number {
  const exponent = (x: number) => -(lambda / theta) * Math.expm1(-theta * x) - capacity * x;
  // h is highest where arrivals that stay just match the capacity; relative to that it neither over- nor underflows.
  const peakAt = lambda > capacity ? Math.log(lambda / capacity) / theta : 0;
  const peak = exponent(peakAt);
  const density = (x: number) => Math.exp(exponent(x) - peak);
  const edge = (step: number) => {
    let x = peakAt;
    while (x > 0 || step > 0) {
      x = Math.max(0, x + step);
      if (density(x) < NEGLIGIBLE || x === 0) break;
    }
    return x;
  };
  // The curve is about this wide around its peak: the step by which its ends are looked for.
  const width = Math.min(1 / Math.sqrt(lambda * theta), lambda < capacity ? 1 / (capacity - lambda) : Infinity);
  const [from, to] = [edge(-width), edge(width)];
  const all = integrate(density, from, to);
  return t <= from ? 0 : integrate((x) => density(x) * Math.exp(-theta * x), from, Math.min(t, to)) / all;
}

/** Composite Simpson's rule. */
function integrate(f: (x: number) => number, from: number, to: number): number {
  const h = (to - from) / STEPS;
  let sum = f(from) + f(to);
  for (let i = 1; i < STEPS; i += 1) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * h);
  return (sum * h) / 3;
}
