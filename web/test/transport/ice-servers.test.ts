import { expect, it } from 'vitest';
import { openPeerConnection } from '../../transport/open-peer-connection.js';
import { FakePeerConnection } from './fake-peer-connection.js';
import { ManualTime } from './manual-time.js';

const TURN = { urls: ['turn:tv.example'], username: 'until:me', credential: 'for a while' };
const STUN = ['stun:tv.example'];

it.each([
  ['none', undefined, [{ urls: STUN }]],
  ['some', TURN, [{ urls: STUN }, TURN]],
])('the browser is told of STUN servers, and of TURN servers where there are %s', (_, turn, iceServers) => {
  const fakes: FakePeerConnection[] = [];
  openPeerConnection(
    (configuration) => {
      const fake = new FakePeerConnection(configuration);
      fakes.push(fake);
      return fake as unknown as RTCPeerConnection;
    },
    new ManualTime(),
    { initiate: true, near: true, stun: STUN, turn },
    {
      onSignal: () => undefined,
      onOpen: () => undefined,
      onControl: () => undefined,
      onData: () => undefined,
      onClose: () => undefined,
    },
  );
  expect(fakes.map(({ configuration }) => configuration.iceServers)).toEqual([iceServers]);
});
