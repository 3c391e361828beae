import type { ReactNode } from 'react';
import classes from './fields.module.css';

interface FieldRowProps {
  inputId: string;
  label: string;
  help?: string;
  error?: string;
  isRequired?: boolean;
  /** A way to put the error right in one click. */
  remedy?: { label: string; apply(): void };
  /** Opens the tester of expressions with what stands in the field. */
  onTry?: (() => void) | undefined;
  /** The control is a group of controls, which a label cannot point at. */
  isGroup?: boolean;
  /** It can be read, not changed. */
  isDisabled?: boolean;
  children: ReactNode;
}

/** Label, control, help and error of a field, tied together for assistive technology. */
export function FieldRow({
  inputId,
  label,
  help,
  error,
  isRequired,
  remedy,
  onTry,
  isGroup,
  isDisabled,
  children,
}: FieldRowProps) {
  const labelText = (
    <>
      {label}
      {isRequired ? (
        <span aria-hidden="true" className={classes.required}>
          {' '}
          *
        </span>
      ) : null}
    </>
  );
  const Box = isGroup || isDisabled ? 'fieldset' : 'div';
  return (
    <Box className={classes.row} {...(isDisabled ? { disabled: true } : {})}>
      {isGroup ? (
        <legend className={classes.label}>{labelText}</legend>
      ) : (
        <label className={classes.label} htmlFor={inputId}>
          {labelText}
        </label>
      )}
      {children}
      {error ? (
        <p className={classes.error} id={`${inputId}:error`}>
          <WithCode text={capitalized(error)} />
          {/* It comes while one types, and must not catch the Tab to the next field; the list of problems offers it to keyboards. */}
          {remedy ? (
            <button type="button" tabIndex={-1} className={classes.remedy} onClick={remedy.apply}>
              Use {remedy.label}
            </button>
          ) : null}
        </p>
      ) : null}
      {onTry ? (
        <button type="button" className={classes.remedy} onClick={onTry}>
          Try this expression
        </button>
      ) : null}
      {help ? (
        <p className={classes.help} id={`${inputId}:help`}>
          <WithCode text={help} />
        </p>
      ) : null}
    </Box>
  );
}

/** Text in which `code` between backticks and `${ }` expressions stand in the code face. */
export function WithCode({ text }: { text: string }) {
  const parts = text.split(/(`[^`]+`|\$\{[^}]*\})/);
  let at = 0;
  return parts.map((part) => {
    at += part.length + 1;
    const code = /^`(.*)`$/.exec(part)?.[1] ?? (part.startsWith('${') ? part : undefined);
    return code === undefined ? part : <code key={at}>{code}</code>;
  });
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
