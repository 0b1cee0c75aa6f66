import { consolidateMetadata, createHierarchy, openGroup } from "@zarrkit/api";
import { MemoryStore } from "@zarrkit/store-memory";
import { observed } from "@zarrkit/store-tools";

const memory = new MemoryStore();

// #region create
const spec = { kind: "array", shape: [100], dtype: "float32" } as const;
const nodes = Object.fromEntries(
  Array.from({ length: 500 }, (_, n) => [`station/${n}`, spec]),
);
for await (const _ of createHierarchy({ store: memory, nodes })) {
  // each node as soon as it is stored
}
await consolidateMetadata(memory);
// #endregion create

// #region open
const requests: string[] = [];
const store = observed(memory, ({ operation, key }) =>
  requests.push(`${operation} ${key}`),
);
const root = await openGroup(store, { mode: "r" });
const stations = await root.group("station");
console.log(await stations.nmembers(), (await stations.array("42")).shape);
// 500 [ 100 ]
console.log(requests); // [ 'get zarr.json' ]
// #endregion open
