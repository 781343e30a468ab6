import { context } from '@opentelemetry/api';
import { hopSlotOf } from '../active-hop.ts';
import type { FrameworkNotes } from '../recorder/framework-notes.ts';

/**
 * The notes of the request that this code runs for, by its async context alone: what a framework keeps
 * on an instance belongs to whichever session wrote it last.
 */
export function currentNotes(): FrameworkNotes | undefined {
  return hopSlotOf(context.active())?.hop?.framework;
}
