import type { TrackKind, TrackSource } from '../platform/db/schema.ts';

/** Something that happened to a shipment, with when it was told. Reports come in any order. */
export type TrackEntry = {
  id: number;
  kind: TrackKind;
  happenedAt: Date;
  toldAt: Date;
  source: TrackSource;
  place: string;
  note: string;
  arriveFrom: Date | null;
  arriveUntil: Date | null;
  personName: string | null;
};

/** What is written down of something that happened. */
export type NewTrackEntry = {
  companyId: string;
  shipmentId: string;
  kind: TrackKind;
  happenedAt: Date;
  toldAt: Date;
  source: TrackSource;
  /** Of a carrier's report or of a form, so that the same counts once. */
  sourceKey?: string | null;
  place?: string;
  note?: string;
  arriveFrom?: Date | null;
  arriveUntil?: Date | null;
  personId: string | null;
};
