interface Closing {
  close(): Promise<void> | void;
}

/** What a run has opened, so that no process is left behind however it ends: closed in the opposite order. */
export class OpenedParts {
  readonly #parts: Closing[] = [];

  /** Gives the part back. */
  keep<Part extends Closing>(part: Part): Part {
    this.#parts.push(part);
    return part;
  }

  /** May be called twice. A part that does not close is told and does not keep the others open. */
  async close(): Promise<void> {
    for (let part = this.#parts.pop(); part !== undefined; part = this.#parts.pop()) {
      try {
        await part.close();
      } catch (error) {
        console.error(error);
      }
    }
  }
}

/** Runs `work` with parts that are closed at its end, or when somebody stops the process. */
export async function withParts(work: (parts: OpenedParts) => Promise<void>): Promise<void> {
  const parts = new OpenedParts();
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return; // a terminal and the starting script may both send it
      stopping = true;
      void parts.close().then(() => process.exit(130));
    });
  }
  try {
    await work(parts);
  } catch (error) {
    if (!stopping) throw error; // whoever is stopped loses what he was waiting for
  } finally {
    await parts.close();
  }
}
