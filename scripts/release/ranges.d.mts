interface Package {
  readonly name: string;
  readonly isPublic: boolean;
  readonly manifest: object;
}
export function brokenRanges(packages: readonly Package[]): string[];
