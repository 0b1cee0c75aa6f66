import {
  createArray,
  createGroup,
  openGroup,
  type ZarrArray,
} from "@zarrkit/api";

const store = new Map<string, Uint8Array>();
const datasets = [{ path: "0" }, { path: "1" }];
await createGroup({
  store,
  attributes: { ome: { multiscales: [{ datasets }] } },
});
for (const [level, edge] of [600, 300].entries()) {
  await createArray({
    store,
    path: String(level),
    shape: [edge, edge],
    dtype: "uint16",
  });
}

// #region levels
const image = await openGroup(store, { mode: "r" });
const { multiscales } = image.attrs["ome"] as {
  multiscales: [{ datasets: { path: string }[] }];
};
const levels: ZarrArray[] = await Promise.all(
  multiscales[0].datasets.map(({ path }) => image.array(path)),
);
console.log(levels.map(({ shape }) => shape));
// [ [ 600, 600 ], [ 300, 300 ] ]
// #endregion levels
