import type { JSONOutput } from "typedoc";

type Declaration = JSONOutput.DeclarationReflection;

const says = (comment: JSONOutput.Comment | undefined): boolean =>
  comment?.summary.some(({ text }) => text.trim() !== "") === true;

function isDocumented(one: Declaration): boolean {
  const { type } = one;
  const signatures = one.signatures ?? (type?.type === "reflection" ? type.declaration.signatures : undefined) ?? [];
  const getter = one.getSignature?.comment;
  return (
    says(one.comment) || says(getter) || (signatures.length > 0 && signatures.every(({ comment }) => says(comment)))
  );
}

/** The names that each page of the reference tells of. */
export function exportsOf(project: JSONOutput.ProjectReflection): Map<string, string[]> {
  const modules = (project.children ?? []) as Declaration[];
  return new Map(modules.map(({ name, children }) => [name, (children ?? []).map((one) => one.name)]));
}

/** A table of names and types, which says all there is in one sentence. */
const tables: readonly string[] = ["DataTypeMap"];

/** The members of an export that are told of with it; those of another's are told of there. */
function membersOf(one: Declaration): readonly Declaration[] {
  if (tables.includes(one.name)) return [];
  const { type } = one;
  const children = [...(one.children ?? []), ...(type?.type === "reflection" ? (type.declaration.children ?? []) : [])];
  return children.filter(({ inheritedFrom, name }) => inheritedFrom === undefined && name !== "constructor");
}

/**
 * What all pages tell of and has no sentence: exports, unless they have one where they were first exported, and their
 * members, unless they have one in what they replace.
 */
export function undocumented(project: JSONOutput.ProjectReflection): string[] {
  const modules = (project.children ?? []) as Declaration[];
  return modules.flatMap(({ name, children }) =>
    ((children ?? []) as Declaration[])
      // One that is told of on another page is only named here.
      .filter((one) => (one.variant as string) !== "reference")
      .flatMap((one) => [
        ...(isDocumented(one) ? [] : [`${name}: ${one.name}`]),
        ...membersOf(one)
          .filter((member) => !isDocumented(member))
          .map((member) => `${name}: ${one.name}.${member.name}`),
      ]),
  );
}
