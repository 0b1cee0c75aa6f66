import { errors } from "@zarrkit/api";

export type Failure = InstanceType<typeof errors.ZarrError>;

/** The typed error that a promise must reject with. Anything else fails the test that asked. */
export async function failure(promise: Promise<unknown>): Promise<Failure> {
  const [result] = await Promise.allSettled([promise]);
  if (result.status === "fulfilled") throw new Error(`went through, with ${String(result.value)}`);
  if (!(result.reason instanceof errors.ZarrError)) {
    throw new Error(`an error that is not the library's own: ${String(result.reason)}`, { cause: result.reason });
  }
  return result.reason;
}

/** Checks that an error says where: its code, the store and the key, in members and in the message. */
export function checkPlace(error: Failure, key: string): void {
  const complaint = (what: string): Error => new Error(`${what}: ${error.code}: ${error.message}`, { cause: error });
  if (!/^[A-Z_]+$/.test(error.code)) throw complaint("no code");
  if (!error.message.includes("counting://1")) throw complaint("the message does not name the store");
  if (!error.message.includes(key)) throw complaint(`the message does not name the key ${key}`);
}
