import { withBase } from "vitepress";
import { type Component, defineComponent, h, onBeforeUnmount, onMounted, ref } from "vue";

/** The playground as a part of a page; its code loads with the first page that has one. */
export const Playground: Component = defineComponent(() => {
  const host = ref<HTMLElement>();
  let close: (() => void) | undefined;
  onMounted(async () => {
    const { openPlayground } = await import("./playground.ts");
    const at = (path: string): string => new URL(withBase(path), location.href).href;
    if (host.value !== undefined)
      close = openPlayground(host.value, { library: at("/library/"), sample: at("/sample/") });
  });
  onBeforeUnmount(() => close?.());
  return () => h("div", { class: "playground", ref: host });
});
