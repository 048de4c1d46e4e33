/** The parts of a video element that a playout uses; the test is its decoder. */
export class FakeVideo extends EventTarget {
  currentTime = 0;
  playbackRate = 1;
  paused = true;
  seeking = false;
  readyState = 0;
  ended = false;
  error: { code: number } | null = null;
  ranges: [number, number][] = [];
  plays = 0;
  refusal: Error | undefined;

  get buffered(): TimeRanges {
    const { ranges } = this;
    return {
      length: ranges.length,
      start: (index: number) => ranges[index]?.[0] ?? 0,
      end: (index: number) => ranges[index]?.[1] ?? 0,
    };
  }

  play(): Promise<void> {
    this.plays++;
    if (this.refusal !== undefined) {
      return Promise.reject(this.refusal);
    }
    this.paused = false;
    this.fire('play');
    return Promise.resolve();
  }

  pause(): void {
    this.paused = true;
    this.fire('pause');
  }

  removeAttribute(): void {
    // There is no poster.
  }

  fire(type: string): void {
    this.dispatchEvent(new Event(type));
  }

  asVideo(): HTMLVideoElement {
    return this as unknown as HTMLVideoElement;
  }
}
