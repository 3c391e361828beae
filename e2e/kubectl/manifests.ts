/** Small manifests that many scenarios share, as YAML text. `{ns}` is filled in where a scenario runs. */

interface WorkloadOptions {
  replicas?: number;
  image?: string;
  /** More lines of the object's spec, indented by two spaces. */
  spec?: string;
  /** More lines of the container, indented by eight spaces. */
  container?: string;
}

/** A Deployment of one container called `main`, labels app=NAME. */
export function deployment(
  name: string,
  { replicas = 2, image = 'nginx:1.27', spec = '', container = '' }: WorkloadOptions = {},
) {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels:
    app: ${name}
spec:
  replicas: ${replicas}
${spec}  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
      - name: main
        image: ${image}
${container}`;
}

/** A Pod of one container called `main`. */
export function pod(name: string, labels = `{app: ${name}}`, container = '') {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  labels: ${labels}
spec:
  containers:
  - name: main
    image: nginx:1.27
${container}`;
}

/** A ConfigMap with the given lines of data. */
export function configMap(name: string, data: Record<string, string>, labels?: string) {
  const lines = Object.entries(data).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`);
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
${labels ? `  labels: ${labels}\n` : ''}data:
${lines.join('')}`;
}

/** A ClusterIP Service of port 80 for app=NAME. */
export function service(name: string, spec = '') {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector:
    app: ${name}
  ports:
  - name: http
    port: 80
    targetPort: 8080
${spec}`;
}

/** A StatefulSet of one container with a headless Service's name. */
export function statefulSet(
  name: string,
  { replicas = 2, image = 'nginx:1.27', spec = '' }: WorkloadOptions = {},
) {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
spec:
  serviceName: ${name}
  replicas: ${replicas}
${spec}  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
      - name: main
        image: ${image}
`;
}

/** A DaemonSet of one container. */
export function daemonSet(name: string, image = 'nginx:1.27') {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: ${name}
spec:
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
      - name: main
        image: ${image}
`;
}

/** A Job of one container. */
export function job(name: string, spec = '') {
  return `apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}
spec:
${spec}  template:
    spec:
      restartPolicy: Never
      containers:
      - name: main
        image: busybox:1
        command: ["true"]
`;
}

/** A CronJob of one container that is due once a year. */
export function cronJob(name: string, spec = '') {
  return `apiVersion: batch/v1
kind: CronJob
metadata:
  name: ${name}
spec:
  schedule: "0 0 1 1 *"
${spec}  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
          - name: main
            image: busybox:1
            command: ["true"]
`;
}

/** Several documents in one stream. */
export function documents(...manifests: string[]) {
  return manifests.join('---\n');
}
