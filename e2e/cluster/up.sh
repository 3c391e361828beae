#!/usr/bin/env bash
# up.sh DIR [--simulated N | --node]: starts a real Kubernetes whose every file lies in DIR; prints the path of its kubeconfig.
#   (nothing)      API server, controllers and scheduler; pods stay Pending
#   --simulated N  N nodes played by kwok: pods turn Running and Ready, no container exists
#   --node         one real node (Linux, root): containers, probes, logs, exec, Services
# CLUSTER_PORT (26443) is the API server's port; the three below it are used too. End it with down.sh DIR.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/settings.sh"
[ $# -ge 1 ] || { sed -n '2,6s/^# //p' "$0" >&2; exit 2; }
dir=$(mkdir -p "$1" && cd "$1" && pwd)
mode=${2:-}
count=${3:-3}
port=${CLUSTER_PORT:-26443}
host=127.0.0.1
[ "$mode" != --node ] || host=10.200.0.1 # the host's end of the link to the node

built() { [ -x "$bin/kube-apiserver" ] && [ "$("$bin/kube-apiserver" --version)" = "Kubernetes $version" ]; }
built || "$here/build.sh" >&2
[ "$mode" != --node ] || [ -x "$bin/kubelet" -a -x "$bin/agnhost" ] || "$here/build.sh" --node >&2

mkdir -p "$dir/log"
cd "$dir"
[ ! -e apiserver.pid ] || { echo "a cluster already runs in $dir: end it first with down.sh $dir" >&2; exit 1; }

# start NAME PROGRAM ARGS...: in a session of its own, so that a Ctrl-C meant for the tests does not reach it.
start() {
  local name=$1
  shift
  setsid "$@" >"log/$name" 2>&1 </dev/null &
  echo $! >"$name.pid"
}
kubectl() { "$bin/kubectl" --kubeconfig "$dir/kubeconfig" "$@"; }
give_up() { echo "$1" >&2; tail -n 5 "log/$2" >&2; "$here/down.sh" "$dir"; exit 1; }

[ -e sa.key ] || node "$here/secrets.ts" "$dir"
token=$(cut -d, -f1 tokens.csv)
[ "$mode" != --node ] || "$here/node.sh" "$dir" network

start etcd "$bin/etcd" --data-dir "$dir/etcd" --unsafe-no-fsync --initial-cluster "default=http://127.0.0.1:$((port - 2))" \
  --listen-client-urls "http://127.0.0.1:$((port - 1))" --advertise-client-urls "http://127.0.0.1:$((port - 1))" \
  --listen-peer-urls "http://127.0.0.1:$((port - 2))" --initial-advertise-peer-urls "http://127.0.0.1:$((port - 2))"

# Addresses of kubelets by InternalIP: looking a node's name up in DNS, the default, fails here for logs and exec.
start apiserver "$bin/kube-apiserver" --etcd-servers "http://127.0.0.1:$((port - 1))" --cert-dir "$dir/pki" \
  --bind-address $host --advertise-address $host --secure-port "$port" --endpoint-reconciler-type none \
  --service-cluster-ip-range 10.96.0.0/16 --kubelet-preferred-address-types InternalIP --allow-privileged=true \
  --authorization-mode Node,RBAC --token-auth-file tokens.csv \
  --service-account-issuer https://kubernetes.default.svc --service-account-key-file sa.pub --service-account-signing-key-file sa.key

for _ in $(seq 300); do [ -s pki/apiserver.crt ] && break; sleep 0.1; done
[ -s pki/apiserver.crt ] || give_up 'the API server wrote no certificate:' apiserver
cat >kubeconfig <<K
apiVersion: v1
kind: Config
clusters: [{name: real, cluster: {server: "https://$host:$port", certificate-authority-data: $(base64 -w0 pki/apiserver.crt)}}]
users: [{name: admin, user: {token: "$token"}}]
contexts: [{name: real, context: {cluster: real, user: admin}}]
current-context: real
K
chmod 600 kubeconfig
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 0.1; done
kubectl get --raw /readyz >/dev/null || give_up 'the API server did not become ready:' apiserver

# Both hold themselves to 20-50 requests a second unless told otherwise, which a rollout of hundreds of pods would feel.
shared="--kubeconfig=kubeconfig --authentication-kubeconfig=kubeconfig --authorization-kubeconfig=kubeconfig
  --leader-elect=false --secure-port=0 --kube-api-qps=1000 --kube-api-burst=2000"
start controllers "$bin/kube-controller-manager" $shared --service-account-private-key-file=sa.key --root-ca-file=pki/apiserver.crt \
  --use-service-account-credentials
start scheduler "$bin/kube-scheduler" $shared

case $mode in
--simulated)
  "$here/simulated.sh" "$dir" "$count"
  start kwok "$bin/kwok" --kubeconfig kubeconfig --config kwok.yaml --server-address "127.0.0.1:$((port - 3))" \
    --manage-nodes-with-annotation-selector kwok.x-k8s.io/node=fake
  kubectl apply -f nodes.yaml >/dev/null ;;
--node) "$here/node.sh" "$dir" start ;;
esac
[ -z "$mode" ] || kubectl wait --for=condition=Ready node --all --timeout=60s >/dev/null
# A namespace without its default service account refuses pods; the controllers need a moment for the first one.
for _ in $(seq 100); do kubectl get serviceaccount default >/dev/null 2>&1 && break; sleep 0.1; done
echo "$dir/kubeconfig"
