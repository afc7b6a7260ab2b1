const kinds = [
  'PREP',
  'CASE',
  'ASPECT',
  'GENDER',
  'REGISTER',
  'WORD',
  'CALQUE',
  'VERB',
  'NOUN',
  'ORDER',
  'SPELL',
  'DET',
  'NUMERAL',
  'NEG',
  'REFL',
] as const;

/** The plain name of a kind of mistake such as `R:VERB:FORM` or `NEG-GEN`: what a learner can be told in a word. */
export function plainKind(kind: string): `kind.${(typeof kinds)[number] | 'other'}` {
  const parts = kind.toUpperCase().split(/[:\-_\s]+/);
  const known = kinds.find((one) => parts.includes(one)) ?? (parts.includes('WO') ? 'ORDER' : undefined);
  return `kind.${known ?? 'other'}`;
}
