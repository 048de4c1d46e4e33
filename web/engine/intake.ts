import type { Packet } from '../peers/packet.js';
import type { Neighbour } from '../peers/neighbour.js';
import type { VerifySignature } from '../peers/verify-signature.js';
import type { Origin } from './stats.js';
import type { PacketWindow } from './window.js';

/** Who handed a packet in; a neighbour for `peer` only. */
export interface Sender {
  readonly origin: Origin;
  readonly neighbour: Neighbour | undefined;
}

export interface IntakeListener {
  /** The channel signed it; it may be of a newer epoch than the window's. */
  onVerified(packet: Packet, sender: Sender): void;
  onPoisoned(packet: Packet, sender: Sender): void;
}

/** `taken` into verification · `duplicate` held or in verification · `refused` of no use: too old, too far ahead, a flood. */
export type IntakeVerdict = 'taken' | 'duplicate' | 'refused';

export interface IntakeLimits {
  readonly verifyingPackets: number;
  readonly futurePackets: number;
}

/** The gate: no packet passes without its signature, whatever its origin; what is here already is not verified again. */
export class Intake {
  /** Nothing is taken before it is known. */
  publicKey: Uint8Array | undefined;
  readonly #group: string;
  readonly #verify: VerifySignature;
  readonly #window: PacketWindow;
  readonly #limits: IntakeLimits;
  readonly #listener: IntakeListener;
  /** Seqs in verification; those of an epoch to come as −1 − seq. */
  readonly #verifying = new Set<number>();

  constructor(
    group: string,
    verify: VerifySignature,
    window: PacketWindow,
    limits: IntakeLimits,
    listener: IntakeListener,
  ) {
    this.#group = group;
    this.#verify = verify;
    this.#window = window;
    this.#limits = limits;
    this.#listener = listener;
  }

  take(packet: Packet, sender: Sender): IntakeVerdict {
    const { publicKey } = this;
    if (publicKey === undefined || packet.isPrelude || packet.epoch < this.#window.epoch) return 'refused';
    const current = packet.epoch === this.#window.epoch;
    const key = current ? packet.seq : -1 - packet.seq;
    if (this.#verifying.has(key)) return 'duplicate';
    if (current) {
      if (this.#window.has(packet.seq)) return 'duplicate';
      const { head } = this.#window;
      if (head >= 0 && packet.seq > head + this.#limits.futurePackets) return 'refused';
      if (this.#window.isTooOld(packet.timestampMillis)) return 'refused';
    }
    if (this.#verifying.size >= this.#limits.verifyingPackets) return 'refused';
    const verdict = this.#verify(packet, { group: this.#group, publicKey });
    if (typeof verdict === 'boolean') {
      this.#judge(packet, sender, verdict);
    } else {
      this.#verifying.add(key);
      void verdict.then((valid) => {
        this.#verifying.delete(key);
        this.#judge(packet, sender, valid);
      });
    }
    return 'taken';
  }

  /** Whether the channel signed this prelude. */
  async isGenuinePrelude(prelude: Packet): Promise<boolean> {
    const { publicKey } = this;
    return publicKey !== undefined && prelude.isPrelude && this.#verify(prelude, { group: this.#group, publicKey });
  }

  #judge(packet: Packet, sender: Sender, valid: boolean): void {
    if (valid) this.#listener.onVerified(packet, sender);
    else this.#listener.onPoisoned(packet, sender);
  }
}
