/** A stretch of time, ms. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The time in which a viewer can move, and what of it is here. All in ms, from 0 at the beginning of what can be seen. */
export interface Timeline {
  readonly durationMillis: number;
  readonly positionMillis: number;
  /** The end moves on: it is the live edge. */
  readonly live: boolean;
  /** Plays without another byte. */
  readonly buffered: readonly Stretch[];
  /** Its pieces are in this browser. */
  readonly held: readonly Stretch[];
}

/** Ascending stretches; those closer to each other than `gapMillis` are one, and none shorter is left. */
export function joinStretches(stretches: readonly Stretch[], gapMillis: number): readonly Stretch[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of stretches) {
    const last = joined.at(-1);
    if (last !== undefined && start - last.end <= gapMillis) {
      last.end = Math.max(last.end, end);
    } else {
      joined.push({ start, end });
    }
  }
  return joined.filter(({ start, end }) => end - start > gapMillis);
}

/** `0:07`, `12:34`, `1:02:03`. */
export function clock(millis: number): string {
  const all = Math.floor(Math.max(0, millis) / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(all / 3_600);
  const minutes = Math.floor(all / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
}

/** For those who hear it: `1 minute 5 seconds`. @param say it in a language */
export function spokenTime(millis: number, say: (hours: number, minutes: number, seconds: number) => string): string {
  const all = Math.floor(Math.max(0, millis) / 1_000);
  return say(Math.floor(all / 3_600), Math.floor(all / 60) % 60, all % 60);
}
