import type { CertificateType } from './certificate.ts';

/** Which certificates a list shows. */
export const certificateStates = ['in-force', 'faulty', 'ended'] as const;
export type CertificateState = (typeof certificateStates)[number];

/** A certificate as a list shows it. */
export type CertificateRow = {
  id: string;
  number: string;
  version: number;
  type: CertificateType;
  issuedOn: string;
  grade: string;
  millName: string;
  heatNumbers: string[];
  faultCount: number;
  attachedAt: Date;
};
