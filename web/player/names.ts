const GROUP_NAME = /^[A-Za-z0-9._~-]{1,128}$/;

/** Whether `name` may be the name of a channel (docs/protocol.md section 1). */
export function isChannelName(name: string): boolean {
  return GROUP_NAME.test(name);
}

/** Whether `id` may be an object's id (docs/protocol.md section 7). */
export function isObjectId(id: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(id);
}

/**
 * The channel that a page's address names: the last segment of `/watch/{name}`, `/embed/{name}`, `/publish/{name}` or `/tester/{name}`,
 * with or without a closing slash. Undefined when there is none or when it cannot be a channel's name.
 */
export function channelFromPath(pathname: string): string | undefined {
  const segment = /\/(?:watch|embed|publish|tester)\/([^/]+)\/?$/.exec(pathname)?.[1];
  if (segment === undefined) {
    return undefined;
  }
  const name = decoded(segment);
  return name !== undefined && isChannelName(name) ? name : undefined;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined; // a percent sign that starts no escape
  }
}
