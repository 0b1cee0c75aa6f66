import type { JSONOutput } from "typedoc";

type Declaration = JSONOutput.DeclarationReflection;

const says = (comment: JSONOutput.Comment | undefined): boolean =>
  comment?.summary.some(({ text }) => text.trim() !== "") === true;

function isDocumented(one: Declaration): boolean {
  const { type } = one;
  const signatures = one.signatures ?? (type?.type === "reflection" ? type.declaration.signatures : undefined) ?? [];
  return says(one.comment) || (signatures.length > 0 && signatures.every(({ comment }) => says(comment)));
}

/** The names that each page of the reference tells of. */
export function exportsOf(project: JSONOutput.ProjectReflection): Map<string, string[]> {
  const modules = (project.children ?? []) as Declaration[];
  return new Map(modules.map(({ name, children }) => [name, (children ?? []).map((one) => one.name)]));
}

/** The exports of all pages that have no sentence about them, nor where they were first exported. */
export function undocumented(project: JSONOutput.ProjectReflection): string[] {
  const modules = (project.children ?? []) as Declaration[];
  return modules.flatMap(({ name, children }) =>
    ((children ?? []) as Declaration[])
      // One that is told of on another page is only named here.
      .filter((one) => (one.variant as string) !== "reference" && !isDocumented(one))
      .map((one) => `${name}: ${one.name}`),
  );
}
