import { join, relative, sep } from "node:path";
import { Application, type DeclarationReflection, type TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { listEntries } from "./entry.ts";

/**
 * Writes a page for each entry of each published package, made from the comments in its source, and the same as data in
 * `reference.json`.
 */
export async function writeReference(packages: string, tsconfig: string, folder: string): Promise<void> {
  const entries = listEntries(packages);
  const options: Partial<TypeDocOptions & PluginOptions> = {
    entryPoints: entries.map(({ source }) => source),
    basePath: packages,
    tsconfig,
    plugin: ["typedoc-plugin-markdown"],
    // The compiler of the repository checks types; this one is older and only reads them.
    skipErrorChecking: true,
    logLevel: "Warn",
    validation: { notExported: false, invalidLink: true, notDocumented: false },
    excludePrivate: true,
    excludeInternal: true,
    excludeExternals: true,
    disableSources: true,
    name: "Reference",
    readme: "none",
    router: "module",
    entryFileName: "index",
    outputs: [
      { name: "markdown", path: folder },
      { name: "json", path: join(folder, "reference.json") },
    ],
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    expandObjects: true,
    expandParameters: true,
    parametersFormat: "table",
    propertyMembersFormat: "table",
    interfacePropertiesFormat: "table",
    typeAliasPropertiesFormat: "table",
    enumMembersFormat: "table",
    typeDeclarationFormat: "table",
    pageTitleTemplates: {
      index: "Reference",
      module: ({ name }) => entries.find(({ page }) => page === name)?.specifier ?? name,
    },
  };
  const app = await Application.bootstrapWithPlugins(options);
  const project = await app.convert();
  if (project === undefined) throw new Error("the reference cannot be read from the sources");
  for (const module of project.children ?? []) nameAfterEntry(module, packages, entries);
  await app.generateOutputs(project);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("the reference has faults: see above");
}

/** A module is called after its source until here: `core/src/read`. */
function nameAfterEntry(
  module: DeclarationReflection,
  packages: string,
  entries: ReturnType<typeof listEntries>,
): void {
  const entry = entries.find(({ source }) => {
    const name = relative(packages, source).split(sep).join("/");
    return module.name === name.replace(/(\/index)?\.ts$/, "");
  });
  if (entry === undefined) throw new Error(`no entry is made of ${module.name}`);
  module.name = entry.page;
}
