import {
  type Certificate,
  type CertifiedHeat,
  elements,
  fieldOfElement,
} from '../../src/certificates/certificate.ts';
import { useFigures, useWords } from '../language.tsx';
import { Day } from './measures.tsx';
import { ScrollRegion } from './scroll-region.tsx';

/** What stands on a certificate, field by field of EN 10168, heat by heat. */
export const CertificatePaper = ({ paper }: { paper: Certificate }) => (
  <>
    <Facts paper={paper} />
    <Chemistry heats={paper.heats} />
    <Mechanics heats={paper.heats} />
  </>
);

const Facts = ({ paper }: { paper: Certificate }) => {
  const { certificates } = useWords();
  const figures = useFigures();
  const { fields, types } = certificates;
  const thickness = paper.thicknessUm === null ? '' : figures.bare.um(paper.thicknessUm);
  const validated =
    paper.validatedBy === '' || !paper.isIndependent
      ? paper.validatedBy
      : `${paper.validatedBy}, ${fields.isIndependent}`;
  const facts = [
    ['A01', fields.mill, paper.mill],
    ['A02', fields.type, types[paper.type]],
    ['A07', fields.orderNumber, paper.orderNumber],
    ['B01', fields.product, paper.product],
    ['B09', fields.size, paper.size],
    ['B09', fields.thickness, thickness],
    ['B02', fields.grade, paper.grade],
    ['B02', fields.standard, paper.standard],
    ['B04', fields.deliveryCondition, paper.deliveryCondition],
    ['Z03', fields.validatedBy, validated],
    ['A05', fields.inspectedBy, paper.inspectedBy],
  ] as const;
  return (
    <dl class="facts">
      <dt>{fields.issuedOn}</dt>
      <dd>
        <Day on={paper.issuedOn} /> <small class="meta">Z02</small>
      </dd>
      {facts
        .filter(([, , value]) => value !== '')
        .map(([field, label, value]) => (
          <>
            <dt>{label}</dt>
            <dd>
              {value} <small class="meta">{field}</small>
            </dd>
          </>
        ))}
    </dl>
  );
};

const Chemistry = ({ heats }: { heats: readonly CertifiedHeat[] }) => {
  const { certificates, shell } = useWords();
  const figures = useFigures();
  const { fields } = certificates;
  const stated = elements.filter((element) =>
    heats.some(({ analysisPpm }) => analysisPpm[element] !== undefined),
  );
  if (stated.length === 0) return null;
  const share = (ppm: number | null | undefined) =>
    ppm === null || ppm === undefined ? '—' : figures.number(ppm / 10_000, 4);
  return (
    <section>
      <h2>{certificates.chemistry}</h2>
      <ScrollRegion label={`${certificates.chemistry}: ${shell.tableScrolls}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{fields.heat}</th>
              <th scope="col">{fields.analysisKind}</th>
              {stated.map((element) => (
                <th scope="col" class="n" title={fieldOfElement(element)}>
                  {element}
                </th>
              ))}
              <th scope="col" class="n" title="C92">
                CEV
              </th>
            </tr>
          </thead>
          <tbody>
            {heats.map((heat) => (
              <tr>
                <th scope="row" class="code">
                  {heat.heatNumber}
                </th>
                <td>{certificates.kinds[heat.analysisKind]}</td>
                {stated.map((element) => (
                  <td class="n">{share(heat.analysisPpm[element])}</td>
                ))}
                <td class="n">{share(heat.carbonEquivalentPpm)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
};

const Mechanics = ({ heats }: { heats: readonly CertifiedHeat[] }) => {
  const { certificates, shell } = useWords();
  const { fields } = certificates;
  return (
    <section>
      <h2>{certificates.mechanics}</h2>
      <ScrollRegion label={`${certificates.mechanics}: ${shell.tableScrolls}`} folds>
        <table>
          <thead>
            <tr>
              <th scope="col">{fields.heat}</th>
              <th scope="col" class="n">
                {fields.pieces}
              </th>
              <th scope="col" class="n">
                {fields.mass}
              </th>
              <th scope="col" class="n">
                {fields.yield}
              </th>
              <th scope="col" class="n">
                {fields.strength}
              </th>
              <th scope="col" class="n">
                {fields.elongation}
              </th>
              <th scope="col">{fields.impactKind}</th>
              <th scope="col">{fields.bend}</th>
            </tr>
          </thead>
          <tbody>
            {heats.map((heat) => (
              <Tests heat={heat} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
};

const Tests = ({ heat }: { heat: CertifiedHeat }) => {
  const { certificates } = useWords();
  const figures = useFigures();
  const { fields, orientations } = certificates;
  const { tensile, impact, massG, pieces } = heat;
  const shown = (value: number | null | undefined, divisor: number) =>
    value === null || value === undefined ? '—' : figures.number(value / divisor, 3);
  const others = [
    [fields.bend, heat.bend],
    [fields.hardness, heat.hardness],
    [fields.ultrasonic, heat.ultrasonic],
  ].filter(([, said]) => said !== '');
  return (
    <tr>
      <th scope="row">
        <span class="code">{heat.heatNumber}</span>
        {heat.lotNumber !== '' && (
          <small class="meta">
            {' '}
            {fields.lot} {heat.lotNumber}
          </small>
        )}
      </th>
      <td class="n" data-label={fields.pieces}>
        {shown(pieces, 1)}
      </td>
      <td class="n" data-label={fields.mass}>
        {shown(massG, 1000)}
      </td>
      <td class="n" data-label={fields.yield}>
        {shown(tensile?.yieldKpa, 1000)}{' '}
        {tensile && <small class="meta">{tensile.yieldKind}</small>}
      </td>
      <td class="n" data-label={fields.strength}>
        {shown(tensile?.strengthKpa, 1000)}
      </td>
      <td class="n" data-label={fields.elongation}>
        {shown(tensile?.elongationBp, 100)}{' '}
        {tensile && tensile.orientation !== '' && (
          <small class="meta">{orientations[tensile.orientation]}</small>
        )}
      </td>
      <td data-label={fields.impactKind}>
        {impact
          ? `${impact.kind} ${figures.number(impact.temperatureC)} °C: ${impact.valuesMilli
              .map((milli) => figures.number(milli / 1000, 1))
              .join('; ')}`
          : '—'}
      </td>
      <td data-label={fields.bend}>
        {others.length === 0
          ? '—'
          : others
              .map(([name, said]) => (name === fields.bend ? said : `${name}: ${said}`))
              .join('; ')}
      </td>
    </tr>
  );
};
