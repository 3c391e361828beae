#!/usr/bin/env bash
# down.sh DIR [--purge]: ends what up.sh DIR started, the node's containers too. DIR stays for another start unless --purge is given.
here=$(cd "$(dirname "$0")" && pwd)
source "$here/settings.sh"
dir=$(cd "${1:?usage: down.sh DIR [--purge]}" && pwd) || exit 1

# Containers and their shims name DIR on their command lines; nothing else of ours does, except who called this script.
leftovers() {
  ps -eo pid=,args= | awk -v folder="$dir/" -v self=$$ -v caller=$PPID \
    'index($0, folder) && $1 != self && $1 != caller && $2 !~ /(awk|bash|sh|node|npm)$/ { print $1 }'
}
pods=$(cat "$dir"/node/run/io.containerd.runtime.v2.task/k8s.io/*/config.json 2>/dev/null | grep -oE 'netns/cni-[0-9a-f-]+' | cut -d/ -f2 | sort -u)

# The kubelet goes first, or it would start again what ends after it.
for name in kubelet proxy kwok scheduler controllers apiserver etcd containerd; do
  [ -f "$dir/$name.pid" ] || continue
  kill "$(cat "$dir/$name.pid")" 2>/dev/null
  rm -f "$dir/$name.pid"
done
for pid in $(leftovers); do kill "$pid" $(ps -o pid= --ppid "$pid") 2>/dev/null; done
for _ in $(seq 30); do [ -z "$(leftovers)" ] && break; sleep 0.1; done
for pid in $(leftovers); do kill -9 "$pid" 2>/dev/null; done

if [ -d "$dir/node" ]; then
  awk -v folder="$dir/" 'index($2, folder) == 1 { print $2 }' /proc/mounts | sort -r | while read -r mount; do umount -l "$mount"; done
  for pod in $pods; do ip netns del "$pod" 2>/dev/null; done
  ip netns del $node_name 2>/dev/null
fi
[ "${2:-}" != --purge ] || rm -rf "$dir"
exit 0
