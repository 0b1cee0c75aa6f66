/** What a worker tells whoever started it through. */
export interface Scope {
  post(message: unknown, transfer: readonly ArrayBuffer[]): void;
}
