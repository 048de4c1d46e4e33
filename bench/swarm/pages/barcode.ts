/** Geometry of the barcode at the top left of the picture, in pixels and blocks. */
export const BARCODE = { columns: 20, rows: 2, blockPixels: 24 } as const;

const CLOCK_BITS = 28;
/** The clock starts again after this many milliseconds (74 hours). */
const CLOCK_SPAN = 2 ** CLOCK_BITS;
const MARK = 0b1010;
const MARK_BITS = 4;
const CHECK_BITS = 8;
/** Luma from which on a block is white: the middle between 16 and 235. */
const WHITE_FROM = 126;

/** The blocks, row by row, true for white: a mark, the clock's lowest 28 bits, and a checksum over both. */
export function encodeBarcode(unixMillis: number): boolean[] {
  const clock = Math.floor(unixMillis) % CLOCK_SPAN;
  return [...bitsOf(MARK, MARK_BITS), ...bitsOf(clock, CLOCK_BITS), ...bitsOf(checksum(clock), CHECK_BITS)];
}

/** The clock value in blocks of the given brightness (0 … 255 each), or undefined where the checksum does not fit. */
export function decodeBarcode(brightness: ArrayLike<number>): number | undefined {
  let at = 0;
  const take = (count: number): number => {
    let value = 0;
    for (let bit = 0; bit < count; bit++) value = value * 2 + ((brightness[at++] ?? 0) >= WHITE_FROM ? 1 : 0);
    return value;
  };
  const mark = take(MARK_BITS);
  const clock = take(CLOCK_BITS);
  return mark === MARK && take(CHECK_BITS) === checksum(clock) ? clock : undefined;
}

/** Milliseconds from a clock value to now, 0 … 74 hours; the clocks are those of one machine. */
export function millisSince(clock: number, nowUnixMillis: number): number {
  return (((Math.floor(nowUnixMillis) - clock) % CLOCK_SPAN) + CLOCK_SPAN) % CLOCK_SPAN;
}

function bitsOf(value: number, count: number): boolean[] {
  return Array.from({ length: count }, (_, index) => Math.floor(value / 2 ** (count - 1 - index)) % 2 === 1);
}

/** CRC-8 with the polynomial x⁸ + x² + x + 1, started at 0xFF so that an all-black strip does not pass. */
function checksum(clock: number): number {
  let crc = 0xff;
  for (let shift = 24; shift >= 0; shift -= 8) {
    crc ^= (clock >>> shift) & 0xff;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x80) !== 0 ? ((crc << 1) ^ 0x07) & 0xff : (crc << 1) & 0xff;
  }
  return crc;
}
