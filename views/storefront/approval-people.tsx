import { useFigures, useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { problemInWords } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { RULES_PATH as PATH, type RulesShown, TroubleOf } from './approval-rules-trouble.tsx';

/** Up to what amount each approver may approve. */
export const Limits = (shown: RulesShown) => {
  const words = useWords();
  const { rules } = words.approvals;
  const figures = useFigures();
  if (shown.approvers.length === 0) return null;
  return (
    <section id="limits">
      <h2>{rules.limits}</h2>
      <p class="meta">{rules.limitsNote}</p>
      <TroubleOf of="limit" shown={shown} />
      <ul class="plain-list">
        {shown.approvers.map(({ personId, name, limitMinor }) => {
          const isWrong = shown.of === 'limit' && shown.values['personId'] === personId;
          const saved = limitMinor === null ? '' : String(limitMinor / 100);
          const problem = isWrong ? shown.problems['limit'] : undefined;
          return (
            <li>
              {!shown.keeps && (
                <>
                  {name}: {limitMinor === null ? rules.noLimit : figures.money(limitMinor)}
                </>
              )}
              {shown.keeps && (
                <form class="row" method="post" action={`${PATH}/limits`} hx-sync="this:drop">
                  <input type="hidden" name="personId" value={personId} />
                  <label for={`limit-${personId}`}>{name}</label>
                  <input
                    id={`limit-${personId}`}
                    name="limit"
                    class="size-amount"
                    inputmode="decimal"
                    data-num=""
                    autocomplete="off"
                    maxlength={20}
                    placeholder={rules.noLimit}
                    aria-label={`${rules.limit}: ${name}`}
                    value={isWrong ? shown.values['limit'] : saved}
                    aria-invalid={problem ? 'true' : undefined}
                  />
                  <button
                    type="submit"
                    class="small"
                    aria-label={`${words.shell.change}: ${rules.limit}, ${name}`}
                  >
                    {words.shell.change}
                  </button>
                  {problem && <strong class="problem">{problemInWords(words, problem)}</strong>}
                </form>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
};

/** Who stands in for whom, and from when to when. */
export const Deputies = (shown: RulesShown) => {
  const { rules } = useWords().approvals;
  const figures = useFigures();
  const { deputies, approvers, keeps, readerId } = shown;
  const isOwn = shown.of === 'deputy';
  const values = isOwn ? shown.values : {};
  const problems = isOwn ? shown.problems : {};
  const people = approvers.map(({ personId, name }) => ({ value: personId, label: name }));
  return (
    <section id="deputies">
      <h2>{rules.deputies}</h2>
      <p class="meta">{rules.deputiesNote}</p>
      {deputies.length === 0 && <p class="empty">{rules.noDeputies}</p>}
      {deputies.length > 0 && (
        <ScrollRegion label={rules.deputies} folds>
          <table>
            <thead>
              <tr>
                <th scope="col">{rules.deputy}</th>
                <th scope="col">{rules.principal}</th>
                <th scope="col">{rules.from}</th>
                <th scope="col">{rules.until}</th>
                <th scope="col">
                  <span class="visually-hidden">{rules.endDeputy}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {deputies.map(({ id, personId, personName, deputyName, fromDay, untilDay }) => (
                <tr>
                  <th scope="row">{deputyName}</th>
                  <td data-label={rules.principal}>{personName}</td>
                  <td data-label={rules.from}>{figures.date(fromDay)}</td>
                  <td data-label={rules.until}>{figures.date(untilDay)}</td>
                  <td>
                    {(keeps || personId === readerId) && (
                      <form method="post" action={`${PATH}/deputies/${id}/end`} hx-sync="this:drop">
                        <button
                          type="submit"
                          class="small"
                          aria-label={rules.endDeputyOf(deputyName)}
                        >
                          {rules.endDeputy}
                        </button>
                      </form>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {approvers.length > 1 && (
        <form class="form" method="post" action={`${PATH}/deputies`} hx-sync="this:drop">
          <input type="hidden" name="key" value={shown.formKey} />
          <TroubleOf of="deputy" shown={shown} />
          {keeps ? (
            <Choice
              name="personId"
              label={rules.principal}
              value={values['personId'] ?? readerId}
              problem={problems['personId']}
              options={people}
            />
          ) : (
            <input type="hidden" name="personId" value={readerId} />
          )}
          <Choice
            name="deputyId"
            label={rules.deputy}
            value={values['deputyId'] ?? people.find(({ value }) => value !== readerId)?.value}
            problem={problems['deputyId']}
            options={people}
          />
          <div class="row">
            <Field
              name="fromDay"
              label={rules.from}
              type="date"
              size="medium"
              value={values['fromDay'] ?? shown.today}
              problem={problems['fromDay']}
              required
            />
            <Field
              name="untilDay"
              label={rules.until}
              type="date"
              size="medium"
              value={values['untilDay']}
              problem={problems['untilDay']}
              required
            />
          </div>
          <button type="submit">{rules.addDeputy}</button>
        </form>
      )}
    </section>
  );
};
