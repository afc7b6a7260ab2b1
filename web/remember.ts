/** Small choices of this person in this browser. Where storage is refused (a private window), they last for the visit. */
const visit = new Map<string, string>();

export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(`parlando.${name}`) ?? visit.get(name);
  } catch {
    return visit.get(name);
  }
}

export function forget(name: string): void {
  visit.delete(name);
  try {
    localStorage.removeItem(`parlando.${name}`);
  } catch {
    // It was never there.
  }
}

export function remember(name: string, value: string): void {
  visit.set(name, value);
  try {
    localStorage.setItem(`parlando.${name}`, value);
  } catch {
    // `visit` has it.
  }
}
