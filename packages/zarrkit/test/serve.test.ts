import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createArray, createGroup, resolveStore } from "@zarrkit/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createStoreServer } from "../src/serve/store-server.ts";
import { Folder, zarrkit } from "./terminal.ts";

const folder = new Folder();
let server: Server;
let url: string;
beforeAll(async () => {
  const store = folder.at("a.zarr");
  await createGroup({ store, zarrFormat: 2 });
  await createArray({ store, name: "b/c", data: [1, 2, 3], chunks: [2], zarrFormat: 2 });
  server = createStoreServer(await resolveStore(store), (path, response) => {
    if (path === "/") response.end("a page");
    return path === "/";
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  folder.remove();
});

const json = async (path: string): Promise<unknown> =>
  (await fetch(url + path, { headers: { accept: "application/json" } })).json();

test("folders are listed, to people the root is a page", async () => {
  expect(await json("/")).toEqual(expect.arrayContaining([{ name: "b", type: "directory" }]));
  expect(await json("/b/")).toEqual(expect.arrayContaining([{ name: "c", type: "directory" }]));
  expect(await (await fetch(url)).text()).toBe("a page");
  for (const path of ["/missing/", "/b/.zgroup/", "/b//", "/%2e%2e%2f/"])
    expect((await fetch(url + path)).status).toBe(404);
});

test("a group without consolidated metadata is looked into and copied, with the option listing", async () => {
  expect((await zarrkit("tree", url, "-s", "listing=true")).output).toContain("c (3,) float64");
  expect((await zarrkit("tree", url)).complaints).toContain("cannot list its keys; -s listing=true reads the lists");
  const { complaints } = await zarrkit("copy", url, folder.at("none.zarr"));
  expect(complaints).toMatch(/consolidated metadata, and there is none; `zarrkit consolidate` .* -s listing=true/);
  expect(await zarrkit("copy", url, folder.at("b.zarr"), "-s", "listing=true")).toMatchObject({ code: 0 });
  expect((await zarrkit("cat", folder.at("b.zarr"), "-p", "b/c")).output).toBe("1 2 3\n");
});
