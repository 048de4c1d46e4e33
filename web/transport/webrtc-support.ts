/** Whether this page can have data channels: some browsers, policies and extensions take them away. */
export function webRtcSupported(): boolean {
  const { RTCPeerConnection: connection } = globalThis as { RTCPeerConnection?: { prototype?: unknown } };
  const prototype = connection?.prototype;
  return typeof prototype === 'object' && prototype !== null && 'createDataChannel' in prototype;
}
