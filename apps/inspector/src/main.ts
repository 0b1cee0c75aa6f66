import { defaultRegistry } from "@zarrkit/api";
import { createEnvironment, openNode, type ZarrNode } from "@zarrkit/core";
import { workerPool } from "@zarrkit/workers";
import { byId, element } from "./page/element.ts";
import { nodePanel } from "./panel/node-panel.ts";
import { type Listener, type Opened, openAddress, openDirectory, openDrop, openFiles } from "./store/open-store.ts";
import { Traffic } from "./store/traffic.ts";
import { hierarchy } from "./tree/hierarchy.ts";

const environment = createEnvironment(defaultRegistry);
/** Workers decode all but the smallest tiles, so that the page stays free to be drawn while many come. */
const executor = await workerPool({
  minBytes: 2 ** 16,
  worker: () => new Worker(new URL("./plane/zarr.worker.ts", import.meta.url), { type: "module" }),
});
const address = byId("address", HTMLInputElement);
const errorText = byId("error", HTMLElement);
const [nav, main, footer] = ["nav", "main", "footer"].map((name) => document.querySelector(name) as HTMLElement) as [
  HTMLElement,
  HTMLElement,
  HTMLElement,
];
/** Ends what goes on for the node that is shown. */
let looking = new AbortController();
/** Counts what was opened: what comes late of an earlier one is not shown. */
let opened = 0;

function fail(error: unknown): void {
  errorText.textContent = error instanceof Error ? error.message : String(error);
  errorText.hidden = false;
}

function leave(): AbortSignal {
  looking.abort();
  looking = new AbortController();
  return looking.signal;
}

/** Opens a store and shows what is in it. The store may be asked for at once, as what was dropped has to be. */
async function show(open: (listener: Listener) => Promise<Opened>): Promise<void> {
  const turn = ++opened;
  leave();
  errorText.hidden = true;
  nav.replaceChildren(element("p", { className: "hint", role: "status" }, "Opening …"));
  main.replaceChildren();
  const traffic = new Traffic();
  footer.replaceChildren(traffic.element);
  try {
    const { store, isRemote } = await open(traffic.add);
    const root = await openNode({ store, path: "" }, environment);
    if (turn !== opened) return;
    const select = (node: ZarrNode): void =>
      main.replaceChildren(...nodePanel(node, { traffic, executor, isRemote, signal: leave() }));
    nav.replaceChildren(hierarchy(root, { select, fail }));
  } catch (error) {
    if (turn !== opened) return;
    nav.replaceChildren();
    fail(error);
  }
}

function showAddress(text: string): void {
  address.value = text;
  const here = new URL(location.href);
  here.searchParams.set("url", text);
  history.replaceState(null, "", here);
  void show((listener) => openAddress(text, location.href, listener));
}

byId("open", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  showAddress(address.value.trim());
});

for (const [button, input] of [
  ["folder", "folder-files"],
  ["archive", "archive-file"],
] as const) {
  const files = byId(input, HTMLInputElement);
  files.addEventListener("change", () => {
    const chosen = [...(files.files ?? [])];
    files.value = "";
    if (chosen.length > 0) void show((listener) => openFiles(chosen, listener));
  });
  byId(button, HTMLButtonElement).addEventListener("click", () => {
    if (button === "folder" && "showDirectoryPicker" in window) void pickFolder(window.showDirectoryPicker as Picker);
    else files.click();
  });
}

type Picker = () => Promise<FileSystemDirectoryHandle>;

async function pickFolder(picker: Picker): Promise<void> {
  try {
    const folder = await picker.call(window);
    await show((listener) => openDirectory(folder, listener));
  } catch (error) {
    // Changing one's mind is no mistake.
    if (!(error instanceof DOMException && error.name === "AbortError")) fail(error);
  }
}

document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const { dataTransfer } = event;
  if (dataTransfer !== null) void show((listener) => openDrop(dataTransfer, listener));
});

const asked = new URLSearchParams(location.search).get("url");
if (asked !== null && asked !== "") showAddress(asked);
