import { describe, expect, it } from 'vitest';
import { fragmentsOf, repetitionMillis } from '../../sim/world/datagrams.js';
import { delayMillis } from '../../sim/world/distances.js';
import { Line } from '../../sim/world/line.js';
import { canConnect, type NatClass } from '../../sim/world/nat.js';
import { drawProfile, samplePopulation } from '../../sim/world/peer-profile.js';
import { SendQueue } from '../../sim/world/send-queue.js';
import { SimRandom } from '../../sim/world/sim-random.js';

const NATS: readonly NatClass[] = ['open', 'restricted', 'symmetric', 'blocked'];

describe('NAT classes', () => {
  it('connect as the table of swarm.md says, whoever begins', () => {
    const table = NATS.map((one) => NATS.map((other) => (canConnect(one, other) ? 1 : 0)).join(''));
    expect(table).toEqual(['1110', '1100', '1000', '0000']);
  });
});

describe('Line', () => {
  it('sends one behind the other at its rate', () => {
    const line = new Line(8_000);
    expect(line.send(1_000, 100)).toBe(101);
    expect(line.send(2_000, 100)).toBe(103);
    expect(line.waitMillis(100)).toBe(3);
    expect(line.send(1_000, 200)).toBe(201);
    expect(line.waitMillis(300)).toBe(0);
    expect(line.bytes).toBe(4_000);
  });
});

describe('SendQueue', () => {
  it('holds a message until its last bit has left', () => {
    const queue = new SendQueue();
    queue.push(100, 10);
    queue.push(50, 12);
    expect(queue.bytes(9.5)).toBe(150);
    expect(queue.bytes(10)).toBe(50);
    queue.push(7, 20);
    expect(queue.bytes(12)).toBe(7);
    expect(queue.bytes(20)).toBe(0);
  });

  it('forgets what left long ago while it is never empty', () => {
    const queue = new SendQueue();
    for (let i = 0; i < 1_000; i++) {
      queue.push(1, i + 2);
      expect(queue.bytes(i)).toBe(Math.min(i + 1, 2));
    }
  });
});

describe('loss', () => {
  const seed = 7;

  it(`delays as many messages as lose a datagram (seed ${seed})`, () => {
    const random = new SimRandom(seed, 1);
    let delayed = 0;
    for (let i = 0; i < 20_000; i++) if (repetitionMillis(fragmentsOf(6_250), 0.005, 70, random) >= 105) delayed++;
    // Six datagrams, each lost once in two hundred.
    expect(delayed / 20_000).toBeGreaterThan(0.026);
    expect(delayed / 20_000).toBeLessThan(0.034);
    expect(repetitionMillis(6, 0, 70, random)).toBe(0);
  });
});

describe('population', () => {
  const seed = 11;

  it(`has the shares of swarm.md (seed ${seed})`, () => {
    const population = samplePopulation(new SimRandom(seed, 0), 20_000);
    const share = (is: (profile: (typeof population)[number]) => boolean) => population.filter(is).length / 20_000;
    expect(share(({ cellular, uplinkKbps }) => cellular && uplinkKbps === 0)).toBeCloseTo(0.3, 1);
    expect(share(({ uplinkKbps }) => uplinkKbps > 40_000)).toBeGreaterThan(0.2);
    expect(share(({ nat }) => nat === 'blocked')).toBeCloseTo(0.05, 2);
    expect(share(({ nat }) => nat === 'symmetric')).toBeCloseTo(0.12, 1);
    expect(share(({ lossShare }) => lossShare >= 0.001 && lossShare <= 0.01)).toBe(1);
    const delays = population.slice(1).map((profile, i) => delayMillis(profile, population[i] ?? profile));
    delays.sort((a, b) => a - b);
    expect(delays[delays.length >> 1]).toBe(35);
  });

  it(`puts schools behind one address, in a LAN (seed ${seed})`, () => {
    const random = new SimRandom(seed, 0);
    const [first, second, other] = [0, 29, 30].map((index) => drawProfile(random, index, { perAddress: 30 }));
    if (first === undefined || second === undefined || other === undefined) throw new Error('no profile');
    expect(second.address).toBe(first.address);
    expect(other.address).not.toBe(first.address);
    expect(delayMillis(first, second)).toBe(2);
    expect(first.cellular).toBe(false);
  });
});
