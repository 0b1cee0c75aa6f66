import type { DataTypeContext, JsonObject, JsonValue } from "@zarrkit/core/contract";
import { exactMembers, found } from "../foundation.ts";
import type { FieldDeclaration } from "./field.ts";
import { subarray, subarrayShape } from "./subarray.ts";

function fieldName(json: JsonValue): string {
  if (typeof json !== "string") {
    throw new TypeError(`struct: expected a field name, found ${found(json)}`);
  }
  return json;
}

/**
 * The fields of a v3 configuration: `{ "name", "data_type" }` objects. The old name `structured` goes with
 * `[name, data_type]` pairs. Throws for any other form.
 */
export async function v3Declarations(
  written: string,
  configuration: JsonObject | undefined,
  context: DataTypeContext,
): Promise<FieldDeclaration[]> {
  const { fields } = exactMembers(`${written} configuration`, configuration, ["fields"]);
  if (!Array.isArray(fields)) {
    throw new TypeError(`${written} fields: expected a list, found ${found(fields)}`);
  }
  const declarations: FieldDeclaration[] = [];
  for (const entry of fields as readonly JsonValue[]) {
    let member: { readonly name: JsonValue; readonly data_type: JsonValue };
    if (written === "structured" && Array.isArray(entry) && entry.length === 2) {
      member = { name: entry[0], data_type: entry[1] };
    } else {
      member = exactMembers(`${written} field`, entry, ["name", "data_type"]);
    }
    declarations.push({ name: fieldName(member.name), dataType: await context.dataType(member.data_type) });
  }
  return declarations;
}

/** The fields of a v2 `dtype`: `[name, type]` or `[name, type, shape]`. Throws for any other form. */
export async function v2Declarations(dtype: JsonValue, context: DataTypeContext): Promise<FieldDeclaration[]> {
  if (!Array.isArray(dtype)) {
    throw new TypeError(`struct: expected a list of fields, found ${found(dtype)}`);
  }
  const declarations: FieldDeclaration[] = [];
  for (const entry of dtype as readonly JsonValue[]) {
    if (!Array.isArray(entry) || entry.length < 2 || entry.length > 3) {
      throw new TypeError(`struct: expected a field as [name, type] or [name, type, shape], found ${found(entry)}`);
    }
    const name = fieldName(entry[0]);
    const inner = await context.v2DataType(entry[1]);
    const shape = entry.length === 3 ? subarrayShape(entry[2]) : [];
    declarations.push(
      shape.length === 0 ? { name, dataType: inner } : { name, dataType: subarray(inner, shape), shape },
    );
  }
  return declarations;
}
