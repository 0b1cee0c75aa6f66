export const python: string;
export function prepareEnvironment(): void;
