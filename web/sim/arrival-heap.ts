/** Somebody who holds the packet, and when the next copy that it sends arrives. */
export interface Sender {
  readonly arrivesAt: number;
  readonly sendMillis: number;
}

/** Smallest arrival first. */
export class ArrivalHeap {
  readonly #heap: Sender[] = [];

  push(sender: Sender): void {
    const heap = this.#heap;
    let i = heap.length;
    heap.push(sender);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || above.arrivesAt <= sender.arrivesAt) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = sender;
  }

  pop(): Sender | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    let i = 0;
    for (;;) {
      const left = 2 * i + 1;
      const right = left + 1;
      const l = heap[left];
      const r = heap[right];
      if (l === undefined) break;
      const [child, least] = r !== undefined && r.arrivesAt < l.arrivesAt ? [right, r] : [left, l];
      if (least.arrivesAt >= last.arrivesAt) break;
      heap[i] = least;
      i = child;
    }
    heap[i] = last;
    return top;
  }
}
