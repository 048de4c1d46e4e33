/** How viewers move about in a film: to places drawn at random. */
export interface Moves {
  readonly count: number;
  /** From the first picture to the first move, s. */
  readonly firstSeconds: number;
  /** Between the picture after a move and the next move, s. */
  readonly everySeconds: number;
  readonly filmSeconds: number;
}
