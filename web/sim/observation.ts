import type { ObservedWorld } from './meters/observed.js';
import type { SimViewer } from './world/sim-viewer.js';
import type { SimWorld } from './world/sim-world.js';

/** The world as the meters read it. */
export function observe(world: SimWorld): ObservedWorld<SimViewer> {
  return {
    nowMillis: () => world.time.nowMillis(),
    egress: () => world.gateway.egress,
    lagMillis: (viewer) => lagMillis(world, viewer),
    controlBytes: () => world.network.controlBytes,
    dataBytes: () => world.network.dataBytes,
    signallingBytes: () => world.tracker.signallingBytes,
    connections: () => world.network.connectionsTried,
    poisonedPassedOn: () => world.network.poisonedPassedOn,
  };
}

/** How long ago the gateway had what is on the screen, between two packets counted on. */
function lagMillis({ time, stream }: SimWorld, { sink }: SimViewer): number | undefined {
  const { timestampMillis } = sink.position();
  if (timestampMillis === undefined) return undefined;
  const seq = Math.floor(timestampMillis / stream.packetMillis);
  // At the very end of the buffer the next packet may not exist yet.
  const made = stream.get(sink.epoch, seq) ?? stream.get(sink.epoch, seq - 1);
  if (made === undefined) return undefined;
  const into = timestampMillis - made.packet.timestampMillis;
  return Math.max(0, time.nowMillis() - made.madeAtMillis - into);
}
