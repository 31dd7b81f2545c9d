import { Alert, Button, Group, Text } from '@mantine/core';
import { isApiFault } from './api-client.ts';
import { warningColour } from './theme.ts';
import { useWords } from './words/use-words.ts';

/** What went wrong, and what to do about it; whatever was typed stays. */
export function ErrorNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { shell } = useWords();
  if (error === null || error === undefined) return null;
  const isGone = isApiFault(error) && error.code === 'NO_ANSWER';
  const message = isGone ? shell.noConnection : error instanceof Error ? error.message : String(error);
  const fix = isGone ? shell.noConnectionFix : isApiFault(error) ? error.fix : '';
  return (
    <Alert color={warningColour} title={shell.errorTitle} role="alert" variant="light">
      <Text>{message}</Text>
      {fix !== '' && (
        <Text mt="xs">
          <b>{shell.errorFix}</b> {fix}
        </Text>
      )}
      <Group mt="xs" gap="md">
        {isApiFault(error) && (
          <Text size="xs" c="dimmed">
            {shell.errorCode(error.code)}
          </Text>
        )}
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {shell.tryAgain}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
