import type { ZarrGroup, ZarrNode } from "@zarrkit/core";
import { element } from "../page/element.ts";
import { listsNothing } from "../store/lists-nothing.ts";

/** What to do when someone chooses a node, and when a group cannot be listed. */
export interface HierarchyEvents {
  select(node: ZarrNode): void;
  fail(error: unknown): void;
}

/** Nested lists of buttons: one for each node; that of a group also shows and hides what is in it. */
export function hierarchy(root: ZarrNode, events: HierarchyEvents): HTMLUListElement {
  const list = element("ul", { className: "tree" });
  const item = nodeItem(root, root.name === "" ? "/" : root.name, list, events);
  list.append(item);
  item.querySelector("button")?.click();
  return list;
}

function nodeItem(node: ZarrNode, name: string, tree: HTMLUListElement, events: HierarchyEvents): HTMLLIElement {
  const note = node.kind === "array" ? `${node.dtype} [${node.shape.join(", ")}]` : "group";
  const button = element("button", { type: "button" }, name, element("small", {}, note));
  const item = element("li", {}, button);
  if (node.kind === "group") button.ariaExpanded = "false";
  button.addEventListener("click", () => {
    const before = tree.querySelector("[aria-current]");
    const isCurrent = before === button;
    before?.removeAttribute("aria-current");
    button.ariaCurrent = "true";
    // A group that is shown already opens or closes; one that is not yet opens.
    if (node.kind === "group" && (isCurrent || button.ariaExpanded === "false")) toggle(node, button, tree, events);
    if (!isCurrent) events.select(node);
  });
  return item;
}

function toggle(group: ZarrGroup, button: HTMLButtonElement, tree: HTMLUListElement, events: HierarchyEvents): void {
  const isOpen = button.ariaExpanded === "true";
  button.ariaExpanded = String(!isOpen);
  const below = button.nextElementSibling;
  if (below instanceof HTMLUListElement) below.hidden = isOpen;
  else {
    const list = element("ul");
    button.after(list);
    list.ariaBusy = "true";
    fill(list, group, tree, events)
      .catch((error: unknown) => {
        list.remove();
        button.ariaExpanded = "false";
        events.fail(listsNothing(error) ? unknownMembers(group, error) : error);
      })
      .finally(() => list.removeAttribute("aria-busy"));
  }
}

function unknownMembers({ path }: ZarrGroup, cause: unknown): Error {
  const group = path === "" ? "this group" : path;
  return new Error(
    `What is in ${group} is not known: its web server does not list folders. Open the address of an array in it, or consolidate its metadata: zarrkit consolidate.`,
    { cause },
  );
}

async function fill(list: HTMLUListElement, group: ZarrGroup, tree: HTMLUListElement, events: HierarchyEvents) {
  for await (const [name, node] of group.members()) list.append(nodeItem(node, name, tree, events));
  if (list.childElementCount === 0) list.append(element("li", { className: "hint" }, "empty"));
}
