import { createArray, createGroup, migrate, openGroup } from "@zarrkit/api";

// #region create
const store = new Map<string, Uint8Array>();
const root = await createGroup({
  store,
  zarrFormat: 2,
  attributes: { title: "Levels" },
});
await createArray({ store, path: "station/level", shape: [4], zarrFormat: 2 });
console.log([...store.keys()]);
// [ '.zgroup', '.zattrs', 'station/.zgroup', 'station/.zattrs',
//   'station/level/.zarray', 'station/level/.zattrs' ]
for await (const [path, node] of root.members({ maxDepth: null }))
  console.log(path, node.kind);
// station group
// station/level array
// #endregion create

// #region migrate
console.log(await migrate(store)); // 3
const migrated = await openGroup(store);
console.log(migrated.zarrFormat, migrated.attrs);
// 3 { title: 'Levels' }
// #endregion migrate
