#!/usr/bin/env bash
# build.sh [--node]: compiles the cluster's programs from Go modules into the cache folder and prints that folder.
# The control plane and kwok always; with --node also what a real node runs. Go's own cache makes a second build quick.
set -euo pipefail
cd "$(dirname "$0")"
source ./settings.sh
mkdir -p "$bin"

minor=${version#v1.}
stamp=k8s.io/component-base/version
flags="-s -w -X $stamp.gitVersion=$version -X $stamp.gitMajor=1 -X $stamp.gitMinor=${minor%%.*}"

compile() { go build -o "$bin/" -ldflags "$flags" "$@"; }
kubernetes() { printf 'k8s.io/kubernetes/cmd/%s\n' "$@"; }

if [ "${1:-}" = --node ]; then
  # runc filters system calls through libseccomp, the one C library in the whole build.
  if ! pkg-config --exists libseccomp 2>/dev/null; then
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || { echo 'A real node needs libseccomp-dev and pkg-config: install them first.' >&2; exit 1; }
    { apt-get update -qq && apt-get install -qqy --no-install-recommends libseccomp-dev pkg-config nftables iproute2 conntrack; } >&2
  fi
  compile -tags seccomp github.com/opencontainers/runc
  compile $(kubernetes kubelet kube-proxy) github.com/containerd/containerd/v2/cmd/{containerd,containerd-shim-runc-v2,ctr} \
    github.com/containernetworking/plugins/plugins/{ipam/host-local,main/bridge,main/loopback,meta/portmap}
  # agnhost is the only program inside the test images, so nothing may be linked to it at run time.
  CGO_ENABLED=0 go build -o "$bin/" -ldflags '-s -w' k8s.io/kubernetes/test/images/agnhost
fi

compile go.etcd.io/etcd/server/v3 && mv -f "$bin/server" "$bin/etcd"
compile $(kubernetes kube-controller-manager kube-scheduler kubectl) sigs.k8s.io/kwok/cmd/kwok
# Last, because its presence (with the right version) is what up.sh takes for a finished build.
compile $(kubernetes kube-apiserver)
echo "$bin"
