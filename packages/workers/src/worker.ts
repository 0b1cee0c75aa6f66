/** The script of a worker that knows what `@zarrkit/api` knows. */
import { serve } from "./serve.ts";

serve({ registry: async () => (await import("@zarrkit/api")).defaultRegistry });
