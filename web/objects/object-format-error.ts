/** What is wrong with bytes about an object; `root`: hashes that do not lead to the root of its tree. */
export type ObjectFault = 'length' | 'id' | 'signature' | 'version' | 'format' | 'root';

/** Bytes about an object that are not what docs/protocol.md section 7 says; they are of no use. */
export class ObjectFormatError extends Error {
  readonly fault: ObjectFault;

  constructor(fault: ObjectFault, detail: string) {
    super(detail);
    this.name = 'ObjectFormatError';
    this.fault = fault;
  }
}
