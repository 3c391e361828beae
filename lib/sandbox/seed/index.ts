export { seedCluster } from './seed-cluster.ts';
