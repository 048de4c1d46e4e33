import { FolderStore, nothingKept } from '../objects/folder-store.js';
import { ObjectSession } from '../objects/object-session.js';
import type { ObjectState } from '../objects/object-stats.js';
import { objectsFolder } from '../objects/opfs-folder.js';
import { createHashPiece } from '../objects/piece-hash.js';
import type { PieceStore } from '../objects/piece-store.js';
import { browserEnvironment } from '../transport/browser-environment.js';
import { browserObjectNetwork } from '../transport/browser-network.js';
import { CapacityMemory } from './capacity-memory.js';
import { Connection } from './connection.js';
import { networkFor } from './network-for.js';
import type { PeerMode } from './player-session.js';
import { isMobile, ownStorage, secureCrypto } from './this-browser.js';
import { uploadLimitsFor } from './upload-rule.js';

/** Which object is meant, where it is, and how far its viewer takes part. */
export interface ObjectSource {
  /** Base URL of the gateway, ending in a slash. */
  readonly gateway: URL;
  /** 43 characters of base64url. */
  readonly id: string;
  /** For an object that only those may have who know it. */
  readonly token: string | undefined;
  readonly peers: PeerMode;
}

/** Somebody who plays or saves an object: what it wants to hear, and what it allows. */
export interface ObjectUser {
  /** See ObjectSessionOptions. */
  onState?(state: ObjectState): void;
  /** See ObjectSessionOptions. */
  onChange?(): void;
  /** How the picture goes, for the tracker's statistics. */
  viewing?(): { readonly playing: boolean; readonly stalls: number; readonly stalledMillis: number };
  /** The most that peers get, kbit/s; undefined: as much as the uplink bears. Of several users the smallest counts. */
  readonly maxUploadKbps: number | undefined;
}

export interface OpenObject {
  /** Shared with all who use the same object: not to be closed. */
  readonly session: ObjectSession;
  /** The user's `maxUploadKbps` is another one now. */
  limitUpload(): void;
  /** Ends the session when nobody else uses it. May be called twice. */
  close(): void;
}

interface Opened {
  readonly session: ObjectSession;
  readonly users: Set<ObjectUser>;
  readonly connection: Connection;
}

/** What the browser's own file system may hold of all objects, at most: half of what it offers, and never more than this. */
const STORE_BYTES = 8_000_000_000;

const opened = new Map<string, Opened>();

/**
 * The session of an object on the page's network and in the browser's file system: the same one for all in this page who ask
 * for the same object, so that a download takes what the player has got already.
 */
export function openObject(source: ObjectSource, user: ObjectUser): OpenObject {
  const key = JSON.stringify([source.gateway.href, source.id, source.token ?? '', source.peers]);
  const before = opened.get(key);
  const object = before ?? open(source);
  opened.set(key, object);
  object.users.add(user);
  limitUpload(source, object);
  if (before === undefined) {
    object.session.start();
  }
  return {
    session: object.session,
    limitUpload: () => limitUpload(source, object),
    close: () => {
      if (!object.users.delete(user)) {
        return;
      }
      limitUpload(source, object);
      if (object.users.size === 0) {
        opened.delete(key);
        object.connection.close();
        object.session.close();
      }
    },
  };
}

function open(source: ObjectSource): Opened {
  const environment = browserEnvironment();
  const network = browserObjectNetwork(
    { gatewayUrl: source.gateway.href, id: source.id, token: source.token },
    environment,
  );
  const memory = new CapacityMemory(
    () => localStorage,
    () => Date.now(),
  );
  const users = new Set<ObjectUser>();
  const connection = new Connection(() => limitUpload(source, object));
  const session = new ObjectSession({
    id: source.id,
    token: source.token,
    network: networkFor(source.peers, network),
    environment,
    hashPiece: createHashPiece(secureCrypto()),
    store: ownStore,
    device: isMobile() ? 'mobile' : 'desktop',
    rememberedKbps: memory.recall(connection.type),
    onCapacity: (kbps) => memory.remember(connection.type, kbps),
    viewing: () => {
      for (const user of users) {
        if (user.viewing !== undefined) {
          return user.viewing();
        }
      }
      return { playing: false, stalls: 0, stalledMillis: 0 };
    },
    onState: (state) => users.forEach((user) => user.onState?.(state)),
    onChange: () => users.forEach((user) => user.onChange?.()),
  });
  const object = { session, users, connection };
  return object;
}

/** A hidden page goes on giving: others may need what it holds, and a download needs no eyes. */
function limitUpload(source: ObjectSource, { session, users, connection }: Opened): void {
  const limits = [...users].flatMap(({ maxUploadKbps }) => maxUploadKbps ?? []);
  const maxUploadKbps = limits.length === 0 ? undefined : Math.min(...limits);
  const facts = { peers: source.peers, maxUploadKbps, metered: connection.metered };
  session.limitUpload(uploadLimitsFor({ ...facts, hidden: false, silent: false, hasFollowers: false }));
}

/** The browser's own file system, opened when it is needed. */
const ownStore: PieceStore = {
  async open(id, onDropped) {
    const storage = ownStorage();
    const folder = await objectsFolder(storage);
    if (folder === undefined) {
      return nothingKept;
    }
    const store = new FolderStore(folder, { limitBytes: await storeBytes(storage), wallMillis: () => Date.now() });
    return store.open(id, onDropped);
  },
};

async function storeBytes(storage: StorageManager | undefined): Promise<number> {
  try {
    const { quota = STORE_BYTES } = (await storage?.estimate()) ?? {};
    return Math.min(STORE_BYTES, quota / 2);
  } catch {
    return STORE_BYTES / 8;
  }
}
