/** What a test sees of a WebSocket, and how it plays the server and the network. */
export class FakeWebSocket extends EventTarget {
  readonly url: string;
  readonly sent: (string | Uint8Array)[] = [];
  binaryType = 'blob';
  bufferedAmount = 0;
  closes = 0;

  constructor(url: string) {
    super();
    this.url = url;
  }

  send(message: string | Uint8Array): void {
    this.sent.push(message);
  }

  close(): void {
    this.closes++;
  }

  open(): void {
    this.dispatchEvent(new Event('open'));
  }

  receive(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  drop(code: number, reason = ''): void {
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason }));
  }

  fail(): void {
    this.dispatchEvent(new Event('error'));
  }

  asWebSocket(): WebSocket {
    return this as unknown as WebSocket;
  }
}
