import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What stands before a host: nothing; a NAT that keeps the port and lets in only who was sent to (port-restricted cone);
 * one that takes another port for every partner (symmetric). All that is not asked for is dropped without a word.
 */
export type NatKind = 'open' | 'cone' | 'symmetric';

const NAMESPACES = '/run/netns';
const PREFIX = 'bittube-nat';
const PUBLIC_NETWORK = '203.0.113';
/** Nobody: what goes to addresses that are nowhere in the lab vanishes there, as on the internet. */
const NOWHERE = `${PUBLIC_NETWORK}.254`;
const environment = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };

/**
 * Hosts behind NATs of the kernel, and a public network between them, each in a network namespace of its own: nothing of it touches the
 * machine's own network. Needs root, `ip` and `nft`.
 */
export class NatLab {
  /** Where servers stand. */
  static readonly serverAddress = `${PUBLIC_NETWORK}.10`;
  readonly #name = `${PREFIX}-${process.pid}`;
  readonly #folder = mkdtempSync(join(tmpdir(), 'bittube-nat-'));
  readonly #onExit = (): void => this.destroy();

  private constructor(kinds: readonly NatKind[]) {
    // Whatever ends the test ends the lab.
    process.once('exit', this.#onExit);
    try {
      run(this.#publicNetwork().concat(kinds.flatMap((kind, host) => this.#host(host, kind))));
    } catch (error) {
      this.destroy();
      throw error;
    }
  }

  /** Why there can be no lab on this machine; undefined: there can. */
  static obstacle(): string | undefined {
    if (process.getuid?.() !== 0) return 'this needs root';
    const probe = `${PREFIX}-${process.pid}-probe`;
    try {
      run([`ip netns add ${probe}`, `ip netns exec ${probe} nft list ruleset`, `ip netns del ${probe}`]);
      return undefined;
    } catch {
      removeNamespaces(probe);
      return 'network namespaces, ip or nft (package nftables) cannot be had';
    }
  }

  /** One host of each kind, in this order. */
  static build(...kinds: readonly NatKind[]): NatLab {
    removeLeftovers();
    return new NatLab(kinds);
  }

  /** What to put before a command that is to run where the servers stand. */
  get serverPrefix(): readonly string[] {
    return ['ip', 'netns', 'exec', `${this.#name}-public`];
  }

  /** A program that runs `program` on a host, with the same arguments, and is ended as it is. */
  programOn(host: number, program: string): string {
    const path = join(this.#folder, `host-${host}.sh`);
    writeFileSync(
      path,
      `#!/bin/sh\nPATH=$PATH:/usr/sbin:/sbin exec ip netns exec ${this.#hostName(host)} ${program} "$@"\n`,
    );
    chmodSync(path, 0o755);
    return path;
  }

  /** May be called twice. What still runs in it loses its network. */
  destroy(): void {
    process.off('exit', this.#onExit);
    removeNamespaces(`${this.#name}-`);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #hostName(host: number): string {
    return `${this.#name}-host${host}`;
  }

  #publicNetwork(): string[] {
    const name = `${this.#name}-public`;
    return [
      `ip netns add ${name}`,
      `ip -n ${name} link set lo up`,
      `ip -n ${name} link add hub type bridge`,
      `ip -n ${name} address add ${NatLab.serverAddress}/24 dev hub`,
      `ip -n ${name} link set hub up`,
    ];
  }

  #host(host: number, kind: NatKind): string[] {
    const name = this.#hostName(host);
    const begin = [`ip netns add ${name}`, `ip -n ${name} link set lo up`];
    if (kind === 'open') return [...begin, ...this.#plug(name, host)];
    const nat = `${this.#name}-nat${host}`;
    const network = `192.168.${host + 1}`;
    return [
      ...begin,
      `ip netns add ${nat}`,
      ...this.#plug(nat, host),
      `ip -n ${name} link add lan type veth peer name lan netns ${nat}`,
      `ip -n ${nat} address add ${network}.1/24 dev lan`,
      `ip -n ${nat} link set lan up`,
      `ip -n ${name} address add ${network}.2/24 dev lan`,
      `ip -n ${name} link set lan up`,
      `ip -n ${name} route add default via ${network}.1`,
      `ip netns exec ${nat} sysctl -qw net.ipv4.ip_forward=1`,
      `ip netns exec ${nat} nft '${rules(kind)}'`,
    ];
  }

  /** Connects a namespace to the public network. */
  #plug(name: string, host: number): string[] {
    const hub = `${this.#name}-public`;
    return [
      `ip -n ${name} link add wan type veth peer name port${host} netns ${hub}`,
      `ip -n ${hub} link set port${host} master hub up`,
      `ip -n ${name} address add ${PUBLIC_NETWORK}.${20 + host}/24 dev wan`,
      `ip -n ${name} link set wan up`,
      `ip -n ${name} neighbour add ${NOWHERE} lladdr 02:00:00:00:00:01 dev wan nud permanent`,
      `ip -n ${name} route add default via ${NOWHERE}`,
    ];
  }
}

/** An address translator that answers nobody by itself, and passes in what belongs to what went out. */
function rules(kind: 'cone' | 'symmetric'): string {
  const ports = kind === 'symmetric' ? ' fully-random' : '';
  return `
    add table ip box
    add chain ip box translate { type nat hook postrouting priority srcnat; }
    add rule ip box translate oifname "wan" masquerade${ports}
    add chain ip box own { type filter hook input priority filter; }
    add rule ip box own iifname "wan" ct state new drop
    add chain ip box through { type filter hook forward priority filter; policy drop; }
    add rule ip box through iifname "lan" accept
    add rule ip box through ct state established,related accept`;
}

function run(commands: readonly string[]): void {
  execFileSync('sh', ['-e'], { input: commands.join('\n'), env: environment, stdio: ['pipe', 'ignore', 'pipe'] });
}

function removeNamespaces(prefix: string): void {
  if (!existsSync(NAMESPACES)) return;
  for (const name of readdirSync(NAMESPACES).filter((known) => known.startsWith(prefix))) {
    execFileSync('ip', ['netns', 'del', name], { env: environment, stdio: 'ignore' });
  }
}

/** Of tests that were killed. */
function removeLeftovers(): void {
  if (!existsSync(NAMESPACES)) return;
  for (const name of readdirSync(NAMESPACES)) {
    const owner = new RegExp(`^${PREFIX}-(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !existsSync(`/proc/${owner}`)) removeNamespaces(name);
  }
}
