// Runs the bundle of viewer.js in a process of its own, whose only modules it is, and prints what it read and loaded.
//   node viewer-child.js <folder of the bundle> <address of an array, or of a group and #name of an array in it>...
// Of an address that ends in @ the first element is read, otherwise all.
import { Session } from "node:inspector";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...addresses] = process.argv.slice(2);
const loaded = new Set();
const session = new Session();
session.connect();
session.on("Debugger.scriptParsed", ({ params: { url } }) => {
  if (url.startsWith(pathToFileURL(folder).href)) loaded.add(url.slice(url.lastIndexOf("/") + 1));
});
session.post("Debugger.enable");

const { open, openHierarchy } = await import(pathToFileURL(join(folder, "stdin.js")).href);
const atOnce = [...loaded];
const arrays = [];
for (const address of addresses) {
  const isFirst = address.endsWith("@");
  const [url, name] = address.replace("@", "").split("#");
  const array = name === undefined ? await open(url) : await (await openHierarchy(url)).array(name);
  const { shape, dtype } = array;
  const read = await array.get(isFirst ? shape.map(() => 0) : undefined);
  arrays.push({ shape, dtype, bytes: Buffer.from(read.toBytes()).toString("base64"), loaded: [...loaded] });
}
console.log(JSON.stringify({ atOnce, arrays }));
process.exit();
