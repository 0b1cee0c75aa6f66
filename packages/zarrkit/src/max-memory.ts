import { Option } from "commander";
import { parseBytes } from "./notation.ts";

/** What commands hold of values at a time, where nobody says otherwise. */
const usual = "512M";

export function maxMemoryOption(): Option {
  return new Option("--max-memory <size>", "how much to hold at a time")
    .argParser(parseBytes)
    .default(parseBytes(usual), usual);
}
