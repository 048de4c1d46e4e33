import { RTCPeerConnection as Polyfill } from 'node-datachannel/polyfill';

/**
 * The RTCPeerConnection of node-datachannel, brought to what the browsers do where its polyfill differs:
 * - the end of the candidates is told by an event, so that the description need not wait for a time-out;
 * - a channel that the other side made says whether it is ordered. The polyfill always says so; the native channel does what
 *   was agreed but does not tell, so its label has to.
 */
export class NodePeerConnection extends Polyfill {
  constructor(configuration: RTCConfiguration) {
    super(configuration);
    this.addEventListener('icegatheringstatechange', () => {
      if (this.iceGatheringState === 'complete') {
        this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate: null }));
      }
    });
    // Listeners are called in the order in which they came: this one is before those of the engine.
    this.addEventListener('datachannel', (event) => {
      const { channel } = event as Event & { readonly channel: RTCDataChannel };
      Object.defineProperty(channel, 'ordered', { value: channel.label !== 'data' });
    });
  }
}
