const MAX_SUSPECTS = 64;
const MAX_REPORTERS = 64;

/** Who was reported as a poisoner, by how many different members: org.bittube.tracker.group.PoisonReports. */
export class PoisonReports {
  readonly #reporters = new Map<string, Set<string>>();

  add(suspect: string, reporter: string): void {
    let known = this.#reporters.get(suspect);
    if (known === undefined) {
      known = new Set();
      this.#reporters.set(suspect, known);
    }
    if (known.size < MAX_REPORTERS) known.add(reporter);
    if (this.#reporters.size <= MAX_SUSPECTS) return;
    for (const oldest of this.#reporters.keys()) {
      this.#reporters.delete(oldest);
      break;
    }
  }

  of(suspect: string): number {
    return this.#reporters.get(suspect)?.size ?? 0;
  }
}
