/**
 * Until what is under way in this process has got as far as it can. Turns of the event loop, not milliseconds: on a busy
 * machine one turn may take longer than any time that one would wait.
 */
export async function turns(count = 10): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
}
