/** What stands in a resource, by the part of OpenTelemetry's SDK that puts it there. */
export const RESOURCE_ATTRIBUTES: readonly {
  readonly keys: readonly string[];
  readonly what: string;
  /** The name in `OTEL_NODE_RESOURCE_DETECTORS`; `undefined`: always there. */
  readonly detector: string | undefined;
}[] = [
  {
    keys: ['service.name', 'service.version'],
    what: 'the app: what you set, else its package.json',
    detector: 'env',
  },
  {
    keys: ['telemetry.sdk.language', 'telemetry.sdk.name', 'telemetry.sdk.version'],
    what: 'the SDK',
    detector: undefined,
  },
  {
    keys: ['deployment.environment.name'],
    what: 'what else you set in `OTEL_RESOURCE_ATTRIBUTES`',
    detector: 'env',
  },
  { keys: ['host.name', 'host.arch', 'host.id'], what: 'the machine', detector: 'host' },
  { keys: ['os.type', 'os.version'], what: 'the system', detector: 'os' },
  {
    keys: [
      'process.pid',
      'process.executable.name',
      'process.executable.path',
      'process.command',
      'process.command_args',
      'process.runtime.name',
      'process.runtime.version',
      'process.runtime.description',
      'process.owner',
    ],
    what: "the process, with its whole command line and its user's name; `register` leaves it out unless you ask for it",
    detector: 'process',
  },
  {
    keys: ['service.instance.id'],
    what: 'a random id of the process',
    detector: 'serviceinstance',
  },
];
