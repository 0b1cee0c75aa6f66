import { serve } from "@zarrkit/workers/serve";
import { registry } from "./odd-codec.ts";

serve({ registry });
