const LENGTH_MIN = 10;
const LENGTH_MAX = 200;

/** Ten characters at least are asked for, so only common passwords of that length need a list; in small letters. */
const commonest = new Set(
  [
    '1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc q1w2e3r4t5 q1w2e3r4t5y6 qazwsxedcrfv zaq12wsxcde3 123qweasdzxc',
    'qwertyuiop qwertyuiop123 qwerty1234 qwerty12345 qwerty123456 qwerty123! qwertyqwerty 1234qwerty 12345qwert 123456qwerty',
    'asdfghjkl1 asdfghjkl; asdfghjkl123 zxcvbnm123 zxcvbnm,./ qweasdzxc1 qweasdzxc123 qweqweqwe1 asdasdasd1 poiuytrewq',
    '1234567890 0123456789 0987654321 9876543210 12345678910 1234567891 123456789a 123456789q a123456789 q123456789',
    'password12 password123 password1234 password12345 password123! password!1 passw0rd123 p@ssw0rd123 p@ssword123 passwordpassword',
    'mypassword1 mypassword letmein123 letmein1234 welcome123 welcome1234 changeme123 changeme12 trustno1trustno1 iloveyou12 iloveyou123 iloveyou1!',
    'admin12345 admin123456 administrator administrator1 adminadmin adminadmin1 root123456 user123456 test123456 testtest12 guest12345 secret1234',
    'sunshine12 sunshine123 princess12 princess123 football12 football123 baseball12 baseball123 superman123 batman12345 dragon12345 monkey12345',
    'michael123 jennifer12 charlie123 abcd123456 abc1234567 abcdefghij abcdefghijk a1b2c3d4e5 1a2b3c4d5e aa12345678 aa123456789',
    'йцукенгшщз йцукенгшщзхъ йцукен12345 йцукен123456 12345йцуке 123456йцукен пароль1234 пароль12345 пароль123456 парольпароль',
    'фывапролдж фывапролджэ ячсмитьбю1 любовь12345 привет12345 солнышко12 алматы12345 астана12345 казахстан1 казахстан7 қазақстан1 құпиясөз12',
    'almaty12345 astana12345 kazakhstan kazakhstan1 kazakhstan7 qazaqstan1 counterweight counterweight1 spring2026! summer2026! autumn2026! winter2026!',
  ].flatMap((line) => line.split(' ')),
);

/** Why a password is not taken; the first two name the limit after a colon, as the problems of forms do. */
export type PasswordProblem = `tooShort:${number}` | `tooLong:${number}` | 'isEmail' | 'common';

/**
 * What is wrong with a password that somebody wants to set; `undefined` when it
 * is taken. Ten to 200 characters, not the mail address or its name part, and
 * none of the commonest or of a few signs over and over (NIST SP 800-63B: no
 * rules on the kinds of characters). Says nothing about passwords that exist.
 */
export function passwordProblem(plain: string, email: string): PasswordProblem | undefined {
  const folded = plain.normalize('NFKC').toLowerCase();
  const length = Array.from(folded).length;
  if (length < LENGTH_MIN) return `tooShort:${LENGTH_MIN}`;
  if (length > LENGTH_MAX) return `tooLong:${LENGTH_MAX}`;
  const bare = folded.trim();
  const address = email.toLowerCase();
  if (bare === address || bare === address.split('@')[0]) return 'isEmail';
  if (commonest.has(bare) || /^(.{1,4})\1+.{0,3}$/su.test(bare)) return 'common';
  return undefined;
}
