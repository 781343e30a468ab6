// Loaded first: Node says that it is one of those that we do not support.
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.0' } });
