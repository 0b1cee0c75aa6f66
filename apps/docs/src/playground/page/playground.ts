import { compile } from "./compile.ts";
import { openEditor } from "./editor.ts";
import type { RunnerMessage } from "./runner.ts";
import "./playground.css";

/** Where the site has what code needs; addresses end with a slash. */
export interface Addresses {
  readonly library: string;
  readonly sample: string;
}

/** What snippets call the server of the sample data. */
const sampleOrigin = "http://localhost:8080/";

/** Examples by title, which is the comment in their first line. */
const examples = new Map(
  Object.values(
    import.meta.glob<string>("../../../snippets/playground/*.ts", { query: "?raw", import: "default", eager: true }),
  ).map((text) => [/^\/\/ (.*)\n/.exec(text)?.[1] ?? "Example", text]),
);

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...content: (string | Node)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/**
 * Puts a playground into an element: examples to choose from, an editor, and what the code prints. Code runs in a worker,
 * which is ended by Stop and by the next run.
 *
 * @returns a function that takes it away again
 */
export function openPlayground(parent: HTMLElement, { library, sample }: Addresses): () => void {
  const choice = element("select", {}, ...[...examples.keys()].map((title) => element("option", {}, title)));
  const run = element("button", { type: "button", class: "run" }, "Run");
  const stop = element("button", { type: "button", disabled: "" }, "Stop");
  const output = element("pre", { role: "log", "aria-label": "Output", tabindex: "0" });
  const status = element("p", { role: "status" });
  const place = element("div", { class: "editor" });
  const bar = element("div", { class: "bar" }, element("label", {}, "Example ", choice), run, stop);
  parent.append(bar, place, status, output);
  const editor = openEditor(place);
  let worker: Worker | undefined;

  function end(how: string): void {
    worker?.terminate();
    worker = undefined;
    stop.disabled = true;
    status.textContent = how;
  }

  function hear(message: RunnerMessage): void {
    if ("printed" in message) output.append(`${message.printed}\n`);
    else if ("failed" in message) {
      output.append(element("span", { class: "failed" }, `${message.failed}\n`));
      end("Failed");
    } else end(`Done in ${message.milliseconds.toFixed(0)} ms`);
  }

  async function start(): Promise<void> {
    end("Running");
    output.textContent = "";
    try {
      const module = await compile(editor.text, library);
      worker = new Worker(new URL("./runner.ts", import.meta.url), { type: "module", name: "playground" });
      worker.addEventListener("message", ({ data }: MessageEvent<RunnerMessage>) => hear(data));
      worker.addEventListener("error", ({ message }) => hear({ failed: message || "The worker cannot start" }));
      worker.postMessage(module);
      stop.disabled = false;
    } catch (error) {
      hear({ failed: String(error) });
    }
  }

  const show = (): void => {
    editor.text = (examples.get(choice.value) ?? "").replaceAll(sampleOrigin, sample);
    end("");
    output.textContent = "";
  };
  choice.addEventListener("change", show);
  run.addEventListener("click", () => void start());
  stop.addEventListener("click", () => end("Stopped"));
  show();
  return () => {
    end("");
    editor.close();
  };
}
