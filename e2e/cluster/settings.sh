# Read by build.sh, up.sh, node.sh and down.sh: where the programs lie, and which Kubernetes they are.
bin=${CLUSTER_BIN:-${XDG_CACHE_HOME:-$HOME/.cache}/foredeck-cluster}
version=$(awk '$1 == "k8s.io/kubernetes" { print $2; exit }' "${here:-.}/go.mod")
node_name=foredeck-node
