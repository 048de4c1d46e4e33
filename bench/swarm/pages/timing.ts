/** Waits for real time to pass. */
export function pause(millis: number): Promise<void> {
  return new Promise((done) => setTimeout(done, millis));
}

/** Asks again every 100 ms until `check` holds; fails with what was waited for. */
export async function until(what: string, withinMillis: number, check: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + withinMillis;
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMillis / 1_000} s: ${what}`);
    await pause(100);
  }
}
