/** A closed quote's state as the buyer's vocabulary calls it (R37). */
export function standingOf(state: string): string {
  const standings: Record<string, string> = {
    ...{ accepted: 'ordered', withdrawn: 'cancelled', requested: 'with-us', sent: 'your-turn' },
  };
  return standings[state] ?? state;
}
