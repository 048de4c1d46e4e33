import type { ObjectProblem } from '../player/object-info.js';

/** What is, then what to do. @param hasToken whether the address has one, which then is another than the object's */
export function problemWords(problem: ObjectProblem, hasToken: boolean): { title: string; advice: string } {
  switch (problem) {
    case 'unknown':
      return {
        title: 'There is nothing at this address',
        advice: 'It was removed, or the address is not complete. Ask who sent you the link.',
      };
    case 'denied':
      return hasToken
        ? { title: 'That is not its token', advice: 'It may have been changed. Ask who gave you the address.' }
        : { title: 'This needs a token', advice: 'Who gave you the address can give you the token, too.' };
    case 'offline':
      return { title: 'The server does not answer', advice: 'Trying again by itself.' };
  }
}
