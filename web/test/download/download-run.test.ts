import { describe, expect, it, vi } from 'vitest';
import { DownloadRun, type SaveFailure } from '../../download/download-run.js';
import type { Saved } from '../../download/save-target.js';
import { FakeObject } from '../objects/fake-object.js';
import { ObjectWorld, type Page, shareFromPeers } from '../objects/object-world.js';
import { RecordingTarget } from './recording-target.js';

vi.setConfig({ testTimeout: 60_000 });

const file = new FakeObject(6_000_001);

interface Saving {
  readonly page: Page;
  readonly run: DownloadRun;
  readonly target: RecordingTarget;
  readonly done: Saved[];
  readonly failures: SaveFailure[];
}

async function save(
  world: ObjectWorld,
  options: Parameters<ObjectWorld['join']>[0] = {},
  spare?: RecordingTarget,
): Promise<Saving> {
  const page = world.join({ watch: false, ...options });
  await world.run(1_000);
  const descriptor = await page.session.descriptor;
  const target = new RecordingTarget(descriptor.sizeBytes);
  const done: Saved[] = [];
  const failures: SaveFailure[] = [];
  const run = new DownloadRun({
    session: page.session,
    descriptor,
    target,
    spare: () => spare,
    environment: { clock: world.time, timers: world.time },
    onDone: (saved) => done.push(saved),
    onFailure: (failure) => failures.push(failure),
  });
  run.resume();
  return { page, run, target, done, failures };
}

function expectSaved({ target, done, failures, run }: Saving, { bytes, pieces }: FakeObject): void {
  expect(failures).toEqual([]);
  expect(done).toHaveLength(1);
  expect(Buffer.compare(target.bytes, bytes)).toBe(0);
  expect(target.writtenBytes).toBe(bytes.length);
  expect([run.writtenPieces, run.writtenBytes]).toEqual([pieces, bytes.length]);
}

describe('a download', () => {
  it('saves every byte once, in whatever order the pieces come', async () => {
    const world = new ObjectWorld(file, 21);
    const saving = await save(world);
    await world.run(10_000);
    expectSaved(saving, file);
    expect(saving.target.longest).toBeLessThanOrEqual(1_048_576);
  });

  it('takes from a viewer who has it, and the gateway is hardly asked', async () => {
    const world = new ObjectWorld(file, 22);
    const first = await save(world);
    await world.run(10_000);
    expectSaved(first, file);
    const second = await save(world);
    await world.run(15_000);
    expectSaved(second, file);
    expect(shareFromPeers([second.page])).toBeGreaterThan(0.9);
  });

  it('of a file larger than memory misses nothing', async () => {
    const large = new FakeObject(40_000_000);
    const world = new ObjectWorld(large, 23);
    const saving = await save(world, { parameters: { memoryBytes: 8_000_000 } });
    await world.run(30_000);
    expectSaved(saving, large);
    expect(saving.page.session.stats().piecesHeld * 65_536).toBeLessThanOrEqual(8_000_000);
  });

  it('rests while it is paused, and goes on', async () => {
    const world = new ObjectWorld(file, 24);
    const saving = await save(world, { profile: { downlinkKbps: 8_000 } });
    await world.run(2_000);
    saving.run.pause();
    await world.run(1_000);
    const { writtenBytes } = saving.target;
    expect(writtenBytes).toBeGreaterThan(0);
    expect(writtenBytes).toBeLessThan(file.bytes.length);
    await world.run(10_000);
    expect(saving.target.writtenBytes).toBe(writtenBytes);
    expect(saving.run.bytesPerSecond).toBeUndefined();
    saving.run.resume();
    await world.run(10_000);
    expectSaved(saving, file);
  });

  it('does not end for a gateway that is away for a while', async () => {
    const world = new ObjectWorld(file, 25);
    const saving = await save(world, { profile: { downlinkKbps: 8_000 } });
    await world.run(1_500);
    world.gateway.up = false;
    await world.run(20_000);
    expect(saving.done).toEqual([]);
    world.gateway.up = true;
    await world.run(30_000);
    expectSaved(saving, file);
  });

  it('waits for a piece that the gateway has lost, says so, and takes it from the first who brings it', async () => {
    const world = new ObjectWorld(file, 26);
    const whole = await save(world);
    await world.run(10_000);
    world.gateway.lost.add(40);
    whole.page.session.limitUpload({ maximumKbps: 0, leaf: false });
    const saving = await save(world);
    await world.run(20_000);
    expect(saving.page.session.stats().lost).toBe(1);
    expect(saving.run.writtenPieces).toBe(file.pieces - 1);
    whole.page.session.limitUpload({ maximumKbps: Infinity, leaf: false });
    await world.run(20_000);
    expectSaved(saving, file);
    expect(saving.page.session.stats().lost).toBe(0);
  });

  it('begins anew where there is room, when the browser gives less than it promised', async () => {
    const world = new ObjectWorld(file, 29);
    const spare = new RecordingTarget(file.bytes.length);
    const saving = await save(world, { profile: { downlinkKbps: 8_000 } }, spare);
    await world.run(2_000);
    expect(saving.target.writtenBytes).toBeGreaterThan(0);
    saving.target.failure = new DOMException('no more', 'QuotaExceededError');
    await world.run(20_000);
    expectSaved({ ...saving, target: spare }, file);
    expect(saving.target.discarded).toBe(1);
    expect(saving.page.session.stats().fromHttpBytes, 'nothing was fetched twice').toBe(file.bytes.length);
  });

  it.each([
    [new DOMException('no more', 'QuotaExceededError'), 'no room'],
    [new DOMException('gone', 'NotFoundError'), 'not written'],
  ] as const)('ends with a reason when it cannot be written: %s', async (failure, reason) => {
    const world = new ObjectWorld(file, 27);
    const saving = await save(world);
    saving.target.failure = failure;
    await world.run(5_000);
    expect(saving.failures).toEqual([reason]);
    expect([saving.done, saving.target.discarded]).toEqual([[], 1]);
  });

  it('is not called done when the file is shorter than it should be', async () => {
    const world = new ObjectWorld(file, 28);
    const saving = await save(world);
    saving.target.lostBytes = 1;
    await world.run(10_000);
    expect([saving.done, saving.failures]).toEqual([[], ['not written']]);
  });

  it('leaves nothing behind when it is stopped', async () => {
    const world = new ObjectWorld(file, 29);
    const saving = await save(world, { profile: { downlinkKbps: 8_000 } });
    await world.run(1_000);
    saving.run.stop();
    saving.run.stop();
    const { writtenBytes } = saving.target;
    await world.run(10_000);
    expect([saving.target.discarded, saving.target.writtenBytes]).toEqual([1, writtenBytes]);
    expect([saving.done, saving.failures]).toEqual([[], []]);
  });
});
