import { GAP } from '../player/scaled.js';

/** `just now`, `12 s ago`, `5 min ago`, `3 h ago`, `2 days ago`. */
export function ago(thenMillis: number, nowMillis: number): string {
  const age = nowMillis - thenMillis;
  return age < 2_000 ? 'just now' : `${lasting(age)} ago`;
}

/** How long something has lasted, in its largest unit: `12 s`, `5 min`, `3 h`, `2 days`. */
export function lasting(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1_000));
  if (seconds < 60) {
    return `${String(seconds)}${GAP}s`;
  }
  if (seconds < 3_600) {
    return `${String(Math.floor(seconds / 60))}${GAP}min`;
  }
  if (seconds < 2 * 86_400) {
    return `${String(Math.floor(seconds / 3_600))}${GAP}h`;
  }
  return `${String(Math.floor(seconds / 86_400))} days`;
}

/** For whoever points at a relative time: `22 Nov 2026, 08:15:04`, in the reader's own time zone. */
export function exactTime(millis: number): string {
  return new Date(millis).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

/** When something was measured: a moment, or of a longer step where it began and ended: `22 Nov, 08:00 – 08:15`. */
export function spanWords(endMillis: number, stepMillis: number): string {
  if (stepMillis < 60_000) {
    return exactTime(endMillis);
  }
  const begin = new Date(endMillis - stepMillis);
  const clock = (at: Date): string => at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const day = begin.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return `${day}, ${clock(begin)} – ${clock(new Date(endMillis))}`;
}
