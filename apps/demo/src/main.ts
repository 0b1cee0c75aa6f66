import { demo } from "./demo.ts";

await demo(new URL("../../../demo-output/", import.meta.url), (text) => console.log(text));
