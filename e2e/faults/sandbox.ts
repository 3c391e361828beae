/** A cluster for the fault tests as a process of its own, so that its work does not stand in the way of what is measured. */
import { startSandbox } from '#lib/sandbox/index.ts';

const { url, kubeconfig } = await startSandbox({ controllers: false });
console.log(`url ${url}`);
console.log(`kubeconfig ${Buffer.from(kubeconfig).toString('base64')}`);
console.log('up');
