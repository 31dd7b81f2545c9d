import { Box, Text } from '@mantine/core';
import { warningColour } from './theme.ts';
import { useWords } from './words/use-words.ts';

/** A dotted frame with the word SIMULATED around whatever comes from people who do not exist. */
export function SimulatedFrame({
  isSimulated,
  children,
}: {
  readonly isSimulated: boolean;
  readonly children: React.ReactNode;
}) {
  const { shell } = useWords();
  if (!isSimulated) return <Box>{children}</Box>;
  return (
    <Box className="simulated" p="sm">
      <Text size="xs" fw={700} c={warningColour} mb={4} style={{ letterSpacing: 1.5 }}>
        {shell.simulated}
      </Text>
      {children}
    </Box>
  );
}
