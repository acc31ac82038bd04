export const languages = ['ru', 'kk', 'en'] as const;
export type Language = (typeof languages)[number];

/** Money as people of a language write it, said here anew. */
export function written(minor: number | bigint, language: Language): string {
  const size = minor < 0 ? -minor : minor;
  const digits = String(size).padStart(3, '0');
  const [gap, point] = language === 'en' ? [',', '.'] : [' ', ','];
  const whole = digits.slice(0, -2).replaceAll(/\B(?=(?:\d{3})+$)/g, gap);
  return `${minor < 0 ? '−' : ''}${whole}${point}${digits.slice(-2)}`;
}
