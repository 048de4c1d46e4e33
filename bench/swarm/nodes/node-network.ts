import type { Environment } from '../../../web/transport/environment.js';
import { FeedSocket } from '../../../web/transport/feed-socket.js';
import { GatewayFetch } from '../../../web/transport/gateway-fetch.js';
import type { GatewayHttp, Network, OpenPeer, PeerLink, PeerLinkListener } from '../../../web/transport/links.js';
import { openPeerConnection } from '../../../web/transport/open-peer-connection.js';
import { TrackerSocket } from '../../../web/transport/tracker-socket.js';
import { frameBytes, type LinkTraffic } from './link-traffic.js';
import { CountedPeer } from './counted-peer.js';
import { NodePeerConnection } from './node-peer-connection.js';

export interface NodeNetworkOptions {
  readonly gatewayUrl: string;
  readonly group: string;
  readonly environment: Environment;
  readonly traffic: LinkTraffic;
  /** Without WebRTC, as a company's firewall or a browser's policy does. */
  readonly blocked: boolean;
}

/** The browser's network of one viewer, made of Node's: the same classes, other constructors, and every byte counted. */
export class NodeNetwork implements Network {
  readonly http: GatewayHttp;
  readonly openTracker: Network['openTracker'];
  readonly openFeed: Network['openFeed'];
  readonly openPeer: OpenPeer | undefined;
  readonly #environment: Environment;
  readonly #traffic: LinkTraffic;
  readonly #peers = new Set<CountedPeer>();
  readonly #sockets = new Set<WebSocket>();
  #cut = false;

  constructor(options: NodeNetworkOptions) {
    const { environment, gatewayUrl, group, traffic, blocked } = options;
    const { timers } = environment;
    this.#environment = environment;
    this.#traffic = traffic;
    this.http = new GatewayFetch((url, init) => fetch(url, init), timers, gatewayUrl, group);
    this.openTracker = (url, listener) =>
      new TrackerSocket((address) => this.#countedSocket(address), timers, url, listener);
    this.openFeed = (url, listener) => new FeedSocket((address) => this.#socket(address), timers, url, listener);
    this.openPeer = blocked ? undefined : (peer, listener) => this.#openPeer(peer, listener);
  }

  /**
   * The process behind the viewer is gone without a word: the kernel closes its sockets, its peers hear nothing more. To be called
   * before the engine's close(), whose good-byes then reach nobody.
   */
  cut(): void {
    this.#cut = true;
    for (const peer of this.#peers) peer.mute();
    for (const socket of this.#sockets) socket.close();
  }

  #openPeer(...[options, listener]: Parameters<OpenPeer>): PeerLink {
    const { timers } = this.#environment;
    const open = (counted: PeerLinkListener): PeerLink =>
      openPeerConnection(
        (configuration) => new NodePeerConnection(configuration) as unknown as RTCPeerConnection,
        timers,
        options,
        counted,
      );
    const onGone = (): void => void this.#peers.delete(peer);
    const peer = new CountedPeer({ timers, traffic: this.#traffic, open, onGone }, listener);
    this.#peers.add(peer);
    return peer;
  }

  #socket(url: string): WebSocket {
    const socket = new WebSocket(url);
    this.#sockets.add(socket);
    socket.addEventListener('close', () => this.#sockets.delete(socket));
    return socket;
  }

  #countedSocket(url: string): WebSocket {
    const socket = this.#socket(url);
    const traffic = this.#traffic;
    const send = socket.send.bind(socket);
    socket.send = (data: string): void => {
      if (this.#cut) return;
      traffic.signallingSentBytes += frameBytes(Buffer.byteLength(data), true);
      send(data);
    };
    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (typeof event.data === 'string') {
        traffic.signallingReceivedBytes += frameBytes(Buffer.byteLength(event.data), false);
      }
    });
    return socket;
  }
}
