import type {
  ChunkSpec,
  Codec,
  CodecContext,
  CodecFactory,
  CodecSpelling,
  Extension,
  JsonObject,
} from "@zarrkit/core/contract";
import { valueText } from "../value-text.ts";
import { sampleSpec } from "./sample.ts";

/** What a codec may ask its context for: data types by their metadata, and inner chains. */
export type CodecResolvers = Pick<CodecContext, "dataType" | "chain">;

/** One way to configure the codec. */
export interface CodecCase {
  /** As metadata says it; `undefined` for none. */
  readonly configuration: JsonObject | undefined;
  /** `"zarr"` when absent. */
  readonly spelling?: CodecSpelling;
  /** What the codec must say it would store; compared when present. */
  readonly stored?: JsonObject | null;
  /** The chunk that the codec is made for. */
  readonly spec?: ChunkSpec;
  /** For codecs that name data types or other codecs in their configuration. */
  readonly resolvers?: Partial<CodecResolvers>;
  /** True: as in a worker, whose thread may be held up. */
  readonly blocking?: boolean | undefined;
}

/** Bytes that another implementation wrote, and what they hold. */
export interface CodecGolden extends CodecCase {
  /** For the name of the test. */
  readonly name: string;
  /** What the other implementation wrote. */
  readonly encoded: Uint8Array;
  /** For array codecs: the elements in the host's byte order. */
  readonly decoded: Uint8Array;
}

/** What is tested, and what may be asked of it. */
export interface CodecSubject {
  /** The descriptor of the codec. */
  readonly extension: Extension<"codec">;
  /** What the codec is; its kind decides which tests there are. */
  readonly kind: "array_to_array" | "array_to_bytes" | "bytes_to_bytes";
  /** At least one. */
  readonly configurations: readonly CodecCase[];
  /** Configurations that must be refused. */
  readonly invalid?: readonly CodecCase[];
  /** What other implementations wrote. */
  readonly golden?: readonly CodecGolden[];
  /**
   * Bytes-to-bytes codecs: whether damage is always noticed (`"detected"`, formats with a checksum), or may also give
   * other bytes of the right length (`"bounded"`).
   */
  readonly damage?: "detected" | "bounded";
  /** Shapes for array codecs; a few of ranks 0 to 4 when absent. */
  readonly shapes?: readonly (readonly number[])[];
  /** Specs that an array codec can store; the sample data types when absent. */
  readonly specs?: readonly ChunkSpec[];
}

/** The context that an engine would hand to a factory. Without resolvers, it knows no data type and no codec. */
export function sampleContext(
  spelling: CodecSpelling = "zarr",
  spec: ChunkSpec = sampleSpec([16]),
  resolvers: Partial<CodecResolvers> = {},
): CodecContext {
  return {
    spec,
    spelling,
    dataType() {
      throw new Error("the sample context knows no data types");
    },
    chain() {
      throw new Error("the sample context builds no chains");
    },
    ...resolvers,
  };
}

/** Makes the codec of a case. */
export async function createCodec(
  extension: Extension<"codec">,
  { configuration, spelling, spec, resolvers, blocking }: CodecCase,
): Promise<Codec> {
  const factory: CodecFactory = await extension.load();
  return factory.create(configuration, { ...sampleContext(spelling, spec, resolvers), blocking });
}

/** A case's configuration and spelling, for the names of tests. */
export function caseText({ configuration, spelling = "zarr" }: CodecCase): string {
  return `${configuration === undefined ? "without configuration" : valueText(configuration)} (${spelling})`;
}
