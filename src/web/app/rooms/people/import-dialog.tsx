import { Button, Card, FileButton, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Mapping, Upload } from '#api';
import { ask, useChange } from '../../api-client.ts';
import { ErrorNote } from '../../error-note.tsx';
import { ink } from '../../theme.ts';
import { useFormat, useWords } from '../../words/use-words.ts';

type Kind = 'skip' | 'emg' | 'force' | 'other';
interface ColumnChoice {
  readonly name: string;
  readonly kind: Kind;
  readonly unit: string;
}

const unitsOf: Readonly<Record<Exclude<Kind, 'skip'>, readonly string[]>> = {
  emg: ['mV', 'uV', 'V', 'count'],
  force: ['N', 'kgf', 'lbf'],
  other: ['other'],
};

/** How many columns the last of the first lines has. */
function columnsOf(head: readonly string[]): number {
  return Math.max(1, ...head.slice(-1).map((line) => line.split(/[,;\t]/).length));
}

/** Columns of a text file named by hand: what each is, and how fast it was sampled. */
function MappingForm({ upload, onRead }: { readonly upload: Upload; onRead(next: Upload): void }) {
  const { people } = useWords();
  const words = people.importing;
  const [fs, setFs] = useState<number>(1000);
  const [columns, setColumns] = useState<readonly ColumnChoice[]>(() =>
    Array.from({ length: columnsOf(upload.head) }, (_, i) => ({
      name: i === 0 ? 'EMG' : `C${i + 1}`,
      kind: i === 0 ? 'emg' : 'skip',
      unit: 'mV',
    })),
  );
  const read = useChange('readUpload');
  const change = (at: number, part: Partial<ColumnChoice>) =>
    setColumns(columns.map((one, i) => (i === at ? { ...one, ...part } : one)));
  const submit = () => {
    const named = columns.flatMap(({ name, kind, unit }, column) =>
      kind === 'skip' ? [] : [{ column, name, kind, unit } as Mapping['columns'][number]],
    );
    read.mutate({ params: { upload: upload.id }, body: { mapping: { fs, columns: named } } }, { onSuccess: onRead });
  };
  return (
    <Stack gap="xs">
      <Text size="sm">{words.notYet}</Text>
      <Text size="xs" c="dimmed">
        {words.first}
      </Text>
      <pre style={{ margin: 0, overflowX: 'auto', fontSize: 12 }}>{upload.head.slice(0, 6).join('\n')}</pre>
      {columns.map(({ name, kind, unit }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
        <Group key={i} align="flex-end" gap="xs">
          <Text w={90}>{words.column(`${i + 1}`)}</Text>
          <Select
            label={words.kind}
            value={kind}
            allowDeselect={false}
            data={Object.entries(words.kinds).map(([value, label]) => ({ value, label }))}
            onChange={(next) => {
              const chosen = (next ?? 'skip') as Kind;
              change(i, { kind: chosen, unit: chosen === 'skip' ? unit : unitsOf[chosen][0] });
            }}
          />
          {kind !== 'skip' && (
            <>
              <TextInput
                label={words.name}
                value={name}
                onChange={(event) => change(i, { name: event.currentTarget.value })}
              />
              <Select
                label={words.unit}
                value={unit}
                allowDeselect={false}
                data={[...unitsOf[kind]]}
                onChange={(next) => change(i, { unit: next ?? unit })}
              />
            </>
          )}
        </Group>
      ))}
      <NumberInput label={words.rate} value={fs} min={1} onChange={(value) => setFs(Number(value))} w={220} />
      <ErrorNote error={read.error} />
      <Button onClick={submit} loading={read.isPending} w="fit-content">
        {words.readAgain}
      </Button>
    </Stack>
  );
}

/** Of whom a file is, and in which state; then it goes into the study. */
function PlaceForm({ upload }: { readonly upload: Upload }) {
  const { people } = useWords();
  const words = people.importing;
  const [subject, setSubject] = useState('');
  const [state, setState] = useState<'none' | 'fresh' | 'fatigued'>('none');
  const take = useChange('importUpload', ['people', 'study', 'sessions', 'recordings', 'sessionsOf']);
  if (take.data) return <Text role="status">{words.taken(take.data.file)}</Text>;
  return (
    <>
      <Group align="flex-end">
        <TextInput label={words.person} value={subject} onChange={(event) => setSubject(event.currentTarget.value)} />
        <Select
          label={words.state}
          value={state}
          allowDeselect={false}
          data={Object.entries(words.states).map(([value, label]) => ({ value, label }))}
          onChange={(next) => setState((next ?? 'none') as typeof state)}
        />
        <Button
          disabled={subject === ''}
          loading={take.isPending}
          onClick={() =>
            take.mutate({ params: { upload: upload.id }, body: { subject, ...(state !== 'none' && { state }) } })
          }
        >
          {words.take}
        </Button>
      </Group>
      <ErrorNote error={take.error} />
    </>
  );
}

function UploadCard({ first, onDrop }: { readonly first: Upload; onDrop(): void }) {
  const { people } = useWords();
  const words = people.importing;
  const format = useFormat();
  const [upload, setUpload] = useState(first);
  const { found, refused, head } = upload;
  return (
    <Card withBorder component="section" aria-label={upload.fileName}>
      <Group justify="space-between">
        <Text fw={600}>{upload.fileName}</Text>
        <Button variant="subtle" size="xs" onClick={onDrop}>
          {words.drop1}
        </Button>
      </Group>
      {found && <Text size="sm">{words.found(found.format, format.amount(found.durationS, 's', 1))}</Text>}
      {found?.channels.map(({ name, kind, unit, fs }) => (
        <Text key={name} size="xs" c="dimmed">
          {name} · {words.kinds[kind]} · {unit} · {format.amount(fs, 'Hz')}
        </Text>
      ))}
      {found && <PlaceForm upload={upload} />}
      {!found && refused && <ErrorNote error={Object.assign(new Error(refused.message), refused)} />}
      {!found && head.length > 0 && <MappingForm upload={upload} onRead={setUpload} />}
    </Card>
  );
}

/** Files from elsewhere: dropped, read, their columns named where they do not say it, and given to a person. */
export function ImportDialog() {
  const { people } = useWords();
  const words = people.importing;
  const client = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (files: readonly File[]) => {
    setBusy(true);
    setError(null);
    for (const file of files) {
      const body = new FormData();
      body.append('file', file);
      try {
        const upload = await ask('upload', { body } as never);
        setUploads((before) => [...before, upload]);
      } catch (thrown) {
        setError(thrown);
      }
    }
    setBusy(false);
  };
  const drop = (id: string) => {
    setUploads(uploads.filter((one) => one.id !== id));
    ask('dropUpload', { params: { upload: id } })
      .catch(setError)
      .finally(() => client.invalidateQueries({ queryKey: ['people'] }));
  };
  return (
    <Stack>
      <section
        aria-label={words.drop}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void send([...event.dataTransfer.files]);
        }}
        style={{ border: `2px dashed ${ink.soft}`, borderRadius: 8, padding: 24, textAlign: 'center' }}
      >
        <Text mb="sm">{isBusy ? words.reading : words.drop}</Text>
        <FileButton multiple onChange={(files) => void send(files)}>
          {(props) => <Button {...props}>{words.choose}</Button>}
        </FileButton>
      </section>
      <ErrorNote error={error} />
      {uploads.map((upload) => (
        <UploadCard key={upload.id} first={upload} onDrop={() => drop(upload.id)} />
      ))}
    </Stack>
  );
}
