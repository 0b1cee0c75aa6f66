import { defaultRegistry } from "@zarrkit/api";
import { serve } from "@zarrkit/workers/serve";

serve({ registry: defaultRegistry });
