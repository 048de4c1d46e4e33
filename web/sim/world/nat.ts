/** How the network before a viewer treats UDP. `restricted`: port-restricted cone; `blocked`: none gets through. */
export type NatClass = 'open' | 'restricted' | 'symmetric' | 'blocked';

/** Whether two viewers at different addresses can connect without a relay. */
export function canConnect(one: NatClass, other: NatClass): boolean {
  if (one === 'blocked' || other === 'blocked') return false;
  // A symmetric NAT meets each partner from another port, which a port-restricted one does not let in.
  if (one === 'symmetric') return other === 'open';
  if (other === 'symmetric') return one === 'open';
  return true;
}
