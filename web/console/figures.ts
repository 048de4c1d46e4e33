import { bitRate as rate, GAP } from '../player/scaled.js';

/** What stands where a figure is not known. */
export const UNKNOWN = '–';

/** `740 bit/s`, `2.5 Mbit/s`, in powers of ten. */
export function bitRate(bitsPerSecond: number | undefined): string {
  return bitsPerSecond === undefined ? UNKNOWN : rate(bitsPerSecond);
}

/** `340 ms`, `1.2 s`, `12 s`. */
export function duration(millis: number | undefined): string {
  if (millis === undefined) {
    return UNKNOWN;
  }
  if (millis < 999.5) {
    return `${millis.toFixed(0)}${GAP}ms`;
  }
  const seconds = millis / 1_000;
  return `${seconds < 9.95 ? seconds.toFixed(1) : seconds.toFixed(0)}${GAP}s`;
}

/** `1,204`; a count that is a mean has one digit behind the point while it is small. */
export function count(value: number | undefined): string {
  if (value === undefined) {
    return UNKNOWN;
  }
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 });
}

/** `1.70 EUR`; a currency is whatever the operator wrote. */
export function money(amount: number, currency: string): string {
  const digits = amount > 0 && amount < 0.1 ? 4 : 2;
  const figure = amount.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${figure}${GAP}${currency}`;
}
