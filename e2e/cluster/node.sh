#!/usr/bin/env bash
# node.sh DIR network|start: the real node of up.sh --node. It lives in a network namespace of its own and keeps its files in DIR/node.
# Pods get 10.244.0.0/24 and Services 10.96.0.0/16; this host reaches both, so an ordinary client meets real Services. No cluster DNS.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/settings.sh"
top=$1
dir=$top/node

if [ "$2" = network ]; then
  [ "$(id -u)" = 0 ] || { echo 'A real node needs root; --simulated N does not.' >&2; exit 1; }
  ip netns list | grep -qw $node_name || ip netns add $node_name
  if ! ip link show foredeck0 >/dev/null 2>&1; then
    ip link add foredeck0 type veth peer name eth0 netns $node_name
    ip addr add 10.200.0.1/24 dev foredeck0
    ip link set foredeck0 up
    ip -n $node_name addr add 10.200.0.2/24 dev eth0
    ip -n $node_name link set eth0 up
    ip -n $node_name link set lo up
    ip -n $node_name route add default via 10.200.0.1
  fi
  ip route replace 10.244.0.0/16 via 10.200.0.2
  ip route replace 10.96.0.0/16 via 10.200.0.2
  nsenter --net=/run/netns/$node_name sysctl -qw net.ipv4.ip_forward=1
  exit
fi

mkdir -p "$dir/log" "$dir/cni" "$dir/registries/_default"
# nsenter, because `ip netns exec` mounts /sys anew and hides the cgroups from the kubelet.
start() {
  local name=$1
  shift
  PATH=$bin:$PATH setsid nsenter --net=/run/netns/$node_name "$@" >"$dir/log/$name" 2>&1 </dev/null &
  echo $! >"$top/$name.pid"
}

cat >"$dir/cni/10-pods.conflist" <<K
{ "cniVersion": "1.0.0", "name": "pods", "plugins": [
  { "type": "bridge", "bridge": "cni0", "isGateway": true, "hairpinMode": true,
    "ipam": { "type": "host-local", "dataDir": "$dir/addresses", "ranges": [[{ "subnet": "10.244.0.0/24" }]], "routes": [{ "dst": "0.0.0.0/0" }] } },
  { "type": "portmap", "capabilities": { "portMappings": true } } ] }
K
# Images that are not on the node are asked of this address. Nothing listens there by default, so a wrong image fails at once and for real.
echo "server = \"http://${CLUSTER_REGISTRY:-127.0.0.1:1}\"" >"$dir/registries/_default/hosts.toml"
cat >"$dir/containerd.toml" <<K
version = 3
root = "$dir/containerd"
state = "$dir/run"
[grpc]
  address = "$dir/containerd.sock"
[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = "foredeck.test/pause:1"
[plugins.'io.containerd.cri.v1.images'.registry]
  config_path = "$dir/registries"
[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true # or containers cannot start where this host is itself a container
  [plugins.'io.containerd.cri.v1.runtime'.cni]
    bin_dirs = ["$bin"]
    conf_dir = "$dir/cni"
  [plugins.'io.containerd.cri.v1.runtime'.containerd]
    default_runtime_name = "runc"
    [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
        BinaryName = "$bin/runc"
        SystemdCgroup = false
K
cat >"$dir/kubelet.yaml" <<K
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
cgroupDriver: cgroupfs
cgroupsPerQOS: false
enforceNodeAllocatable: []
failCgroupV1: false
failSwapOn: false
containerRuntimeEndpoint: unix://$dir/containerd.sock
evictionHard: {}
localStorageCapacityIsolation: false
nodeStatusUpdateFrequency: 5s
K

start containerd "$bin/containerd" --config "$dir/containerd.toml"
for _ in $(seq 100); do [ -S "$dir/containerd.sock" ] && break; sleep 0.1; done
# One program under several tags is enough to deploy, to break (any other tag) and to roll back.
for image in pause:1 web:v1 web:v2 web:v3; do
  node "$here/image.ts" "$dir/image.tar" "foredeck.test/$image" "$bin/agnhost"
  "$bin/ctr" --address "$dir/containerd.sock" --namespace k8s.io images import "$dir/image.tar" >/dev/null
done
rm -f "$dir/image.tar"
start kubelet "$bin/kubelet" --config "$dir/kubelet.yaml" --kubeconfig "$top/kubeconfig" --hostname-override $node_name \
  --node-ip 10.200.0.2 --root-dir "$dir/kubelet"
start proxy "$bin/kube-proxy" --kubeconfig "$top/kubeconfig" --proxy-mode nftables --cluster-cidr 10.244.0.0/16 \
  --hostname-override $node_name --conntrack-max-per-core 0 --conntrack-min 0
for _ in $(seq 300); do "$bin/kubectl" --kubeconfig "$top/kubeconfig" get node $node_name >/dev/null 2>&1 && break; sleep 0.1; done
