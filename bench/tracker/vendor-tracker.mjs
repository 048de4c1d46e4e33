// The npm bittorrent-tracker as a process of its own: its WebSocket server, and nothing else of it.
import Server from 'bittorrent-tracker/server';

const server = new Server({ udp: false, http: false, ws: true, stats: false, interval: 120_000 });
server.on('error', (error) => {
  throw error;
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'));
