import { bytes, percent } from './words.js';

/** `62 % · 620 MB of 1.0 GB` */
export function progressWords(doneBytes: number, sizeBytes: number): string {
  const share = sizeBytes === 0 ? 0 : doneBytes / sizeBytes;
  return `${percent(share)} · ${bytes(doneBytes)} of ${bytes(sizeBytes)}`;
}

/** `62 % · 620 MB of 1.0 GB · 12 MB/s · 31 s left`. @param bytesPerSecond undefined: not known yet */
export function transferWords(doneBytes: number, sizeBytes: number, bytesPerSecond: number | undefined): string {
  const progress = progressWords(doneBytes, sizeBytes);
  if (bytesPerSecond === undefined || bytesPerSecond < 1) {
    return progress;
  }
  return `${progress} · ${bytes(bytesPerSecond)}/s · ${timeLeft((sizeBytes - doneBytes) / bytesPerSecond)}`;
}

/** `31 s left`, `4 min left`, `2 h 5 min left`. */
export function timeLeft(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 100) {
    return `${whole} s left`;
  }
  const minutes = Math.round(whole / 60);
  if (minutes < 100) {
    return `${minutes} min left`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min left` : `${Math.round(hours / 24)} days left`;
}
