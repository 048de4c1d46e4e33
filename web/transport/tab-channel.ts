/** What pages of one origin in one browser profile say to each other under one name. */
export interface TabChannel {
  /** Copies `message` to all others that listen under this name; nobody may be there. */
  post(message: unknown): void;
  /** Afterwards nothing is heard and nothing is sent. May be called twice. */
  close(): void;
}

export type OpenTabChannel = (name: string, onMessage: (message: unknown) => void) => TabChannel;

/** BroadcastChannel of the page; absent (undefined) where the browser has none. */
export function tabChannels(): OpenTabChannel | undefined {
  if (!('BroadcastChannel' in globalThis)) {
    return undefined;
  }
  return (name, onMessage) => {
    const channel = new BroadcastChannel(name);
    let open = true;
    channel.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (open) {
        onMessage(event.data);
      }
    });
    return {
      post: (message) => {
        if (open) {
          channel.postMessage(message);
        }
      },
      close: () => {
        open = false;
        channel.close();
      },
    };
  };
}
