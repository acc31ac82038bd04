import { certificateKinds } from '../../src/customers/order-field.ts';
import { useWords } from '../language.tsx';
import { Choice } from './field.tsx';

/** Which inspection document has to come with the goods. */
export const CertificateField = (shown: {
  value: string;
  problem: string | undefined;
  required: boolean;
}) => {
  const { agreed } = useWords();
  return (
    <Choice
      {...shown}
      name="certificateKind"
      label={agreed.certificate}
      options={[
        { value: '', label: agreed.anyCertificate },
        ...certificateKinds.map((kind) => ({ value: kind, label: agreed.certificates[kind] })),
      ]}
    />
  );
};
