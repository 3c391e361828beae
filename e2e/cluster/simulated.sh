#!/usr/bin/env bash
# simulated.sh DIR N: writes DIR/kwok.yaml (how kwok plays nodes and pods) and DIR/nodes.yaml (N nodes for it).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/settings.sh"
dir=$1 count=$2

# kwok does nothing without stages; the plain ones come with its module.
if [ ! -s "$bin/kwok-stages.yaml" ]; then
  module=$(cd "$here" && go mod download sigs.k8s.io/kwok && go list -m -f '{{.Dir}}' sigs.k8s.io/kwok)
  for stage in "$module"/kustomize/stage/{node/fast,node/heartbeat-with-lease,pod/fast}/*.yaml; do
    case $stage in *kustomization*) continue ;; esac
    echo ---
    cat "$stage"
  done >"$bin/kwok-stages.yaml"
fi
# A lease needs both a duration and workers that renew it, or the nodes turn NotReady after 40 s.
cat "$bin/kwok-stages.yaml" - >"$dir/kwok.yaml" <<K
---
apiVersion: config.kwok.x-k8s.io/v1alpha1
kind: KwokConfiguration
options:
  cidr: 10.128.0.0/14
  nodeLeaseDurationSeconds: 40
  nodeLeaseParallelism: 4
  nodePlayStageParallelism: 4
  podPlayStageParallelism: 32
  podsOnNodeSyncParallelism: 8
K
for number in $(seq "$count"); do
  cat <<K
---
apiVersion: v1
kind: Node
metadata:
  name: sim-$number
  annotations: {kwok.x-k8s.io/node: fake}
  labels: {kubernetes.io/hostname: sim-$number, kubernetes.io/os: linux}
status:
  allocatable: &room {cpu: "64", memory: 256Gi, pods: "500"}
  capacity: *room
K
done >"$dir/nodes.yaml"
