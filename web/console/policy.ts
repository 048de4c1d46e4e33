import { asObject, asText, type JsonObject } from '../transport/json-fields.js';

/** With what the tokens of a site's own back end are checked. */
export type TokenAlgorithm = 'HS256' | 'EdDSA';

/** Who may watch a channel: what stands in the form's fields. */
export interface PolicyFields {
  readonly access: 'open' | 'token';
  readonly algorithm: TokenAlgorithm;
  /** Of HS256; empty: the one that the gateway has stays. It is never told. */
  readonly secret: string;
  /** Of EdDSA. */
  readonly publicKey: string;
  /** Encoders show the channel's key, or a token. */
  readonly posting: 'key' | 'token';
  /** Pages that may show it, one a line; empty: any. */
  readonly origins: string;
  /** Viewers at most; empty: any number. */
  readonly maxPeers: string;
  /** Viewers are told the addresses that others have in their own networks: those in one network then meet. */
  readonly hostCandidates: boolean;
}

/** What the gateway has: the fields, and whether it holds a secret that may stay. */
export interface KnownPolicy {
  readonly fields: PolicyFields;
  readonly hasSecret: boolean;
}

/** Reads `GET /api/channels/{name}/policy`; undefined when it is no such answer. */
export function readPolicy(json: unknown): KnownPolicy | undefined {
  const policy = asObject(json);
  if (policy === undefined) {
    return undefined;
  }
  const key = asObject(policy['key']);
  const origins: readonly unknown[] = Array.isArray(policy['origins']) ? policy['origins'] : [];
  const most = policy['maxPeers'];
  return {
    hasSecret: key?.['algorithm'] === 'HS256',
    fields: {
      access: policy['access'] === 'token' ? 'token' : 'open',
      algorithm: key?.['algorithm'] === 'EdDSA' ? 'EdDSA' : 'HS256',
      secret: '',
      publicKey: asText(key?.['publicKey'], 256) ?? '',
      posting: policy['posting'] === 'token' ? 'token' : 'key',
      origins: origins.filter((origin) => typeof origin === 'string').join('\n'),
      maxPeers: typeof most === 'number' ? String(most) : '',
      hostCandidates: policy['hostCandidates'] !== false,
    },
  };
}

/** What the API takes, or words about what is missing. What stands only for tokens is left out where none is asked for. */
export function policyOf(
  fields: PolicyFields,
  hasSecret: boolean,
): { readonly policy: JsonObject } | { readonly missing: string } {
  const origins = fields.origins.split(/\s+/).filter((origin) => origin !== '');
  const wrong = origins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin.toLowerCase());
  if (wrong !== undefined) {
    return { missing: `“${wrong}” is no site. Write it like https://tv.example, without a path.` };
  }
  const most = Number(fields.maxPeers);
  if (fields.maxPeers.trim() !== '' && !(Number.isInteger(most) && most >= 1)) {
    return { missing: 'The most viewers are a whole number from 1 on; leave it empty for any number.' };
  }
  const needsKey = fields.access === 'token' || fields.posting === 'token';
  const key = keyOf(fields, hasSecret);
  if (needsKey && key === undefined) {
    return {
      missing:
        fields.algorithm === 'HS256'
          ? 'Make a secret, and give it to your site’s back end too.'
          : 'Give the public key whose private half your site’s back end has.',
    };
  }
  return {
    policy: {
      access: fields.access,
      posting: fields.posting,
      ...(key === undefined ? {} : { key }),
      ...(origins.length === 0 ? {} : { origins }),
      ...(fields.maxPeers.trim() === '' ? {} : { maxPeers: most }),
      hostCandidates: fields.hostCandidates,
    },
  };
}

/** One sentence about who may watch. */
export function policyWords({ access, origins, maxPeers }: PolicyFields): string {
  const who = access === 'open' ? 'Everybody may watch' : 'Only who has a token may watch';
  const where = origins === '' ? '' : ', on the pages that are named';
  const most = maxPeers === '' ? '' : `, ${Number(maxPeers).toLocaleString('en')} at a time`;
  return `${who}${where}${most}.`;
}

function keyOf({ algorithm, secret, publicKey }: PolicyFields, hasSecret: boolean): JsonObject | undefined {
  if (algorithm === 'EdDSA') {
    return publicKey.trim() === '' ? undefined : { algorithm, publicKey: publicKey.trim() };
  }
  if (secret.trim() !== '') {
    return { algorithm, secret: secret.trim() };
  }
  return hasSecret ? { algorithm } : undefined;
}
