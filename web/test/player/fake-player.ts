import { BittubePlayer } from '../../player/bittube-player.js';
import { FakeStream } from './fake-stream.js';

const streams: FakeStream[] = [];
Object.assign(globalThis, { streams });
BittubePlayer.register({
  gateway: new URL('../', import.meta.url),
  open: (options, listener) => {
    const stream = new FakeStream(options, listener);
    streams.push(stream);
    return stream;
  },
});
