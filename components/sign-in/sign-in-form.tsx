'use client';

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { BrandMark } from '#components/layout/brand.tsx';
import { Notice } from '#components/ui/error-state.tsx';
import classes from './sign-in.module.css';

interface SignInFormProps {
  /** Where to go afterwards: a path of this console. */
  returnTo: string;
}

type Outcome = 'idle' | 'busy' | 'refused' | 'away';

/** Name and password. One answer for every refusal, so that it tells nothing about who has an account. */
export function SignInForm({ returnTo }: SignInFormProps) {
  const [outcome, setOutcome] = useState<Outcome>('idle');

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setOutcome('busy');
    const next = await trySignIn(String(form.get('username')), String(form.get('password')));
    // Loaded anew, so that nothing of a former person's page remains.
    if (next === 'in') location.assign(returnTo);
    else setOutcome(next);
  }

  const isBusy = outcome === 'busy';
  return (
    <main className={classes.page}>
      <form className={classes.card} onSubmit={(event) => void submit(event)} method="post">
        <div className={classes.brand}>
          <BrandMark size={36} />
          <h1 className={classes.title}>Sign in to Foredeck</h1>
        </div>
        {outcome === 'refused' ? (
          <Notice tone="bad" title="This did not work">
            The name or the password is wrong, or the account is not active. After ten wrong tries a name has
            to wait 15 minutes.
          </Notice>
        ) : null}
        {outcome === 'away' ? (
          <Notice tone="wait" title="Foredeck does not answer">
            The server could not be reached. Check your connection and try again.
          </Notice>
        ) : null}
        <TextInput
          name="username"
          label="User name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          autoFocus
          size="md"
        />
        <PasswordInput
          name="password"
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
        />
        <Button type="submit" size="md" fullWidth loading={isBusy}>
          Sign in
        </Button>
      </form>
    </main>
  );
}

async function trySignIn(username: string, password: string): Promise<'in' | 'refused' | 'away'> {
  try {
    const { signIn } = await import('next-auth/react');
    const answer = await signIn('credentials', { redirect: false, username, password });
    if (answer?.ok && !answer.error) return 'in';
    return answer?.status === 401 || answer?.error === 'CredentialsSignin' ? 'refused' : 'away';
  } catch {
    return 'away';
  }
}
