/** Undefined on pages without TLS; the types do not know. */
export function secureCrypto(): SubtleCrypto | undefined {
  return (crypto as { readonly subtle?: SubtleCrypto }).subtle;
}

/** Undefined on pages without TLS and in old browsers. */
export function tabLocks(): LockManager | undefined {
  return (navigator as { readonly locks?: LockManager }).locks;
}

/** Undefined on pages without TLS. */
export function ownStorage(): StorageManager | undefined {
  return (navigator as { readonly storage?: StorageManager }).storage;
}

interface HintingNavigator {
  readonly userAgentData?: { readonly mobile: boolean };
}

export function isMobile(): boolean {
  const { userAgentData } = navigator as HintingNavigator;
  return userAgentData?.mobile ?? /Mobi/.test(navigator.userAgent);
}
