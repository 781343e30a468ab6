import type { Clock } from '../clock.ts';
import type { Person } from '../people/person.ts';
import type { Random } from '../random.ts';

/** What a gateway posts to the app. */
export interface Post {
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
}

export interface PostAnswer {
  readonly status: number;
  readonly body: string;
}

/** Carries a post to the app; rejects when there is no answer in time. */
export type Carry = (post: Post) => Promise<PostAnswer>;

/** The app's answer as it appears on the phone. */
export type OnPhone =
  | { readonly kind: 'question'; readonly text: string }
  | { readonly kind: 'last'; readonly text: string }
  /** "Connection problem or invalid MMI code." */
  | { readonly kind: 'broken' };

/** How a session ended that the app did not end. */
export type CutOff = 'cancelled' | 'timed_out' | 'network_aborted';

/** One session between a phone and the app. */
export interface Line {
  dial(): Promise<OnPhone>;
  type(input: string): Promise<OnPhone>;
  /** Tells the app that the session is over, where the gateway does that. */
  cutOff(how: CutOff): Promise<void>;
}

export interface LineParts {
  readonly person: Person;
  readonly carry: Carry;
  readonly clock: Clock;
  readonly random: Random;
}

export type Gateway = (parts: LineParts) => Line;
