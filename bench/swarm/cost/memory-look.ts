import type { Chromium } from './chromium.js';
import { summarize, type HeapShare, type HeapSnapshot } from './heap-summary.js';
import type { MemoryLook } from './flatness.js';
import type { PageSession } from './page-session.js';
import { chromiumRole, processTree, residentBytes } from './process-cost.js';

interface HeapUsage {
  readonly usedSize: number;
  readonly backingStorageSize?: number;
}

/** Collects garbage and counts what is left. */
export async function lookAtMemory(chromium: Chromium, page: PageSession, minute: number): Promise<MemoryLook> {
  const counted = await page.attached(async (send) => {
    await send('HeapProfiler.collectGarbage');
    const heap = await send<HeapUsage>('Runtime.getHeapUsage');
    await send('Performance.enable');
    const { metrics } = await send<{ metrics: { name: string; value: number }[] }>('Performance.getMetrics');
    const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? 0;
    return {
      heapBytes: heap.usedSize + (heap.backingStorageSize ?? 0),
      domNodes: metric('Nodes'),
      listeners: metric('JSEventListeners'),
      documents: metric('Documents'),
      connections: metric('RTCPeerConnections'),
    };
  });
  const processes = await processTree(chromium.pid);
  const renderers = await Promise.all(
    processes.map(async ({ pid }) => ((await chromiumRole(pid)) === 'renderer' ? residentBytes(pid) : 0)),
  );
  return { minute, residentBytes: Math.max(...renderers), ...counted };
}

/** Takes a heap snapshot and sums it up by constructor. */
export async function snapshotHeap(page: PageSession): Promise<ReadonlyMap<string, HeapShare>> {
  const chunks: string[] = [];
  await page.attached(
    async (send) => {
      await send('HeapProfiler.enable');
      await send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    },
    (method, params) => {
      if (method === 'HeapProfiler.addHeapSnapshotChunk') chunks.push(String(params['chunk']));
    },
  );
  return summarize(JSON.parse(chunks.join('')) as HeapSnapshot);
}
