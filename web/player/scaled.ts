/** A narrow no-break space stands between a number and its unit, so that they never part at a line's end. */
export const GAP = '\u202f';

/** What stands between the whole part of a number and the rest; pages without a language of their own have a point. */
export type DecimalMark = '.' | ',';

/** Powers of ten: `740 B`, `1.2 kB`, `34 MB`. @param units each a thousand times the one before */
export function scaled(value: number, units: readonly string[], mark: DecimalMark = '.'): string {
  let rest = value;
  let unit = 0;
  while (rest >= 999.5 && unit < units.length - 1) {
    rest /= 1_000;
    unit++;
  }
  return `${unit === 0 ? rest.toFixed(0) : short(rest, mark)}${GAP}${units[unit] ?? ''}`;
}

/** One digit behind the mark below 10, none above. */
export function short(value: number, mark: DecimalMark): string {
  return value < 9.95 ? value.toFixed(1).replace('.', mark) : value.toFixed(0);
}

/** `740 bit/s`, `2.5 Mbit/s`. */
export function bitRate(bitsPerSecond: number): string {
  return scaled(bitsPerSecond, ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s']);
}
