import { serve } from "../../src/serve.ts";
import { registry } from "./odd-registry.ts";

serve({ registry });
