import { type RawBuilder, sql } from 'kysely';

/**
 * The machines of a branch that take the form of `product`, the first to ask
 * first, as one JSON value of a larger statement (`CuttingTerms`). Where the branch has no
 * machine of its own for a method the company's stands; no branch has only those.
 */
export const cuttingTermsSql = (branch: RawBuilder<string | null>) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object(
      'method', machine.method, 'upToAreasMm2', machine.up_to_areas_mm2, 'ratesMinor', machine.rates_minor,
      'hardGrades', machine.hard_grades, 'hardGradeBp', machine.hard_grade_bp, 'setUpMinor', machine.set_up_minor,
      'leastChargeMinor', machine.least_charge_minor, 'kerfMm', machine.kerf_mm,
      'toleranceMm', machine.tolerance_mm, 'leastRemnantMm', machine.least_remnant_mm,
      'remnantCreditBp', machine.remnant_credit_bp, 'cutsPerDay', machine.cuts_per_day,
      'queuedCuts', (select coalesce(sum(job.cuts), 0) from cutting_job as job
                     where job.branch_code = ${branch} and job.method = machine.method
                       and job.state in ('planned', 'released', 'started')))
      order by machine.position, machine.method), '[]')
   from (select distinct on (terms.method) * from cutting_terms as terms
         where terms.branch_code is null or terms.branch_code = ${branch}
         order by terms.method, terms.branch_code nulls last) as machine
   where product.form = any(machine.forms))`;
