import { openArray } from "@zarrkit/api";
import { HttpStore } from "@zarrkit/store-http";
import { cached } from "@zarrkit/store-tools";
import { DirectoryStore } from "@zarrkit/store-web-fs";

const origin = await navigator.storage.getDirectory();
const folder = await origin.getDirectoryHandle("cache", { create: true });
const keepIn = await DirectoryStore.open(folder);
const store = cached(new HttpStore("http://localhost:8080/climate.zarr"), {
  maxBytes: 2 ** 30,
  keepIn,
});

const temperature = await openArray(store, { path: "temperature", mode: "r" });
console.log(temperature.shape); // [ 12, 18, 36 ]
