import { readFileSync } from 'node:fs';

/** The vectors of docs/protocol.md section 7. */
export interface Trees {
  readonly files: readonly {
    readonly name: string;
    readonly size: number;
    readonly pieces: number;
    readonly root: string;
    readonly groups: readonly { readonly group: number; readonly answer: string }[];
  }[];
  readonly trees: readonly {
    readonly pieces: number;
    readonly root: string;
    readonly auditPaths: readonly { readonly group: number; readonly path: string }[];
  }[];
  readonly invalid: readonly {
    readonly name: string;
    readonly pieces: number;
    readonly root: string;
    readonly group: number;
    readonly answer: string;
    readonly error: string;
  }[];
}

export interface SignedJson {
  readonly name: string;
  readonly id: string;
  readonly signature: string;
  readonly json: string;
}

export interface Descriptors {
  readonly publicKey: string;
  readonly descriptors: readonly SignedJson[];
  readonly keyframes: readonly {
    readonly size: number;
    readonly keyframes: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
  readonly invalid: readonly (SignedJson & { readonly error: string })[];
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../testdata/object/${name}.json`, import.meta.url), 'utf8'));
}

export const goldenTrees = read('trees') as Trees;
export const goldenDescriptors = read('descriptors') as Descriptors;

export function fromHex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

/** A descriptor's answer. */
export function answerOf({ signature, json }: SignedJson): Uint8Array {
  return new Uint8Array(Buffer.concat([Buffer.from(signature, 'hex'), Buffer.from(json, 'utf8')]));
}

/** The content that the vectors speak of. */
export function generatedFile(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => (i * 31 + 7) % 251);
}
