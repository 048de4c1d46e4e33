import { tokenOf } from '../player/player-attributes.js';

/** Which object a page is about: the id in `/objects/{id}/watch` and the token in its query. */
export interface ObjectAddress {
  readonly id: string;
  readonly token: string | undefined;
}

/** Undefined when the address names no object. */
export function objectFromAddress({
  pathname,
  search,
}: {
  pathname: string;
  search: string;
}): ObjectAddress | undefined {
  const id = /\/objects\/([A-Za-z0-9_-]{43})\/watch\/?$/.exec(pathname)?.[1];
  const token = tokenOf(new URLSearchParams(search).get('token'));
  return id === undefined ? undefined : { id, token };
}
