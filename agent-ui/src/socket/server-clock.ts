/**
 * The server's clock as this browser knows it. All counting (rings, timers, limits) uses it, so a wrong clock or a
 * throttled tab shows no wrong numbers.
 */
class ServerClock {
  #offsetMs = 0;
  /** Uncertainty of the offset: the round trip it was measured with. */
  #roundTripMs = Number.POSITIVE_INFINITY;
  #measuredAtMs = 0;

  nowMs(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Accepts a measurement when it is better than the current one, or when that one is too old. */
  measure(serverNowMs: number, roundTripMs: number): void {
    const isOld = Date.now() - this.#measuredAtMs > 60_000;
    if (roundTripMs > this.#roundTripMs && !isOld) return;
    this.#roundTripMs = roundTripMs;
    this.#measuredAtMs = Date.now();
    this.#offsetMs = serverNowMs + roundTripMs / 2 - Date.now();
  }
}

export const serverClock = new ServerClock();
