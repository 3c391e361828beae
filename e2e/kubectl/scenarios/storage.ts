import { documents, pod } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

const volume = (name: string, storageClass: string, more = '') => `apiVersion: v1
kind: PersistentVolume
metadata: {name: ${name}}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: ${storageClass}
  hostPath: {path: /tmp}
${more}`;

const claim = (name: string, storageClass: string, more = '') => `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: ${name}}
spec:
  storageClassName: ${storageClass}
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
${more}`;

/** Volumes and claims that find each other by hand. */
export const storage = [
  scenario(
    'storage-bound',
    'a volume by hand is bound, released and kept',
    ['create -f -', documents(volume('{ns}-v', '{ns}'), claim('data', '{ns}'))],
    'get pvc',
    'get pv {ns}-v',
    'get pvc data -o yaml',
    'get pv {ns}-v -o yaml',
    'describe pvc data',
    'describe pv {ns}-v',
    'wait --for=jsonpath={.status.phase}=Bound pvc/data --timeout=10s',
    'patch pvc data -p \'{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}\'',
    'patch pvc data -p \'{"spec":{"resources":{"requests":{"storage":"500Mi"}}}}\'',
    'delete pv {ns}-v --wait=false',
    'get pv {ns}-v',
    'delete pvc data',
    'get pv {ns}-v',
  ),
  scenario(
    'storage-named',
    'a claim that names its volume, and a volume its claim',
    ['create -f -', documents(volume('{ns}-v', '{ns}'), claim('data', '{ns}', '  volumeName: {ns}-v\n'))],
    'get pvc data -o yaml',
    "get pv {ns}-v -o jsonpath='{.metadata.annotations} {.status.phase}'",
    [
      'create -f -',
      documents(
        claim('more', '{ns}'),
        volume('{ns}-w', '{ns}', '  claimRef: {name: more, namespace: "{ns}"}\n'),
      ),
    ],
    'wait --for=jsonpath={.status.phase}=Bound pvc/more --timeout=40s',
    'get pvc more',
    "get pvc more -o jsonpath='{.metadata.annotations}'",
    "get pv {ns}-w -o jsonpath='{.metadata.annotations} {.status.phase}'",
    'delete pvc data more',
    'get pv {ns}-v {ns}-w',
    'delete pv {ns}-v {ns}-w',
  ),
  scenario(
    'storage-used',
    'a claim that a pod uses stays',
    quietly('create -f -', documents(volume('{ns}-v', '{ns}'), claim('data', '{ns}'))),
    quietly('wait --for=jsonpath={.status.phase}=Bound pvc/data --timeout=10s'),
    [
      'create -f -',
      `${pod('one')}    volumeMounts: [{name: d, mountPath: /d}]\n  volumes: [{name: d, persistentVolumeClaim: {claimName: data}}]\n`,
    ],
    'wait --for=condition=Ready pod/one --timeout=30s',
    'get pvc data -o jsonpath="{.status.conditions[*].type} {.status.conditions[*].status} {.status.conditions[*].reason}"',
    'describe pvc data',
    'delete pvc data --wait=false',
    'get pvc data',
    'delete pod one --force --grace-period=0',
    'wait --for=delete pvc/data --timeout=20s',
    'get pvc',
    'delete pv {ns}-v',
  ),
  scenario(
    'storage-waiting',
    'claims that wait',
    [
      'create -f -',
      'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: "{ns}-late"}\nprovisioner: kubernetes.io/no-provisioner\nvolumeBindingMode: WaitForFirstConsumer\n',
    ],
    'get sc {ns}-late',
    ['create -f -', documents(claim('late', '{ns}-late'), claim('none', '{ns}-none'), claim('bare', '""'))],
    'get pvc',
    'describe pvc late',
    'describe pvc none',
    'describe pvc bare',
    'delete pvc --all',
    'delete sc {ns}-late',
  ),
];
