const PRIME = 0x01000193;

/** A rolling hash over numbers (FNV-1a in two lanes, 64 bits in all): equal for equal runs. */
export class RunHash {
  #one = 0x811c9dc5 | 0;
  #two = 0x2f0b4c47 | 0;

  add(value: number): void {
    this.#one = Math.imul(this.#one ^ value, PRIME);
    this.#two = Math.imul(this.#two ^ ((value << 7) | (value >>> 25)), PRIME) + (this.#one >>> 15);
  }

  /** 16 hexadecimal digits. */
  get text(): string {
    return hex(this.#one) + hex(this.#two);
  }
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
