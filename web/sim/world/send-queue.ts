/** What stands in a data channel: known without an event for each message, for the line says beforehand when it leaves. */
export class SendQueue {
  #leavesAtMillis: number[] = [];
  #lengths: number[] = [];
  #first = 0;
  #bytes = 0;

  push(bytes: number, leavesAtMillis: number): void {
    this.#leavesAtMillis.push(leavesAtMillis);
    this.#lengths.push(bytes);
    this.#bytes += bytes;
  }

  bytes(nowMillis: number): number {
    while (this.#first < this.#lengths.length && (this.#leavesAtMillis[this.#first] ?? 0) <= nowMillis) {
      this.#bytes -= this.#lengths[this.#first++] ?? 0;
    }
    if (this.#first === this.#lengths.length) {
      this.#first = this.#lengths.length = this.#leavesAtMillis.length = 0;
    } else if (this.#first > 256) {
      this.#leavesAtMillis = this.#leavesAtMillis.slice(this.#first);
      this.#lengths = this.#lengths.slice(this.#first);
      this.#first = 0;
    }
    return this.#bytes;
  }
}
