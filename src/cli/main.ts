#!/usr/bin/env node
import { isMainThread } from 'node:worker_threads';
import { type Command, CommanderError } from 'commander';
import { exitCodes, guardOutput, tellError, tellRefusal } from './output.ts';
import { program } from './program.ts';

/** What worker threads run. */
export { productAnswer } from '#server';
export { judgeCohort } from '#study';
export { analyzeBatchChannel, readBatchFile } from './batch-file.ts';
export { simulatePlannedPerson, writeSimulatedPerson } from './simulate-file.ts';

/** What commander says of a wrong command line, in our form. */
function tellMisuse(root: Command, { message }: CommanderError): void {
  const named = (parent?: Command) => parent?.commands.find((known) => process.argv.slice(2).includes(known.name()));
  const command = named(root);
  const names = [command, named(command)].flatMap((one) => one?.name() ?? []);
  const help = ['npm run -s myofade --', ...names, '--help'].join(' ');
  const what = message.replace(/^error: /, '');
  tellRefusal(`${what.charAt(0).toUpperCase()}${what.slice(1)}`, `See: ${help}`);
}

async function runProgram(): Promise<void> {
  guardOutput();
  const cli = program();
  try {
    if (process.argv.length > 2) await cli.parseAsync();
    else cli.outputHelp();
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      process.exitCode = tellError(error, cli.opts().verbose === true);
    } else if (error.exitCode !== 0) {
      if (error.code !== 'commander.help') tellMisuse(cli, error);
      process.exitCode = exitCodes.wrongArguments;
    }
  }
}

// The built program is one file, and the worker threads of a batch run it too: the build's digest then covers all of it.
if (isMainThread) await runProgram();
