/** What a listing gives, in order of name. */
export async function collect(names: AsyncIterable<string> | undefined): Promise<string[]> {
  const found: string[] = [];
  for await (const name of names ?? []) found.push(name);
  return found.sort();
}
