import { readFileSync } from "node:fs";
import { createArray, createGroup } from "@zarrkit/api";
import { expect, test } from "vitest";

// "Coming from zarr-python" against the vocabulary of the package, whose own test holds it to the code.

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const page = read("../guide/from-zarr-python.md");

/** Python's spelling of a name. */
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The rows of the tables of a section: the names in its first column, and the second. */
function rowsOf(heading: string): [names: string[], here: string][] {
  const section = page.split("\n## ").find((part) => part.startsWith(heading)) ?? "";
  return [...section.matchAll(/^\| (.*?) \| (.*?) \|/gm)].map(([, cell = "", here = ""]) => [
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name.replace(/\(.*\)$/, "")),
    here,
  ]);
}
const firstColumn = (heading: string): string[] => rowsOf(heading).flatMap(([names]) => names);

// The public members of the classes of zarr-python 3.4.2, those of the asynchronous ones too.
const members = {
  Arrays: `append async_array attrs basename blocks cdata_shape chunks compressor compressors config dtype fill_value filters from_dict
    get_basic_selection get_block_selection get_coordinate_selection get_mask_selection get_orthogonal_selection getitem info
    info_complete metadata name nbytes nbytes_stored nchunks nchunks_initialized ndim oindex open order path read_chunk_sizes
    read_only resize serializer set_basic_selection set_block_selection set_coordinate_selection set_mask_selection
    set_orthogonal_selection setitem shape shards size store store_path update_attributes vindex with_config write_chunk_sizes`,
  Groups: `array_keys array_values arrays attrs basename contains create create_array create_group create_hierarchy delitem empty
    empty_like from_dict from_store full full_like get get_array get_group getitem group_keys group_values groups info info_complete
    keys members metadata move name nmembers ones ones_like open path read_only require_array require_group require_groups
    setitem store store_path synchronizer tree update_attributes update_attributes_async zeros zeros_like`,
};

test("every function of the vocabulary has its row", () => {
  const vocabulary = [...read("../../../packages/api/docs/vocabulary.md").matchAll(/^## `(\w+)`$/gm)];
  const functions = vocabulary.map(([, name = ""]) => snake(name));
  expect(functions.length).toBeGreaterThan(25);
  expect([...new Set(firstColumn("Functions"))].sort()).toEqual([...functions, "config"].sort());
});

test.each(Object.entries(members))("every member of %s has its row", (heading, names) => {
  const named = new Set(firstColumn(heading));
  expect(names.split(/\s+/).filter((name) => !named.has(name))).toEqual([]);
});

test("what is the same in camelCase is there", async () => {
  const nodes = { Arrays: await createArray({ shape: [2] }), Groups: await createGroup({}) };
  for (const [heading, node] of Object.entries(nodes)) {
    const same = rowsOf(heading).filter(([, here]) => here.startsWith("the same"));
    const names = same.flatMap(([found]) => found.map(camel));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !(name in node))).toEqual([]);
  }
});
