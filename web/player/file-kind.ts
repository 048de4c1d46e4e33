/** What stands for a file where it has no picture: `PDF` of `talk.pdf`; at most four letters. */
export function fileKind(name: string): string {
  return /[^.]\.([A-Za-z0-9]{1,4})$/.exec(name)?.[1]?.toUpperCase() ?? 'FILE';
}
