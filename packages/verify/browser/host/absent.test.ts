import { expect, test } from "vitest";

test("half-precision numbers index alike where there is no Float16Array", async () => {
  // Before the library is loaded, which looks once.
  Reflect.deleteProperty(globalThis, "Float16Array");
  const { half } = await import("./half.ts");
  expect(await half()).not.toBe("Float16Array");
});
