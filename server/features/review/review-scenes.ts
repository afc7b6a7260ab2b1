/** Languages that can be reviewed by speaking, with the scene's title and the language it is asked in by default. */
export const reviewScenes = [
  { id: 'review-pl', language: 'pl', from: 'en', title: 'Powtórka', description: 'Say what is due for review.' },
  {
    id: 'review-en',
    language: 'en',
    from: 'pl',
    title: 'Review',
    description: 'Powiedz na głos to, co czeka na powtórkę.',
  },
] as const;

export const isReviewScene = (scene: string): boolean => reviewScenes.some(({ id }) => id === scene);
