/** See build-npm.mjs. */
export function buildNpm(): Promise<void>;
export function buildModules(outdir: string): Promise<unknown>;
