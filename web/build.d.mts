/** See build.mjs. */
export function buildWeb(options: {
  outdir: string;
  player?: string;
}): Promise<{ player: string; firstBytes: number; playerBytes: number }>;
