/** See build.mjs. */
export function buildWeb(options: {
  outdir: string;
  player?: string;
}): Promise<{ player: string; playerBytes: number }>;
