/** What the table needs to know of a neighbour. */
interface Tabled {
  readonly peerId: string;
  /** It has said HELLO. */
  readonly isReady: boolean;
}

/** All neighbours by peerId, and who must never be one again. Bounded by the caller, who asks {@link size} first. */
export class PeerTable<N extends Tabled> {
  readonly #byId = new Map<string, N>();
  readonly #banned = new Set<string>();
  #ready: readonly N[] | undefined;

  /** Connecting ones too. */
  get size(): number {
    return this.#byId.size;
  }

  /** Those that have said HELLO. */
  get ready(): readonly N[] {
    this.#ready ??= [...this.#byId.values()].filter((neighbour) => neighbour.isReady);
    return this.#ready;
  }

  get all(): readonly N[] {
    return [...this.#byId.values()];
  }

  find(peerId: string): N | undefined {
    return this.#byId.get(peerId);
  }

  add(neighbour: N): void {
    this.#byId.set(neighbour.peerId, neighbour);
    this.#ready = undefined;
  }

  /** A neighbour has become ready. */
  refresh(): void {
    this.#ready = undefined;
  }

  /**
   * A neighbour tells a new peerId.
   * @returns whether another neighbour already has it; then nothing changes
   */
  rename(neighbour: N, oldPeerId: string): boolean {
    if (oldPeerId === neighbour.peerId) return true;
    if (this.#byId.has(neighbour.peerId)) return false;
    if (this.#byId.get(oldPeerId) === neighbour) this.#byId.delete(oldPeerId);
    this.#byId.set(neighbour.peerId, neighbour);
    this.#ready = undefined;
    return true;
  }

  remove(neighbour: N): void {
    for (const [peerId, other] of this.#byId) if (other === neighbour) this.#byId.delete(peerId);
    this.#ready = undefined;
  }

  /** Never connect to this one again: for the time of this session, at most 10,000 (the size of a group). */
  ban(peerId: string): void {
    if (this.#banned.size < 10_000) this.#banned.add(peerId);
  }

  get banned(): Iterable<string> {
    return this.#banned;
  }

  isBanned(peerId: string): boolean {
    return this.#banned.has(peerId);
  }
}
